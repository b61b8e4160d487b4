#include "prune_leaf.h"

#include <string.h>

bool leaf_end(str page, const struct markup_tag *tag, size_t *end)
{
    str name = str_slice(page, tag->at + 1, tag->after_name), rest;
    const char *p = tag->end < page.n ? memchr(page.p + tag->end, '<', page.n - tag->end) : NULL;

    if (!p)
        return false;
    *end = (size_t)(p - page.p);
    rest = str_from(page, *end + 1);
    return rest.n > name.n + 1 && rest.p[0] == '/' && rest.p[name.n + 1] == '>' &&
           str_starts_nocase(str_from(rest, 1), name);
}
