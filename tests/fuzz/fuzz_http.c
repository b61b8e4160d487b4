/* A stored HTTP answer, and its body without chunks. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/arena.h"
#include "read/http.h"

enum { CEILING = 1 << 26, BODY = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    str message = {(const char *)bytes, n}, body;
    struct http http;
    struct arena arena;
    jmp_buf escape;
    bool cut;

    arena_init(&arena, CEILING);
    arena.escape = &escape;
    if (!setjmp(escape) && http_read(message, &http) != HTTP_NONE) {
        body = http_body(&http, &arena, BODY, &cut);
        if (body.n > BODY)
            abort();
    }
    arena_free(&arena);
    return 0;
}
