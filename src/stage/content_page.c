/* content_page: the article's blocks on a page.
 *
 * 1. Boxes whose tag or names say navigation, comments, related ... are furniture, unless they
 *    hold most of the page's prose: names lie, mass does not.
 * 2. The core is the deepest box that still holds nearly all of the remaining prose.
 * 3. Inside the core, blocks are kept or marked by their own features and their neighbours. */
#include <string.h>

#include "content.h"

#define CORE_SHARE 0.80f /* of its parent's prose that a box must hold for the core to move in */
#define CORE_LEAST 0.50f /* of the page's prose that the core must hold */
#define NAMES_LIE                                                                                  \
    0.40f /* share of the page's prose from which on a box's names are not believed                \
           */
#define LEFT_LEAST  0.25f /* share of the page's prose that names must leave */
#define LINK_SHARE  0.50f /* of words in links, from which on a block is nearly all links */
#define PROSE_LINKS 0.35f /* the most that prose may have */
enum {
    PROSE_WORDS = 10, /* with a sentence end in it */
    PROSE_LONG = 25,  /* without */
    SHORT_FIELD = 12, /* words: bylines, dates and captions are not longer */
    LINK_RUN = 3,     /* blocks of links in a row make a list of links */
};

struct page {
    struct doc *doc;
    float *mass;     /* of each box: prose words below it */
    float *prose;    /* of each block */
    uint8_t *reason; /* of each box: why what stands in it is furniture, or WHY_KEPT */
    float total;
    float taken[WHY_COUNT];   /* prose in boxes that are furniture, by reason */
    bool believed[WHY_COUNT]; /* reasons that names may still give */
};

static float link_share(const struct block *block)
{
    return block->words ? (float)block->link_words / (float)block->words : (block->links ? 1 : 0);
}

