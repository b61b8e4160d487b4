#include "decode_policy.h"

#include "../base/charset_policy.h"

void decode_bytes(struct doc *doc, str bytes, size_t ceiling)
{
    struct charset_text text = {.truncated = doc_has_flag(doc, FLAG_TRUNCATED)};

    charset_read(doc->arena, doc->scratch, bytes, doc->is_text, doc->http_type, ceiling, &text);
    if (text.truncated)
        doc_flag(doc, FLAG_TRUNCATED);
    if (text.repaired)
        doc_flag(doc, FLAG_CHARSET_REPAIRED);
    if (text.guessed)
        doc_flag(doc, FLAG_CHARSET_GUESSED);
    doc->page = text.page;
    doc->charset = str_of(charset_rows[text.charset].name);
}
