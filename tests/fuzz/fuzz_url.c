/* An address, behind a line with its base: what comes out is http or https, and its own form. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/site.h"
#include "base/url.h"
#include "base/url_canonical.h"

enum { CEILING = 1 << 28 };

static void check_form(struct arena *arena, str url)
{
    str form = url_canonical(arena, url);

    if (!str_starts(form, S("https://")) || !str_eq(url_canonical(arena, form), form))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    str address = {(const char *)bytes, n}, base = {NULL, 0}, url;
    struct arena arena;
    jmp_buf escape;

    arena_init(&arena, CEILING);
    arena.escape = &escape;
    if (!setjmp(escape)) {
        str_split(&address, '\n', &base);
        url = url_resolve(&arena, base, address);
        if (url.n) {
            if (!str_starts(url, S("http://")) && !str_starts(url, S("https://")))
                abort();
            for (size_t i = 0; i < url.n; i++)
                if ((unsigned char)url.p[i] <= ' ' || (unsigned char)url.p[i] > '~')
                    abort();
            if (url.n <= 8192 && !str_eq(url_resolve(&arena, S(""), url), url))
                abort();
            site_of_host(&arena, url_host(&arena, url));
            if (url.n <= 8192)
                check_form(&arena, url);
        }
    }
    arena_free(&arena);
    return 0;
}
