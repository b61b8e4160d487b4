/* content_page: the article's blocks on a page, by rules.
 *
 * 1. Boxes whose tag or names say navigation, comments, related ... are furniture, unless they
 *    hold most of the page's prose: names lie, mass does not.
 * 2. The core is the deepest box that still holds nearly all of the remaining prose.
 * 3. Inside the core, blocks are kept or marked by their own features and their neighbours. */
#include <string.h>

#include "content.h"

#define CORE_SHARE  0.80f /* of its parent's prose that a box must hold for the core to move in */
#define CORE_LEAST  0.50f /* of the page's prose that the core must hold */
#define NAMES_LIE   0.40f /* of the page's prose, from which on a box's names are not believed */
#define LEFT_LEAST  0.25f /* share of the page's prose that names must leave */
#define LINK_SHARE  0.50f /* of words in links, from which on a block is nearly all links */
#define PROSE_LINKS 0.35f /* the most that prose may have */
enum {
    PROSE_WORDS = 10,   /* the least of prose with a sentence end in it */
    PROSE_LONG = 25,    /* and without */
    SHORT_FIELD = 12,   /* bylines and dates are not longer */
    CAPTION_WORDS = 60, /* nor captions that only a name tells */
    FRAGMENT_WORDS = 5, /* shorter ones at the edges of the core are fragments */
};

/* While the names of boxes are weighed. */
struct names {
    struct content *page;
    float taken[WHY_COUNT];   /* prose in boxes that are furniture, by reason */
    bool believed[WHY_COUNT]; /* reasons that names may still give */
};

float block_link_share(const struct block *block)
{
    return block->words ? (float)block->link_words / (float)block->words : (block->links ? 1 : 0);
}

float prose_words(const struct block *block)
{
    bool reads = block->stops ? block->words >= PROSE_WORDS : block->words >= PROSE_LONG;

    if (!reads || block_link_share(block) > PROSE_LINKS || block->kind == BLOCK_HEADING ||
        block->kind == BLOCK_CAPTION)
        return 0;
    return (float)(block->words - block->link_words);
}

/* What a hint makes of the blocks in a box, first fitting row first. */
static const struct {
    uint32_t hints;
    enum reason why;
} furniture[] = {
    {HINT_HIDDEN | HINT_DIALOG, WHY_HIDDEN},
    {HINT_COOKIE, WHY_COOKIE},
    {HINT_COMMENTS, WHY_COMMENTS},
    {HINT_NAV | HINT_MENU, WHY_NAVIGATION},
    {HINT_BREADCRUMB, WHY_BREADCRUMB},
    {HINT_RELATED, WHY_RELATED},
    {HINT_ADVERT, WHY_ADVERT},
    {HINT_SHARE, WHY_SHARE},
    {HINT_NEWSLETTER, WHY_NEWSLETTER},
    {HINT_BIO, WHY_ABOUT_SITE},
    {HINT_TAGS, WHY_NAVIGATION},
    {HINT_FOOTER | HINT_ASIDE, WHY_OUTSIDE},
    {HINT_FORM, WHY_FORM},
};

static enum reason reason_of_hints(const struct names *names, uint32_t hints)
{
    for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++)
        if (hints & furniture[i].hints && names->believed[furniture[i].why])
            return furniture[i].why;
    return WHY_KEPT;
}

/* Sums the prose of each box, without that of boxes that are furniture. */
static void weigh(struct names *names)
{
    struct content *page = names->page;
    struct doc *doc = page->doc;

    memset(page->mass, 0, doc->box_count * sizeof *page->mass);
    memset(names->taken, 0, sizeof names->taken);
    for (size_t i = 0; i < doc->block_count; i++) {
        enum reason why = (enum reason)page->reason[doc->blocks[i].box];
        if (why == WHY_KEPT)
            page->mass[doc->blocks[i].box] += page->prose[i];
        names->taken[why] += page->prose[i];
    }
    for (size_t i = doc->box_count; i-- > 1;)
        page->mass[doc->boxes[i].parent] += page->mass[i];
    page->total = page->mass[0];
}

static void name_furniture(struct names *names)
{
    struct content *page = names->page;
    struct doc *doc = page->doc;

    memset(page->reason, WHY_KEPT, doc->box_count);
    weigh(names);
    for (size_t i = 0; i < doc->box_count; i++) {
        const struct box *box = &doc->boxes[i];
        enum reason why = (enum reason)page->reason[box->parent];
        if (why == WHY_KEPT && page->mass[i] <= NAMES_LIE * page->total)
            why = reason_of_hints(names, box->hints);
        page->reason[i] = (uint8_t)why;
    }
}

/* Believes the names of boxes, but where hardly any prose is left then, the reason that took most
 * is not believed any more. */
static void find_furniture(struct content *page)
{
    struct names names = {.page = page};

    memset(names.believed, true, sizeof names.believed);
    for (;;) {
        unsigned most = WHY_KEPT + 1;
        float all;

        name_furniture(&names);
        all = page->total;
        weigh(&names);
        if (page->total >= LEFT_LEAST * all)
            return;
        for (unsigned why = most; why < WHY_COUNT; why++)
            if (names.taken[why] > names.taken[most])
                most = why;
        if (names.taken[most] <= 0)
            return;
        names.believed[most] = false;
    }
}

