/* Titles are parted at marks that sites put between the headline and what they add to it. */
#include "meta_title_cut.h"

#include "../base/utf8.h"
#include "meta_facts.h"

enum {
    CUTS_MOST = 6,   /* parts of a title that may go */
    SHORT_PART = 5,  /* words of a part that stands behind a bar */
    PARTS_MOST = 12, /* separators at which a heading is looked for */
};

static const struct separator {
    const char *text;
    bool bar; /* hardly ever used within a headline */
} separators[] = {
    {" | ", true}, {" - ", false}, {" – ", false}, {" — ", false}, {" :: ", true}, {" • ", true},
    {" · ", true}, {" » ", true},  {" « ", true},  {" / ", false}, {" ~ ", true},  {" < ", true},
    {"｜", true},  {" ‹ ", true},  {" › ", true},  {" > ", true},  {"_", true},    {" : ", false},
    {": ", false}, {" -- ", true}, {"|", true},    {" ― ", true},  {" ❘ ", true},
};

/* The last separator (or the first): its place, SIZE_MAX when there is none. */
static size_t separator_in(str s, bool last, const struct separator **which)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        str mark = str_of(separators[i].text);
        for (size_t at = str_find(s, mark); at != SIZE_MAX;) {
            size_t next;
            if (best == SIZE_MAX || (last ? at > best : at < best)) {
                best = at;
                *which = &separators[i];
            }
            next = last ? str_find(str_from(s, at + 1), mark) : SIZE_MAX;
            at = next == SIZE_MAX ? SIZE_MAX : at + 1 + next;
        }
    }
    return best;
}

/* The two sides of the last separator (or the first); NULL: there is none. */
static const struct separator *part_title(str title, bool last, str *head, str *tail)
{
    const struct separator *which = NULL;
    size_t at = separator_in(title, last, &which);

    if (which) {
        *head = str_trim(str_slice(title, 0, at));
        *tail = str_trim(str_from(title, at + str_of(which->text).n));
    }
    return which;
}

bool title_split(str *title, str *part)
{
    str whole = *title;

    if (!whole.n || whole.n > TITLE_MOST)
        return false;
    if (!part_title(whole, false, part, title)) {
        *part = str_trim(whole);
        *title = (str){NULL, 0};
    }
    return true;
}

static bool is_other(struct arena *arena, str s, const str *others, size_t count)
{
    str folded = text_fold(arena, s);

    for (size_t i = 0; folded.n && i < count; i++)
        if (str_eq(folded, text_fold(arena, others[i])))
            return true;
    return false;
}

/* Cuts one part from the end; false: it stays. */
static bool cut_end(const struct site_known *site, str *title, const str *others, size_t count)
{
    str head, tail;
    const struct separator *which = part_title(*title, true, &head, &tail);

    if (!which || !head.n)
        return false;
    if (!(which->text[0] == ':' && is_other(site->scratch, *title, others, count)) &&
        (is_site_name(site, tail) || looks_host(tail) ||
         is_other(site->scratch, head, others, count) ||
         (which->bar && count_words(tail) <= SHORT_PART && count_words(head) > 2 &&
          count_words(head) > count_words(tail) &&
          !is_other(site->scratch, *title, others, count)))) {
        *title = head;
        return true;
    }
    return false;
}

static bool cut_start(const struct site_known *site, str *title, const str *others, size_t count)
{
    str head, rest;
    const struct separator *which = part_title(*title, false, &head, &rest);
    bool named;

    if (!which || !rest.n || is_other(site->scratch, *title, others, count))
        return false;
    if (which->text[0] == ':' || str_eq(str_of(which->text), S(" : ")))
        named = is_site_exactly(site, head); /* "Example launches a car: ..." is no kicker */
    else
        named = is_site_name(site, head);
    if (named || (which->bar && is_other(site->scratch, rest, others, count))) {
        *title = rest;
        return true;
    }
    return false;
}

str title_without_site(const struct site_known *site, str title, const str *others, size_t count)
{
    title = str_trim(title);
    for (int cut = 0; cut < CUTS_MOST; cut++)
        if (!cut_end(site, &title, others, count) && !cut_start(site, &title, others, count))
            break;
    return title;
}

bool title_misplaced(uint32_t under)
{
    uint32_t unfit = HINT_ASIDE | HINT_COMMENTS | HINT_RELATED | HINT_NAV;

    if (!(under & (HINT_ARTICLE | HINT_MAIN)))
        unfit |=
            HINT_FOOTER | HINT_HIDDEN | HINT_DIALOG | HINT_COOKIE | HINT_NEWSLETTER | HINT_ADVERT;
    return under & unfit;
}

/* The head of the whole page has the site's name; a column beside the text, when an article lies
 * in what bears that name, is none. */
static bool is_of_text(const struct doc *doc, const struct block *block)
{
    uint32_t under = doc->box_count ? doc->boxes[block->box].under : 0;

    if (under & (HINT_ARTICLE | HINT_MAIN))
        under &= ~(uint32_t)(HINT_ASIDE | HINT_HEADER);
    return !title_misplaced(under) && !(under & HINT_HEADER);
}

struct title_headings title_headings_of(const struct doc *doc)
{
    struct title_headings headings = {.count = 0};

    for (size_t i = 0; i < doc->block_count && headings.count < TITLE_HEADINGS; i++) {
        const struct block *block = &doc->blocks[i];
        if (block->kind == BLOCK_HEADING && block->text.n <= TITLE_MOST && is_of_text(doc, block))
            headings.folded[headings.count++] = text_fold(doc->scratch, block->text);
    }
    return headings;
}

bool title_is_heading(const struct title_headings *headings, str folded)
{
    for (size_t i = 0; i < headings->count; i++)
        if (str_eq(headings->folded[i], folded))
            return true;
    return false;
}

/* The longer one of the part that was found so far and this one, if it is a heading. */
static void take_part(const struct title_headings *headings, const struct site_known *site,
                      str part, str *longest)
{
    part = str_trim(part);
    if (part.n > longest->n && title_is_heading(headings, text_fold(site->scratch, part)) &&
        !is_site_name(site, part))
        *longest = part;
}

str title_part(const struct title_headings *headings, const struct site_known *site, str title)
{
    str longest = {NULL, 0};
    size_t parts = 0;

    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        str mark = str_of(separators[i].text);
        for (size_t from = 0, at; parts < PARTS_MOST; parts++) {
            at = str_find(str_from(title, from), mark);
            if (at == SIZE_MAX)
                break;
            take_part(headings, site, str_slice(title, 0, from + at), &longest);
            from += at + mark.n;
            take_part(headings, site, str_from(title, from), &longest);
        }
    }
    return longest;
}
