#include "prune_text.h"

#include <string.h>

#include "../base/reference.h"
#include "../base/utf8.h"
#include "prune_tags.h"

enum {
    REFERENCE = 40,      /* bytes that a character reference may have: "&CounterClockwise..." */
    FIRST_ROOM = 64,     /* elements of an array when it begins ... */
    BYTES_A_TAG = 192,   /* ... and one for so many of the page, as it has tags: none is copied */
    RUN_LEAST = 0xF0000, /* the least character that may stand for a run */
    HIGHEST = 0x10FFFF,
    REPLACED = 0xFFFD, /* what stands in the place of such a character of the page */
};

void *prune_grow(struct doc *doc, void *array, size_t count, size_t *room, size_t size)
{
    size_t more = *room ? *room * 2 : FIRST_ROOM + doc->page.n / BYTES_A_TAG;

    if (count < *room)
        return array;
    array = arena_grow(doc->arena, array, *room * size, more * size);
    *room = more;
    return array;
}

/* The number of a numeric reference whose '&' is at `at`; it ends at *end, behind its ';' if it has
 * one. */
static uint32_t number_at(str page, size_t at, size_t *end)
{
    uint32_t c = reference_number(str_from(page, at + 1), end);

    *end += at + 1;
    *end += *end < page.n && page.p[*end] == ';';
    return c;
}

/* Behind what stands at `at`, a character or a reference to one, that would pass for a run; 0: it
 * would not. gumbo counts too large a number round into any character, or loses what follows. */
static size_t false_run_end(str page, size_t at)
{
    size_t end = at;
    uint32_t c = 0;

    if ((unsigned char)page.p[at] >= TEXT_RUN_LEAD)
        c = utf8_next(page, &end);
    else if (page.p[at] == '&' && at + 1 < page.n && page.p[at + 1] == '#')
        c = number_at(page, at, &end);
    return text_run_number(c) == SIZE_MAX && c <= HIGHEST ? 0 : end;
}

void prune_copy(struct pruned_text *text, size_t from, size_t to)
{
    size_t at = from;

    fold_stop(&text->fold);
    while (at < to) {
        size_t end = false_run_end(text->page, at);
        if (end) {
            buf_str(&text->out, str_slice(text->page, from, at));
            buf_utf8(&text->out, REPLACED);
            from = end;
        }
        at = end ? end : at + 1;
    }
    buf_str(&text->out, str_slice(text->page, from, to));
}

/* Sets the attributes aside that the walk asks for. */
static void note_attributes(struct pruned_text *text)
{
    struct pruned *pruned = &text->doc->pruned;

    for (size_t i = 0; i < text->attributes.count; i++) {
        str value = text->attributes.list[i].value;
        size_t number = attribute_number(text->attributes.list[i].name);
        if (number == ATTRIBUTE_COUNT)
            continue;
        pruned->attributes = prune_grow(text->doc, pruned->attributes, pruned->attribute_count,
                                        &text->attributes_room, sizeof *pruned->attributes);
        pruned->attributes[pruned->attribute_count++] = (struct start_attribute){
            (uint32_t)number, (uint32_t)(value.p ? value.p - text->page.p : 0), (uint32_t)value.n};
    }
}

void prune_note_tag(struct pruned_text *text, const struct markup_tag *tag)
{
    struct pruned *pruned = &text->doc->pruned;
    size_t first = pruned->attribute_count;

    note_attributes(text);
    pruned->tags = prune_grow(text->doc, pruned->tags, pruned->tag_count, &text->tags_room,
                              sizeof *pruned->tags);
    pruned->tags[pruned->tag_count++] =
        (struct start_tag){(uint32_t)text->out.n, (uint32_t)tag->at, (uint32_t)first,
                           (uint32_t)(pruned->attribute_count - first)};
}

static void put_character(struct pruned_text *text, struct text_run run)
{
    struct pruned *pruned = &text->doc->pruned;

    pruned->runs = prune_grow(text->doc, pruned->runs, pruned->run_count, &text->runs_room,
                              sizeof *pruned->runs);
    pruned->runs[pruned->run_count] = run;
    buf_utf8(&text->out, text_run_char(pruned->run_count++));
}

/* Text without NULs, and without references that the parser is to decode. White space that leads it
 * stays, the first of it at least: the tree builder treats it apart (13.2.6.4). */
static bool put_piece(struct pruned_text *text, size_t from, size_t to, bool has_references,
                      size_t *left)
{
    struct pruned *pruned = &text->doc->pruned;
    size_t letters = markup_past_space(text->page, from, to);

    if (letters > from)
        buf_str(&text->out, str_slice(text->page, from, text->keeps_space ? letters : from + 1));
    if (letters == to)
        return true;
    *left = letters;
    if (pruned->run_count == TEXT_RUNS)
        return false;
    put_character(text, (struct text_run){.at = (uint32_t)letters,
                                          .n = (uint32_t)(to - letters),
                                          .has_references = has_references});
    return true;
}

/* NULs stay: the tree builder forgets them, as if they were not there. */
bool prune_put_run(struct pruned_text *text, size_t from, size_t to, size_t *left)
{
    while (from < to) {
        const char *nul = memchr(text->page.p + from, '\0', to - from);
        size_t end = nul ? (size_t)(nul - text->page.p) : to;

        if (!put_piece(text, from, end, false, left))
            return false;
        if (nul)
            prune_put_markup(text, S("\0"));
        from = end + (nul != NULL);
    }
    return true;
}

static bool is_of_reference(char c)
{
    return is_ascii_digit(c) || is_ascii_letter(c);
}

