#include "learn_lines.h"

#include <stdlib.h>

#include "../base/hash.h"
#include "../base/utf8.h"
#include "site_lines.h"

enum {
    GRAM = 5,      /* words */
    LONG_LINE = 8, /* words: a shorter line tells no story */
    SIZE_LEAST = 1 << 12,
    RING_LEAST = 1 << 10,
    RING_MOST = 1 << 20, /* a line last seen longer ago is of another story */
    SITES_LEAST = 1 << 8,
};

void learn_lines_init(struct learn_lines *learn, struct arena *arena, size_t most)
{
    *learn = (struct learn_lines){.arena = arena, .size = SIZE_LEAST, .ring = RING_LEAST};
    learn->most = most;
    learn->site_size = SITES_LEAST;
    learn->lines = ARENA_ARRAY(arena, struct seen_line, learn->size);
    learn->stories = ARENA_ARRAY(arena, struct story, learn->ring);
    learn->sites = ARENA_ARRAY(arena, struct learned_site, learn->site_size);
}

/* ---- stories ---- */

/* Least hash of GRAM words in a row; of all its words when they are fewer. Never 0. */
static uint32_t line_mark(struct arena *scratch, str line)
{
    str folded = text_fold(scratch, line);
    size_t starts[GRAM] = {0}, words = 0;
    uint32_t least = UINT32_MAX;

    for (size_t at = 0; at < folded.n; words++) {
        size_t space = str_find_char(str_from(folded, at), ' ');
        size_t end = space == SIZE_MAX ? folded.n : at + space;

        starts[words % GRAM] = at;
        if (words + 1 >= GRAM) {
            str gram = str_slice(folded, starts[(words + 1) % GRAM], end);
            uint32_t hash = (uint32_t)(hash64(gram) >> 32);
            least = hash < least ? hash : least;
        }
        at = end + 1;
    }
    if (words < GRAM)
        least = (uint32_t)(hash64(folded) >> 32);
    return least ? least : 1;
}

static bool is_counted(const struct doc *doc, const struct block *block)
{
    /* What main-content takes from a scrape is furniture that 'dedup' has to know, for there
     * main-content is not run. */
    return block->why == WHY_KEPT || (doc->is_text && block->why >= WHY_OUTSIDE &&
                                      block->why <= WHY_TOO_SHORT && block->why != WHY_TITLE);
}

/* The places of the longest lines, in order of length, then of standing. */
static size_t longest_lines(const struct doc *doc, size_t places[STORY_LINES])
{
    size_t n = 0;

    for (size_t i = 0; i < doc->block_count; i++) {
        uint32_t words = doc->blocks[i].words;
        size_t at = n;

        if (words < LONG_LINE || !is_counted(doc, &doc->blocks[i]))
            continue;
        while (at && doc->blocks[places[at - 1]].words < words)
            at--;
        if (at == STORY_LINES)
            continue;
        n += n < STORY_LINES;
        for (size_t j = n - 1; j > at; j--)
            places[j] = places[j - 1];
        places[at] = i;
    }
    return n;
}

static struct story story_of(const struct doc *doc, struct arena *scratch)
{
    struct story story = {{0}};
    size_t places[STORY_LINES], n = longest_lines(doc, places);

    for (size_t i = 0; i < n; i++)
        story.lines[i] = line_mark(scratch, doc->blocks[places[i]].text);
    return story;
}

static bool story_has(const struct story *story, uint32_t mark)
{
    for (size_t i = 0; i < STORY_LINES; i++)
        if (story->lines[i] == mark)
            return true;
    return false;
}

/* Lines that tell the story, the line `but` not counted. */
static size_t story_size(const struct story *story, uint32_t but)
{
    size_t n = 0;

    for (size_t i = 0; i < STORY_LINES; i++)
        n += story->lines[i] && story->lines[i] != but;
    return n;
}

static bool same_story(const struct story *a, const struct story *b, uint32_t but)
{
    size_t shared = 0, of_a = story_size(a, but), of_b = story_size(b, but);
    size_t smaller = of_a < of_b ? of_a : of_b;

    for (size_t i = 0; i < STORY_LINES; i++)
        shared += a->lines[i] && a->lines[i] != but && story_has(b, a->lines[i]);
    if (smaller < 2)
        return shared == smaller; /* nothing to tell them apart by: rather one story */
    return shared >= 2 && shared * 2 >= smaller;
}

static void add_story(struct learn_lines *learn, const struct story *story)
{
    if (learn->documents == learn->ring && learn->ring < RING_MOST) {
        struct story *wider = ARENA_ARRAY(learn->arena, struct story, learn->ring * 2);
        memcpy(wider, learn->stories, learn->ring * sizeof *wider);
        learn->stories = wider;
        learn->ring *= 2;
    }
    learn->stories[learn->documents++ & (learn->ring - 1)] = *story;
}

/* ---- lines ---- */

static struct seen_line *line_place(struct seen_line *lines, size_t size, uint64_t key)
{
    size_t at = (key >> 1) & (size - 1);

    while (lines[at].key && lines[at].key != key)
        at = (at + 1) & (size - 1);
    return &lines[at];
}

/* Moves the lines of more than `fewest` stories into an empty table of `size` places. */
static void move_lines(struct learn_lines *learn, struct seen_line *to, size_t size,
                       uint32_t fewest)
{
    size_t used = 0;

    for (size_t i = 0; i < learn->size; i++)
        if (learn->lines[i].key && learn->lines[i].stories > fewest) {
            *line_place(to, size, learn->lines[i].key) = learn->lines[i];
            used++;
        }
    learn->forgotten += learn->used - used;
    learn->lines = to;
    learn->size = size;
    learn->used = used;
}

