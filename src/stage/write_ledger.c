#include "write_ledger.h"

#include "../base/json.h"
#include "write_duplicate.h"

str write_ledger(const struct doc *doc)
{
    const struct reason_row *reason = &reason_rows[doc->why];
    struct buf out = buf_new(doc->scratch, SIZE_MAX / 4);

    buf_str(&out, S("{\"source\":"));
    json_put(&out, doc->source);
    buf_printf(&out, ",\"offset\":%llu", (unsigned long long)doc->offset);
    if (doc->line)
        buf_printf(&out, ",\"line\":%llu", (unsigned long long)doc->line);
    else
        buf_str(&out, S(",\"line\":null"));
    json_put_text(&out, "url", doc->fields[FIELD_URL].text);
    json_put_text(&out, "outcome", str_of(outcome_name(reason->outcome)));
    json_put_text(&out, "reason", str_of(reason->name));
    json_put_text(&out, "id", doc->fields[FIELD_ID].text);
    json_put_text(&out, "detail", doc->detail);
    if (doc->duplicate)
        write_pair(&out, doc->duplicate);
    buf_str(&out, S("}\n"));
    return buf_text(&out);
}