/* The child of a box that holds most prose, for each box; 0: none. */
static uint32_t *heaviest_children(struct content *page)
{
    struct doc *doc = page->doc;
    uint32_t *heaviest = ARENA_ARRAY(doc->scratch, uint32_t, doc->box_count);

    for (uint32_t i = 1; i < doc->box_count; i++) {
        uint32_t parent = doc->boxes[i].parent;
        if (page->mass[i] > 0 &&
            (!heaviest[parent] || page->mass[i] > page->mass[heaviest[parent]]))
            heaviest[parent] = i;
    }
    return heaviest;
}

/* Moves from the whole page into the heaviest child as long as it holds `share` of the prose of
 * the box around it, and `least` of the page's. */
static uint32_t find_core(struct content *page, float share, float least)
{
    const uint32_t *heaviest = heaviest_children(page);
    uint32_t core = 0, next;

    while ((next = heaviest[core]) && page->mass[next] >= share * page->mass[core] &&
           page->mass[next] >= least * page->total &&
           page->doc->boxes[next].last - page->doc->boxes[next].first > 1)
        core = next;
    return core;
}

/* ---- inside the core ---- */

static void leave_outside(struct content *page, const struct box *core)
{
    const struct block *blocks = page->doc->blocks;

    for (uint32_t i = 0; i < page->doc->block_count; i++) {
        content_verdict(page, i, blocks[i].why);
        content_verdict(page, i, (enum reason)page->reason[blocks[i].box]);
        if (i < core->first || i >= core->last)
            content_verdict(page, i, WHY_OUTSIDE);
    }
}

static void leave_fields(struct content *page, const struct box *core)
{
    const struct doc *doc = page->doc;

    for (uint32_t i = core->first; i < core->last; i++) {
        const struct block *block = &doc->blocks[i];
        uint32_t hints = doc->boxes[block->box].under & ~core->under;
        if (block->kind == BLOCK_CAPTION || (hints & HINT_CAPTION && block->words < CAPTION_WORDS))
            content_verdict(page, i, WHY_CAPTION);
        else if (hints & HINT_BYLINE && block->words <= SHORT_FIELD)
            content_verdict(page, i, WHY_BYLINE);
        else if (hints & HINT_DATE && block->words <= SHORT_FIELD)
            content_verdict(page, i, WHY_DATELINE);
    }
}

static void leave_links(struct content *page, const struct box *core)
{
    const struct block *blocks = page->doc->blocks;

    for (uint32_t i = core->first; i < core->last; i++)
        if (block_link_share(&blocks[i]) > LINK_SHARE && blocks[i].kind != BLOCK_HEADING)
            content_verdict(page, i, WHY_LINKS);
}

static bool is_kept_prose(const struct content *page, uint32_t block)
{
    return page->prose[block] > 0 && page->rules[block] == WHY_KEPT;
}

/* Behind the last prose, headings and fragments are furniture; before the first, fragments. Where a
 * page breaks off its last block is the beginning of one. */
static void trim(struct content *page, const struct box *core)
{
    const struct block *blocks = page->doc->blocks;
    bool breaks_off =
        doc_has_flag(page->doc, FLAG_TRUNCATED) && core->last == page->doc->block_count;

    for (uint32_t i = core->last - breaks_off; i-- > core->first && !is_kept_prose(page, i);)
        if (blocks[i].kind == BLOCK_HEADING || blocks[i].words < FRAGMENT_WORDS)
            content_verdict(page, i, WHY_TOO_SHORT);
    for (uint32_t i = core->first; i < core->last && !is_kept_prose(page, i); i++)
        if (blocks[i].kind != BLOCK_HEADING && blocks[i].words < FRAGMENT_WORDS)
            content_verdict(page, i, WHY_TOO_SHORT);
}

static bool keeps_something(const struct content *page)
{
    for (size_t i = 0; i < page->doc->block_count; i++)
        if (page->rules[i] == WHY_KEPT)
            return true;
    return false;
}

/* A page without prose that is kept - a listing, a collection of cards - keeps what is no plain
 * furniture: its links and fragments. */
static void keep_what_there_is(struct content *page)
{
    const struct block *blocks = page->doc->blocks;

    for (size_t i = 0; i < page->doc->block_count; i++)
        switch (page->rules[i]) {
        case WHY_LINKS:
        case WHY_TOO_SHORT:
            page->rules[i] = (uint8_t)blocks[i].why;
            break;
        default:
            break;
        }
}

void content_rules_of_page(struct content *page)
{
    struct doc *doc = page->doc;
    const struct box *core;

    page->mass = ARENA_ARRAY(doc->scratch, float, doc->box_count);
    page->reason = ARENA_ARRAY(doc->scratch, uint8_t, doc->box_count);
    find_furniture(page);
    page->core = find_core(page, CORE_SHARE, CORE_LEAST);
    page->half = find_core(page, CORE_LEAST, CORE_LEAST);
    core = &doc->boxes[page->core];
    page->first = core->first;
    page->last = core->last;
    leave_outside(page, core);
    leave_fields(page, core);
    leave_links(page, core);
    trim(page, core);
    if (!keeps_something(page))
        keep_what_there_is(page);
}
