/* A stored HTTP answer, and its body without chunks. */
#include "fuzz.h"

#include "read/http.h"

enum { BODY = 1 << 20 };

static void check(struct arena *arena, struct arena *scratch, str message)
{
    struct http http;
    bool cut;

    (void)scratch;
    if (http_read(message, &http) != HTTP_NONE && http_body(&http, arena, BODY, &cut).n > BODY)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    return fuzz_arenas(check, bytes, n);
}
