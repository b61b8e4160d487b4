/* extract: a page → blocks with features, and facts. gumbo is used only here, and in a jail: it
 * takes its memory from the scratch arena, whose ceiling and whose clock leave by one longjmp;
 * nothing of the tree is freed piecewise, so nothing recurses. gumbo never checks its allocator's
 * result and is quadratic in depth; see docs/design.md, part 8. */
#include <gumbo.h>
#include <time.h>

#include "../stage.h"
#include "extract_leaves.h"
#include "extract_lines.h"
#include "extract_tree.h"

enum {
    SLAB = 32 << 10,      /* bytes that gumbo's allocations are cut from */
    ALIGNED = 16,         /* they are multiples of it */
    ESCAPE_DEADLINE = 64, /* besides enum arena_escape */
    TAB_STOP = 8,
};

#define MEMBER(name) offsetof(struct extract_limits, name)
static const struct option options[] = {
    {"page-blocks", "N", OPTION_NUMBER, MEMBER(blocks), 16, 10000000, "100000", NULL,
     "most blocks of a page; what is over it is left out"},
    {"page-facts", "N", OPTION_NUMBER, MEMBER(facts), 16, 10000000, "20000", NULL,
     "most meta tags, links, dates and other facts of a page"},
    {"page-seconds", "N", OPTION_NUMBER, MEMBER(seconds), 1, 3600, "2", NULL,
     "processor time after which parsing a page is given up: a fuse, never part of a record"},
};

struct jail {
    struct arena *arena;
    jmp_buf way_out;
    struct timespec deadline;
    char *slab; /* what is left of it */
    size_t left;
};

static bool is_late(const struct jail *jail)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec > jail->deadline.tv_sec ||
           (now.tv_sec == jail->deadline.tv_sec && now.tv_nsec > jail->deadline.tv_nsec);
}

/* The clock is looked at once for each slab, and for each piece that is too large for one. Apart
 * from jail_alloc, which then needs no stack of its own. */
__attribute__((noinline)) static void *alloc_anew(struct jail *jail, size_t n)
{
    if (is_late(jail))
        longjmp(jail->way_out, ESCAPE_DEADLINE);
    if (n > SLAB / 4)
        return arena_alloc(jail->arena, n);
    jail->slab = arena_alloc(jail->arena, SLAB);
    jail->left = SLAB - n;
    jail->slab += n;
    return jail->slab - n;
}

/* Short, for gumbo calls it ten thousand times a page. */
static void *jail_alloc(void *context, size_t n)
{
    struct jail *jail = context;
    size_t need = n <= SLAB ? (n + ALIGNED - 1) & ~(size_t)(ALIGNED - 1) : n;

    if (need > jail->left)
        return alloc_anew(jail, need);
    jail->slab += need;
    jail->left -= need;
    return jail->slab - need;
}

static void jail_free(void *context, void *p)
{
    (void)context;
    (void)p;
}

/* Parses and walks the page. 0, or why the jail was left: the document then has no blocks. */
static int parse(struct doc *doc, const struct extract_limits *limits, size_t memory)
{
    struct jail jail = {.arena = doc->scratch};
    jmp_buf *before = doc->scratch->escape;
    GumboOptions gumbo = kGumboDefaultOptions;
    const GumboOutput *output;
    int escaped;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &jail.deadline);
    jail.deadline.tv_sec += (time_t)limits->seconds;
    gumbo.allocator = jail_alloc;
    gumbo.deallocator = jail_free;
    gumbo.userdata = &jail;
    gumbo.tab_stop = TAB_STOP;
    gumbo.max_errors = 0;
    doc->scratch->ceiling = memory;
    doc->scratch->escape = &jail.way_out;
    escaped = setjmp(jail.way_out);
    if (!escaped) {
        output = gumbo_parse_with_options(&gumbo, doc->pruned.text.p, doc->pruned.text.n);
        extract_leaves(doc->scratch, doc, output->root);
        doc->scratch->ceiling = 0;
        doc->scratch->escape = before;
        extract_tree(doc, output->root, limits);
        return 0;
    }
    doc->scratch->ceiling = 0;
    doc->scratch->escape = before;
    arena_reset(doc->scratch);
    return escaped;
}

/* The way out for a page over a ceiling: its text without tags, if it gives one. */
static void take_as_text(struct doc *doc, const struct extract_limits *limits)
{
    doc_flag(doc, FLAG_PARSER_LIMITED);
    extract_lines(doc, strip_tags(doc->scratch, doc->page), limits->blocks);
    if (!doc->block_count)
        doc_mark(doc, WHY_PARSER_LIMIT);
}

static bool extract(void *state, struct doc *doc, struct run *run)
{
    const struct extract_limits *limits = state;
    const struct run_config *config = run_config(run);

    if (doc->is_text) {
        extract_lines(doc, doc->page, limits->blocks);
        return true;
    }
    if (doc_has_flag(doc, FLAG_PARSER_LIMITED) || doc->page.n >= config->page_bytes) {
        take_as_text(doc, limits);
        return true;
    }
    switch (parse(doc, limits, config->page_memory)) {
    case 0:
        return true;
    case ESCAPE_DEADLINE:
        doc_fail(doc, WHY_DEADLINE, "parsing took longer than %llu s of processor time",
                 (unsigned long long)limits->seconds);
        return true;
    case ARENA_CEILING:
        take_as_text(doc, limits);
        return true;
    default:
        return run_fail(run, "out of memory while parsing a page");
    }
}

const struct stage stage_extract = {
    .name = "extract",
    .does = "parses a page into blocks with features; takes a text scrape line by line",
    .size = sizeof(struct extract_limits),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = extract,
};