/* The next '&' that may begin a character reference (13.2.5.72); `to` when there is none. */
static size_t next_reference(str page, size_t at, size_t to)
{
    for (;; at++) {
        const char *p = at < to ? memchr(page.p + at, '&', to - at) : NULL;
        if (!p)
            return to;
        at = (size_t)(p - page.p);
        if (at + 1 < to && (page.p[at + 1] == '#' || is_of_reference(page.p[at + 1])))
            return at;
    }
}

/* Behind the reference, or what may be one, whose '&' is at `at`. */
static size_t reference_end(str page, size_t at, size_t to)
{
    size_t end = at + 2, most = at + REFERENCE < to ? at + REFERENCE : to;

    if (page.p[at + 1] == '#') {
        number_at(str_slice(page, 0, to), at, &end);
        return end;
    }
    while (end < most && is_of_reference(page.p[end]))
        end++;
    return end < most && page.p[end] == ';' ? end + 1 : end;
}

/* Whether from..to, which has its first reference at `at`, or none before `to`, has no NULs, and of
 * its references each is decoded behind the parser as it would decode it, to what is neither white
 * space nor a run. */
static bool is_decoded(str page, size_t from, size_t at, size_t to)
{
    uint32_t c;

    for (; at < to; at = next_reference(page, at + 1, to))
        if (!reference_at(str_slice(page, at, to), &c) || c <= ' ' || c >= RUN_LEAST)
            return false;
    return !memchr(page.p + from, '\0', to - from);
}

bool prune_put_text(struct pruned_text *text, size_t from, size_t to, size_t *left)
{
    size_t reference = next_reference(text->page, from, to);

    if (reference < to && is_decoded(text->page, from, reference, to))
        return put_piece(text, from, to, true, left);
    while (from < to) {
        if (!prune_put_run(text, from, reference, left))
            return false;
        from = reference;
        if (from < to) {
            from = reference_end(text->page, reference, to);
            prune_copy(text, reference, from);
            reference = next_reference(text->page, from, to);
        }
    }
    return true;
}

bool prune_put_leaf(struct pruned_text *text, const struct markup_tag *tag, size_t to)
{
    struct pruned *pruned = &text->doc->pruned;
    size_t from = tag->end, reference = next_reference(text->page, from, to);

    if (!prune_has_leaf(text) || !is_decoded(text->page, from, reference, to))
        return false;
    prune_note_tag(text, tag);
    pruned->leaf_count++;
    put_character(text, (struct text_run){.at = (uint32_t)from,
                                          .n = (uint32_t)(to - from),
                                          .leaf = (uint32_t)pruned->tag_count,
                                          .has_references = reference < to});
    text->leaf_at = text->out.n;
    return true;
}

/* Those that follow each other stand in one comment. */
bool prune_put_head_leaf(struct pruned_text *text, const struct markup_tag *tag, size_t to)
{
    struct buf *out = &text->out;
    size_t before = out->n;
    bool more = out->n && out->n == text->head_end;

    if (more)
        out->n -= sizeof "-->" - 1;
    else
        buf_str(out, S("<!--"));
    if (!prune_put_leaf(text, tag, to)) {
        if (more)
            buf_str(out, S("-->"));
        else
            out->n = before;
        return false;
    }
    buf_str(out, S("-->"));
    text->head_end = out->n;
    text->leaf_at = 0;
    return true;
}

bool prune_has_leaf(const struct pruned_text *text)
{
    return text->doc->pruned.run_count < TEXT_RUNS - TEXT_RUNS / 4;
}

/* What an element holds: without the line break that its start tag is followed by, if it is a pre;
 * and for gumbo adds text to the tree when the next node comes, the last text of a form stands
 * behind it, *behind. */
static str what_it_holds(const struct pruned_text *text, const struct fold_element *element,
                         str *behind)
{
    str all = buf_text(&text->out), inside = str_from(all, element->inside);
    size_t end = text->leaf_at > element->inside ? text->leaf_at : element->inside;

    *behind = S("");
    if (element->what & TAG_PRE && str_starts(inside, S("\r\n")))
        return str_from(inside, 2);
    if (element->what & TAG_PRE && inside.n && (inside.p[0] == '\n' || inside.p[0] == '\r'))
        return str_from(inside, 1);
    if (!(element->what & TAG_FORM))
        return inside;
    *behind = str_from(all, end);
    return str_slice(all, element->inside, end);
}

void prune_put_folded(struct pruned_text *text, const struct fold_element *element)
{
    struct pruned *pruned = &text->doc->pruned;
    str behind, inside = what_it_holds(text, element, &behind);
    size_t at = text->folded.n;

    buf_str(&text->folded, inside);
    behind = behind.n ? str_dup(text->doc->scratch, behind) : behind;
    for (size_t i = element->tag; i < pruned->tag_count; i++)
        pruned->tags[i].pruned_at = (uint32_t)element->at; /* they stay in order */
    text->out.n = element->at;
    pruned->leaf_count++;
    put_character(text, (struct text_run){.at = (uint32_t)at,
                                          .n = (uint32_t)inside.n,
                                          .leaf = (uint32_t)element->tag + 1,
                                          .folded = true});
    text->leaf_at = text->out.n;
    buf_str(&text->out, behind);
}

void prune_put_markup(struct pruned_text *text, str markup)
{
    buf_str(&text->out, markup);
    fold_stop(&text->fold);
}

void prune_part_leaf(struct pruned_text *text)
{
    struct buf *out = &text->out;
    str behind;

    if (!text->leaf_at)
        return;
    behind = str_dup(text->doc->scratch, str_from(buf_text(out), text->leaf_at));
    out->n = text->leaf_at;
    prune_put_markup(text, S("<!-->"));
    buf_str(out, behind);
    text->leaf_at = 0;
}