float prose_words(const struct block *block)
{
    bool reads = block->stops ? block->words >= PROSE_WORDS : block->words >= PROSE_LONG;

    if (!reads || link_share(block) > PROSE_LINKS || block->kind == BLOCK_HEADING ||
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

static enum reason reason_of_hints(const struct page *page, uint32_t hints)
{
    for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++)
        if (hints & furniture[i].hints && page->believed[furniture[i].why])
            return furniture[i].why;
    return WHY_KEPT;
}

/* Sums the prose of each box, without that of boxes that are furniture. */
static void weigh(struct page *page)
{
    struct doc *doc = page->doc;

    memset(page->mass, 0, doc->box_count * sizeof *page->mass);
    memset(page->taken, 0, sizeof page->taken);
    for (size_t i = 0; i < doc->block_count; i++) {
        enum reason why = (enum reason)page->reason[doc->blocks[i].box];
        if (why == WHY_KEPT)
            page->mass[doc->blocks[i].box] += page->prose[i];
        page->taken[why] += page->prose[i];
    }
    for (size_t i = doc->box_count; i-- > 1;)
        page->mass[doc->boxes[i].parent] += page->mass[i];
    page->total = page->mass[0];
}

static void name_furniture(struct page *page)
{
    struct doc *doc = page->doc;

    memset(page->reason, WHY_KEPT, doc->box_count);
    weigh(page);
    for (size_t i = 0; i < doc->box_count; i++) {
        const struct box *box = &doc->boxes[i];
        enum reason why = (enum reason)page->reason[box->parent];
        if (why == WHY_KEPT && page->mass[i] <= NAMES_LIE * page->total)
            why = reason_of_hints(page, box->hints);
        page->reason[i] = (uint8_t)why;
    }
}

/* Believes the names of boxes, but where hardly any prose is left then, the reason that took most
 * is not believed any more. */
static void find_furniture(struct page *page)
{
    float all;

    memset(page->believed, true, sizeof page->believed);
    for (;;) {
        unsigned most = WHY_KEPT + 1;

        name_furniture(page);
        all = page->total;
        weigh(page);
        if (page->total >= LEFT_LEAST * all)
            return;
        for (unsigned why = most; why < WHY_COUNT; why++)
            if (page->taken[why] > page->taken[most])
                most = why;
        if (page->taken[most] <= 0)
            return;
        page->believed[most] = false;
    }
}

/* The child of a box that holds most prose, for each box; 0: none. */
static uint32_t *heaviest_children(struct page *page)
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

static uint32_t find_core(struct page *page)
{
    const uint32_t *heaviest = heaviest_children(page);
    uint32_t core = 0, next;

    while ((next = heaviest[core]) && page->mass[next] >= CORE_SHARE * page->mass[core] &&
           page->mass[next] >= CORE_LEAST * page->total &&
           page->doc->boxes[next].last - page->doc->boxes[next].first > 1)
        core = next;
    return core;
}

/* ---- inside the core ---- */

static void mark_outside(struct page *page, uint32_t core)
{
    struct doc *doc = page->doc;
    const struct box *box = &doc->boxes[core];

    for (uint32_t i = 0; i < doc->block_count; i++) {
        struct block *block = &doc->blocks[i];
        enum reason why = (enum reason)page->reason[block->box];
        if (why != WHY_KEPT)
            block_mark(block, why);
        else if (i < box->first || i >= box->last)
            block_mark(block, WHY_OUTSIDE);
    }
}

static void mark_fields(struct page *page, uint32_t core)
{
    struct doc *doc = page->doc;

    for (uint32_t i = doc->boxes[core].first; i < doc->boxes[core].last; i++) {
        struct block *block = &doc->blocks[i];
        uint32_t hints = doc->boxes[block->box].under & ~doc->boxes[core].under;
        if (block->kind == BLOCK_CAPTION || (hints & HINT_CAPTION && block->words < 60))
            block_mark(block, WHY_CAPTION);
        else if (hints & HINT_BYLINE && block->words <= SHORT_FIELD)
            block_mark(block, WHY_BYLINE);
        else if (hints & HINT_DATE && block->words <= SHORT_FIELD)
            block_mark(block, WHY_DATELINE);
    }
}

static bool is_links(const struct block *block)
{
    return link_share(block) > LINK_SHARE && block->kind != BLOCK_HEADING;
}

/* Lists of links: several in a row, or one that is nothing else. */
static void mark_links(struct page *page, uint32_t core)
{
    struct doc *doc = page->doc;
    uint32_t last = doc->boxes[core].last, run = 0;

    for (uint32_t i = doc->boxes[core].first; i <= last; i++) {
        if (i < last && doc->blocks[i].why != WHY_KEPT)
            continue;
        if (i < last && is_links(&doc->blocks[i])) {
            run++;
            continue;
        }
        for (uint32_t back = i; run; back--)
            if (doc->blocks[back - 1].why == WHY_KEPT) {
                block_mark(&doc->blocks[back - 1], WHY_LINKS);
                run--;
            }
    }
}

static bool is_kept(const struct block *block)
{
    return block->why == WHY_KEPT;
}

/* What stands behind the last prose is furniture, but for rows and items of some length. */
static void trim_tail(struct page *page, uint32_t core)
{
    struct doc *doc = page->doc;

    for (uint32_t i = doc->boxes[core].last; i-- > doc->boxes[core].first;) {
        struct block *block = &doc->blocks[i];
        if (page->prose[i] > 0 && is_kept(block))
            break;
        if (block->kind == BLOCK_HEADING || block->words < 5)
            block_mark(block, WHY_TOO_SHORT);
    }
}

static void trim_head(struct page *page, uint32_t core)
{
    struct doc *doc = page->doc;

    for (uint32_t i = doc->boxes[core].first; i < doc->boxes[core].last; i++) {
        struct block *block = &doc->blocks[i];
        if (page->prose[i] > 0 && is_kept(block))
            break;
        if (block->kind != BLOCK_HEADING && block->words < 5)
            block_mark(block, WHY_TOO_SHORT);
    }
}

void content_of_page(struct doc *doc)
{
    struct page page = {
        .doc = doc,
        .mass = ARENA_ARRAY(doc->scratch, float, doc->box_count),
        .prose = ARENA_ARRAY(doc->scratch, float, doc->block_count),
        .reason = ARENA_ARRAY(doc->scratch, uint8_t, doc->box_count),
    };
    uint32_t core;

    for (size_t i = 0; i < doc->block_count; i++)
        page.prose[i] = prose_words(&doc->blocks[i]);
    find_furniture(&page);
    core = find_core(&page);
    mark_outside(&page, core);
    mark_fields(&page, core);
    mark_links(&page, core);
    trim_head(&page, core);
    trim_tail(&page, core);
    for (size_t i = 0; i < doc->block_count; i++)
        doc->blocks[i].score = is_kept(&doc->blocks[i]) ? 1 : 0;
}