/* The lines of one story are forgotten, then those of two ...: furniture comes again. */
static void forget_lines(struct learn_lines *learn)
{
    if (!learn->spare)
        learn->spare = ARENA_ARRAY(learn->arena, struct seen_line, learn->size);
    for (uint32_t fewest = 1; learn->used * 2 >= learn->most; fewest++) {
        struct seen_line *old = learn->lines;
        move_lines(learn, learn->spare, learn->size, fewest);
        memset(old, 0, learn->size * sizeof *old);
        learn->spare = old;
    }
}

static void make_room(struct learn_lines *learn)
{
    size_t size = learn->size * 2;

    if (learn->used >= learn->most)
        forget_lines(learn);
    else if (learn->used * 2 >= learn->size)
        move_lines(learn, ARENA_ARRAY(learn->arena, struct seen_line, size), size, 0);
}

static bool is_new_story(const struct learn_lines *learn, const struct seen_line *line,
                         const struct story *story, uint32_t but)
{
    size_t known = line->stories < LATEST_STORIES ? line->stories : LATEST_STORIES;

    for (size_t i = 0; i < known; i++) {
        uint32_t number = line->latest[i];
        if (number == learn->documents)
            return false; /* twice in one document */
        if (learn->documents - number <= learn->ring &&
            same_story(story, &learn->stories[number & (learn->ring - 1)], but))
            return false;
    }
    return true;
}

static void count_line(struct learn_lines *learn, uint64_t key, str text, uint64_t site,
                       const struct story *story, uint32_t mark)
{
    struct seen_line *line;

    make_room(learn);
    line = line_place(learn->lines, learn->size, key);
    if (line->key && !is_new_story(learn, line, story, mark))
        return;
    learn->used += !line->key;
    line->key = key;
    line->latest[line->stories++ % LATEST_STORIES] = learn->documents;
    if (line->stories == LINE_STORIES) {
        line->text = str_dup(learn->arena, text);
        line->site = site;
    }
}

/* ---- sites ---- */

static struct learned_site *site_place(struct learned_site *sites, size_t size, uint64_t key)
{
    size_t at = key & (size - 1);

    while (sites[at].key && sites[at].key != key)
        at = (at + 1) & (size - 1);
    return &sites[at];
}

static void widen_sites(struct learn_lines *learn)
{
    size_t size = learn->site_size * 2;
    struct learned_site *wider = ARENA_ARRAY(learn->arena, struct learned_site, size);

    for (size_t i = 0; i < learn->site_size; i++)
        if (learn->sites[i].key)
            *site_place(wider, size, learn->sites[i].key) = learn->sites[i];
    learn->sites = wider;
    learn->site_size = size;
}

static uint64_t count_site(struct learn_lines *learn, str name)
{
    uint64_t key = hash64(name) | 1;
    struct learned_site *site;

    if (learn->site_count * 2 >= learn->site_size)
        widen_sites(learn);
    site = site_place(learn->sites, learn->site_size, key);
    if (!site->key) {
        site->key = key;
        site->name = str_dup(learn->arena, name);
        learn->site_count++;
    }
    site->documents++;
    return key;
}

void learn_lines_count(struct learn_lines *learn, const struct doc *doc, struct arena *scratch)
{
    str site = doc->fields[FIELD_SITE].text;
    struct story story;
    uint64_t site_key;

    if (!site.n)
        return;
    story = story_of(doc, scratch);
    site_key = count_site(learn, site);
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        uint64_t key = is_counted(doc, block) ? site_line_key(scratch, site, block->text) : 0;

        if (key)
            count_line(learn, key, block->text, site_key, &story,
                       block->words < LONG_LINE ? 0 : line_mark(scratch, block->text));
    }
    add_story(learn, &story);
}

/* ---- what was learned ---- */

struct learned {
    const struct learned_site *site;
    const struct seen_line *line;
};

static int compare_learned(const void *x, const void *y)
{
    const struct learned *a = x, *b = y;
    int order = str_order(a->site->name, b->site->name);

    if (!order)
        order = (a->line->stories < b->line->stories) - (a->line->stories > b->line->stories);
    return order ? order : str_order(a->line->text, b->line->text);
}

static struct learned *learned_of(struct learn_lines *learn, uint64_t least, uint64_t percent,
                                  size_t *count)
{
    struct learned *all = ARENA_ARRAY(learn->arena, struct learned, learn->used + 1);
    size_t n = 0;

    for (size_t i = 0; i < learn->size; i++) {
        const struct seen_line *line = &learn->lines[i];
        const struct learned_site *site;

        if (!line->text.n || line->stories < least)
            continue;
        site = site_place(learn->sites, learn->site_size, line->site);
        if (line->stories * 100 >= percent * site->documents)
            all[n++] = (struct learned){site, line};
    }
    qsort(all, n, sizeof *all, compare_learned);
    *count = n;
    return all;
}

str learn_lines_text(struct learn_lines *learn, uint64_t least, uint64_t percent)
{
    struct buf out = buf_new(learn->arena, SIZE_MAX / 4);
    const struct learned_site *site = NULL;
    size_t count;
    struct learned *all = learned_of(learn, least, percent, &count);

    buf_str(&out, S("# Lines that stand in several stories of one site, and in how many.\n"
                    "# Take out what is no furniture; 'newsmill clean --site-lines' reads it.\n"));
    for (size_t i = 0; i < count; i++) {
        if (all[i].site != site) {
            site = all[i].site;
            buf_printf(&out, "\n[%.*s] %llu documents\n", (int)site->name.n, site->name.p,
                       (unsigned long long)site->documents);
        }
        buf_printf(&out, "%lu %.*s\n", (unsigned long)all[i].line->stories,
                   (int)all[i].line->text.n, all[i].line->text.p);
    }
    return buf_text(&out);
}
