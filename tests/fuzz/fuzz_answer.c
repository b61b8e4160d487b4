/* The head of an HTTP answer as it comes from the network, and its body behind it. */
#include "fuzz.h"

#include <curl/curl.h>

#include "read/fetch_answer.h"
#include "read/header.h"

enum { BODY = 1 << 20, NOW = 1795000000 };

static void check_inside(str text, str block)
{
    if (text.n && (text.p < block.p || text.p + text.n > block.p + block.n))
        abort();
}

static void check_head(const struct answer_head *head, str block)
{
    const str texts[] = {head->type, head->coding,   head->location, head->retry_after,
                         head->etag, head->modified, head->date};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_inside(texts[i], block);
    if (!head->status || head->status > 999 || (head->chunked && head->has_length && !head->fault))
        abort();
}

/* What is stored says the same, but that the body has no chunks and lines end in CRLF. */
static void check_stored(struct arena *arena, const struct answer_head *head, str block)
{
    bool folded = str_find_char(head->type, '\n') != SIZE_MAX;
    struct answer_head stored;

    if (!answer_head_read(answer_head_stored(arena, block), S("newsmill"), &stored) ||
        stored.status != head->status || stored.chunked ||
        (!folded && !str_eq(stored.type, head->type)))
        abort();
}

static void check(struct arena *arena, struct arena *scratch, str bytes)
{
    size_t length = header_length(bytes);
    str block = str_slice(bytes, 0, length ? length : bytes.n), body = str_from(bytes, block.n);
    struct answer_head head;
    str plain;

    if (!answer_head_read(block, S("newsmill"), &head))
        return;
    check_head(&head, block);
    check_stored(scratch, &head, block);
    answer_retry_after(scratch, head.retry_after, NOW, curl_getdate);
    answer_page_reserved(scratch, body, S("newsmill"));
    if (answer_body(arena, scratch, &head, body, BODY, &plain) == WHY_KEPT && plain.n > BODY)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    return fuzz_arenas(check, bytes, n);
}
