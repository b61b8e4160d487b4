/* A sitemap or a list of URLs: what comes out are http or https links. */
#include "fuzz.h"

#include "base/utf8.h"
#include "read/sitemap.h"

static void check(struct arena *arena, struct arena *scratch, str bytes)
{
    struct sitemap sitemap;

    sitemap_read(arena, scratch, bytes, S(""), S("https://site.example/sitemap.xml"), &sitemap);
    arena_free(scratch); /* nothing of the rows lives there */
    if (sitemap.count > SITEMAP_ROWS)
        abort();
    for (size_t i = 0; i < sitemap.count; i++)
        if (!str_starts(sitemap.rows[i].url, S("http")) ||
            utf8_valid(sitemap.rows[i].title) != sitemap.rows[i].title.n)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    return fuzz_arenas(check, bytes, n);
}
