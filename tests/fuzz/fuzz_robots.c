/* A robots.txt: its first line is the crawler and the URL that is asked for. */
#include "fuzz.h"

#include "read/robots.h"

static void check(struct arena *arena, struct arena *scratch, str file)
{
    str first = {NULL, 0}, agent = {NULL, 0};
    struct robots robots;

    str_split(&file, '\n', &first);
    str_split(&first, ' ', &agent);
    robots_read(arena, file, agent, &robots);
    robots_allows(scratch, &robots, first);
    if (robots.rule_count > ROBOTS_RULES || robots.sitemap_count > ROBOTS_SITEMAPS)
        abort();
    for (size_t i = 0; i < robots.rule_count; i++)
        if (!robots.rules[i].path.n)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    return fuzz_arenas(check, bytes, n);
}
