/* pruned: from the parser's tree back to the page (doc.h). */
#include "base/markup.h"
#include "doc.h"

enum {
    PLANE_15 = 0xF0000,
    PLANE_16 = 0x100000,
    IN_A_PLANE = 0xFFFE,
    LONGEST_NAME = 10 /* of attributes.def */
};

uint32_t text_run_char(size_t i)
{
    return (uint32_t)(i < IN_A_PLANE ? PLANE_15 + i : PLANE_16 + i - IN_A_PLANE);
}

size_t text_run_number(uint32_t c)
{
    if (c >= PLANE_15 && c < PLANE_15 + IN_A_PLANE)
        return c - PLANE_15;
    if (c >= PLANE_16 && c < PLANE_16 + IN_A_PLANE)
        return c - PLANE_16 + IN_A_PLANE;
    return SIZE_MAX;
}

size_t text_run_at(const char *bytes)
{
    uint32_t c = 0;

    for (size_t i = 1; i < TEXT_RUN_BYTES; i++)
        c = c << 6 | ((unsigned char)bytes[i] & 0x3Fu);
    return text_run_number(c | ((unsigned char)bytes[0] & 7u) << 18);
}

/* The next byte from `at` on that may begin a run; the end when there is none. */
static size_t next_lead(str text, size_t at)
{
    while (at < text.n && (unsigned char)text.p[at] < TEXT_RUN_LEAD)
        at++;
    return at;
}

static str run_text(struct arena *arena, const struct doc *doc, const struct text_run *run)
{
    str text = str_slice(doc->page, run->at, run->at + run->n);

    return run->has_references ? markup_value(arena, text) : text;
}

str doc_unpruned(struct arena *arena, const struct doc *doc, str text)
{
    const struct pruned *pruned = &doc->pruned;
    size_t at = next_lead(text, 0), from = 0;
    struct buf out;

    if (at == text.n)
        return text;
    if (text.n == TEXT_RUN_BYTES) { /* one run alone, the usual case: borrowed from the page */
        size_t i = text_run_at(text.p);
        if (i < pruned->run_count)
            return run_text(arena, doc, &pruned->runs[i]);
    }
    out = buf_new(arena, doc->page.n + text.n + 1); /* no run stands twice in a page */
    for (from = 0; at < text.n; at = next_lead(text, at)) {
        size_t before = at, i = text_run_at(text.p + at);
        at += TEXT_RUN_BYTES;
        if (i >= pruned->run_count)
            continue;
        buf_str(&out, str_slice(text, from, before));
        buf_str(&out, run_text(arena, doc, &pruned->runs[i]));
        from = at;
    }
    buf_str(&out, str_from(text, from));
    return buf_text(&out);
}

/* The first start tag that is not before a place of the pruned page. */
static size_t search(const struct pruned *pruned, size_t pruned_at)
{
    size_t low = 0, high = pruned->tag_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pruned->tags[middle].pruned_at < pruned_at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct start_tag *doc_start_tag(const struct doc *doc, const char *place, size_t offset,
                                      size_t *next)
{
    const struct pruned *pruned = &doc->pruned;
    size_t pruned_at = (size_t)((uintptr_t)place - (uintptr_t)pruned->text.p);

    if (pruned_at >= pruned->text.n) { /* it is in the page */
        *next = offset + 1;
        return &pruned->tags[offset];
    }
    if (*next >= pruned->tag_count || pruned->tags[*next].pruned_at != pruned_at)
        *next = search(pruned, pruned_at);
    if (*next == pruned->tag_count || pruned->tags[*next].pruned_at != pruned_at)
        return NULL;
    return &pruned->tags[(*next)++];
}

static const char *const attribute_names[] = {
#define ATTRIBUTE(member, name) name,
#include "attributes.def"
#undef ATTRIBUTE
};

/* Where the names of a length begin among all; those of the next length begin where they end. */
static const unsigned char of_length[LONGEST_NAME + 2] = {0, 0, 0, 1, 3, 7, 9, 10, 12, 16, 16, 17};

size_t attribute_number(str name)
{
    if (!name.n || name.n > LONGEST_NAME)
        return ATTRIBUTE_COUNT;
    for (size_t i = of_length[name.n]; i < of_length[name.n + 1]; i++)
        if (attribute_names[i][0] == (name.p[0] | 0x20) &&
            str_eq_nocase(name, (str){attribute_names[i], name.n}))
            return i;
    return ATTRIBUTE_COUNT;
}

uint64_t attribute_bits(void)
{
    uint64_t bits = 0;

    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
        bits |= markup_name_bit(str_of(attribute_names[i]));
    return bits;
}
