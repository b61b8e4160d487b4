/* A robots.txt: its first line is the crawler and the URL that is asked for. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/arena.h"
#include "read/robots.h"

enum { CEILING = 1 << 28 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    str file = {(const char *)bytes, n}, first = {NULL, 0}, agent = {NULL, 0};
    struct robots robots;
    struct arena arena;
    jmp_buf escape;

    arena_init(&arena, CEILING);
    arena.escape = &escape;
    if (!setjmp(escape)) {
        str_split(&file, '\n', &first);
        str_split(&first, ' ', &agent);
        robots_read(&arena, file, agent, &robots);
        robots_allows(&arena, &robots, first);
        if (robots.rule_count > ROBOTS_RULES || robots.sitemap_count > ROBOTS_SITEMAPS)
            abort();
        for (size_t i = 0; i < robots.rule_count; i++)
            if (!robots.rules[i].path.n)
                abort();
    }
    arena_free(&arena);
    return 0;
}
