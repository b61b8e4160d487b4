/* What prune_scan.h says of the rest of a page. */
#include "prune_scan.h"
#include "prune_script.h"

enum { NAME_LOOK = 32 }; /* bytes looked at for the name of a tag that is not read */

void prune_count_depth(struct prune_scan *scan, const struct markup_tag *tag)
{
    uint16_t *open = &scan->open[(tag->name * UINT64_C(0x9E3779B97F4A7C15)) >> PRUNE_NAMES_SHIFT];

    if (tag->closing && *open) {
        --*open;
        --scan->depth;
    } else if (!tag->closing && *open < UINT16_MAX) {
        ++*open;
        if (++scan->depth > scan->deepest)
            scan->deepest = scan->depth;
    }
}

size_t prune_content_end(const struct prune_scan *scan, const struct markup_tag *tag, unsigned what)
{
    str name = str_slice(scan->page, tag->at + 1, tag->after_name);
    size_t end;

    if (what & TAG_PLAINTEXT)
        return scan->page.n;
    end = what & TAG_SCRIPT ? markup_script_end(scan->page, tag->end)
                            : markup_end_tag(scan->page, tag->end, name);
    return end == SIZE_MAX ? scan->page.n : end;
}

/* A tag of the rest; where the next one may begin. What is in a script is JSON or is no matter, so
 * it is read as if it were one. */
static size_t read_rest(struct prune_scan *scan, size_t at)
{
    struct markup_tag tag;
    size_t end;

    if (!markup_tag(scan->page, at, PRUNE_ATTRIBUTES, &tag, &end))
        return at;
    if (end != tag.end)
        scan->deepest = UINT64_MAX;
    if (tag.closing || !(prune_tag_row(&scan->rows, scan->page, &tag) & TAG_SCRIPT))
        return tag.end;
    end = prune_content_end(scan, &tag, TAG_SCRIPT);
    prune_script(scan->doc, &tag, str_slice(scan->page, tag.end, end));
    return end;
}

void prune_rest(struct prune_scan *scan, size_t from)
{
    struct markup_tag tag;
    size_t end, read = from, next;

    prune_part_leaf(&scan->text);
    prune_copy(&scan->text, from, scan->page.n);
    scan->at = scan->page.n;
    while ((next = str_find_char(str_from(scan->page, from), '<')) != SIZE_MAX) {
        from += next;
        if (from >= read)
            read = read_rest(scan, from);
        if (markup_tag(str_slice(scan->page, 0, from + NAME_LOOK), from, NAME_LOOK, &tag, &end) &&
            !(prune_tag_row(&scan->rows, scan->page, &tag) & TAG_UNCOUNTED))
            prune_count_depth(scan, &tag);
        from++;
    }
}
