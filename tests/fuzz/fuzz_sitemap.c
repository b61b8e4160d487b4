/* A sitemap or a list of URLs: what comes out are http or https links. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "read/sitemap.h"

enum { CEILING = 1 << 28 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena, scratch;
    struct sitemap sitemap;
    jmp_buf escape;

    arena_init(&arena, CEILING);
    arena_init(&scratch, CEILING);
    arena.escape = scratch.escape = &escape;
    if (!setjmp(escape)) {
        sitemap_read(&arena, &scratch, (str){(const char *)bytes, n}, S(""),
                     S("https://site.example/sitemap.xml"), &sitemap);
        arena_free(&scratch); /* nothing of the rows lives there */
        if (sitemap.count > SITEMAP_ROWS)
            abort();
        for (size_t i = 0; i < sitemap.count; i++)
            if (!str_starts(sitemap.rows[i].url, S("http")) ||
                utf8_valid(sitemap.rows[i].title) != sitemap.rows[i].title.n)
                abort();
    }
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}
