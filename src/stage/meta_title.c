#include "meta_title.h"

#include "../base/utf8.h"
#include "meta_facts.h"
#include "meta_title_cut.h"

enum {
    CANDIDATES = 24,
    HEADINGS = 6,    /* h1 that are looked at */
    RAW_MOST = 2400, /* bytes before references are undone */
    SAME = 4,        /* another source has the same headline */
    INSIDE = 3,      /* another source has it with something around it */
    AROUND = 1,      /* another source has a part of it */
    H1_KIN = 22,     /* weight of the first h1 where it says in other words what the head says */
    H1_FIRST = 9,    /* of any other first h1, and of those behind it */
    H1_LATER = 3,
    HEADING_WORDS = 2, /* least of a part of a title that is a heading */
    KICKED_WORDS = 3,  /* least of a title that is found in what is shown */
    KICKER_LEAST = 5,  /* bytes with the space behind it: "The" is none */
    KICKER_WORDS = 4,  /* and its most words */
    KIN_WORDS = 2,     /* that a heading and the head share at least */
    KIN_SHARE = 3,     /* one in three of the heading's words, at least */
    CUT_LEAST = 80,    /* characters of a headline that may have been cut */
    WORD_LEAST = 4,    /* bytes of a word that two titles may share */
    TITLE_BLOCKS = 60, /* blocks behind the first that may be the title, from its heading on */
};

struct candidate {
    str text, folded;
    const char *from;
    int score;
    uint32_t block; /* of an h1: blocks before it */
    bool rubric;    /* of an h1: it stands beside the headline in a title */
    enum source { SOURCE_H1, SOURCE_LD, SOURCE_OG, SOURCE_META, SOURCE_TITLE } source;
};

struct candidates {
    struct doc *doc;
    const struct site_known *site;
    struct candidate list[CANDIDATES];
    size_t count;
    bool any; /* what looks like the site's name too */
    struct title_headings headings;
};

static void add(struct candidates *all, enum source source, const char *from, str value, int score)
{
    if (value.n > RAW_MOST)
        return;
    value = plain_text(all->doc, value);
    if (!value.n || value.n > TITLE_MOST || all->count == CANDIDATES ||
        (!all->any && is_site_name(all->site, value)))
        return;
    all->list[all->count++] =
        (struct candidate){.text = value, .from = from, .score = score, .source = source};
}

static void add_metas(struct candidates *all)
{
    static const struct {
        const char *key, *from;
        enum source source;
        int score;
    } metas[] = {
        {"og:title", "og", SOURCE_OG, 5},          {"twitter:title", "meta", SOURCE_META, 3},
        {"parsely-title", "meta", SOURCE_META, 4}, {"sailthru.title", "meta", SOURCE_META, 4},
        {"dc.title", "dc", SOURCE_META, 4},        {"citation_title", "meta", SOURCE_META, 6},
        {"headline", "microdata", SOURCE_META, 4}, {"title", "meta", SOURCE_META, 1},
    };
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++)
        add(all, metas[i].source, metas[i].from, meta_value(all->doc, metas[i].key),
            metas[i].score);
}

static void add_page(struct candidates *all)
{
    const struct fact *fact;
    size_t at = 0;
    int score = H1_FIRST;

    for (int i = 0; i < HEADINGS && (fact = fact_next(all->doc, FACT_HEADING, NULL, &at)); i++) {
        size_t before = all->count;
        add(all, SOURCE_H1, "h1", fact->value, title_misplaced(fact->under) ? 1 : score);
        if (all->count > before)
            all->list[before].block = fact->block;
        if (all->count > before && !title_misplaced(fact->under) && score > H1_LATER)
            score = H1_LATER; /* one further down is less likely */
    }
    at = 0;
    fact = fact_next(all->doc, FACT_PROP, "headline", &at);
    if (fact && !title_misplaced(fact->under))
        add(all, SOURCE_META, "microdata", fact->value, 4);
    at = 0;
    fact = fact_next(all->doc, FACT_TITLE, NULL, &at);
    if (fact)
        add(all, SOURCE_TITLE, "title", fact->value, 3);
}

/* A first heading that stands beside the headline in the title is the site, a section, a motto. */
static void know_rubrics(struct candidates *all, str title, str part)
{
    struct arena *scratch = all->doc->scratch;
    str folded = text_fold(scratch, title), kept = text_fold(scratch, part);

    for (size_t i = 0; i < all->count; i++) {
        struct candidate *one = &all->list[i];
        str heading = text_fold(scratch, one->text);
        if (one->source == SOURCE_H1 && !str_eq(heading, kept) &&
            (str_starts(folded, heading) || str_ends(folded, heading)))
            one->rubric = true;
    }
}

/* The part of a title that is a heading is the headline. */
static void keep_heading(struct candidates *all, struct candidate *one)
{
    str part;

    if (title_is_heading(&all->headings, text_fold(all->doc->scratch, one->text)))
        return;
    part = title_part(&all->headings, all->site, one->text);
    if (count_words(part) < HEADING_WORDS)
        return;
    know_rubrics(all, one->text, part);
    one->text = part;
}

/* Every candidate without the site's name; what the others say helps to know it. */
static void strip_all(struct candidates *all)
{
    struct arena *scratch = all->doc->scratch;
    str others[CANDIDATES];

    for (size_t i = 0; i < all->count; i++) {
        size_t n = 0;
        if (all->list[i].source != SOURCE_H1)
            keep_heading(all, &all->list[i]);
        for (size_t k = 0; k < all->count; k++)
            if (k != i && all->list[k].source == SOURCE_H1)
                others[n++] = all->list[k].text;
        all->list[i].text = title_without_site(all->site, all->list[i].text, others,
                                               all->list[i].source == SOURCE_H1 ? 0 : n);
        all->list[i].folded = text_fold(scratch, all->list[i].text);
    }
}

static int agreement(const struct candidate *one, const struct candidate *other)
{
    if (!one->folded.n || !other->folded.n || one->source == other->source)
        return 0;
    if (str_eq(one->folded, other->folded))
        return SAME;
    if (count_words(one->folded) > 1 && str_find(other->folded, one->folded) != SIZE_MAX)
        return INSIDE;
    return str_find(one->folded, other->folded) != SIZE_MAX ? AROUND : 0;
}

static enum kinship { STRANGER, ACQUAINTED, KIN } kinship(str heading, str other)
{
    size_t words, shared = str_shared(heading, other, ' ', WORD_LEAST, &words);

    if (shared >= KIN_WORDS && shared * KIN_SHARE >= words)
        return KIN;
    return shared || str_find(other, heading) != SIZE_MAX ? ACQUAINTED : STRANGER;
}

/* Whether what the head says stands before the heading for readers to see: an h1 for each section
 * of an article comes after a title that is none. Or the heading is it with a kicker in front. */
static bool is_shown(const struct candidates *all, const struct candidate *heading,
                     const struct candidate *other)
{
    const struct doc *doc = all->doc;
    size_t words = count_words(other->text);

    if (words < KICKED_WORDS || str_eq(heading->folded, other->folded))
        return false;
    if (heading->folded.n >= other->folded.n + KICKER_LEAST &&
        count_words(heading->text) <= words + KICKER_WORDS &&
        str_ends(heading->folded, other->folded))
        return true;
    for (size_t i = 0; i < heading->block && i < doc->block_count; i++)
        if (doc->blocks[i].kind == BLOCK_HEADING && doc->blocks[i].words == words &&
            str_eq(text_fold(doc->scratch, doc->blocks[i].text), other->folded))
            return true;
    return false;
}

/* The head (title, og:title and the like) repeats one text, often written for search engines; the
 * heading is what readers see. But one that has no word in common with it is a motto or a
 * section. */
static int heading_score(const struct candidates *all, const struct candidate *heading)
{
    enum kinship best = STRANGER;
    size_t others = 0;

    for (size_t i = 0; i < all->count; i++) {
        enum kinship one;
        if (all->list[i].source == SOURCE_H1)
            continue;
        others++;
        if (heading->score == H1_FIRST && is_shown(all, heading, &all->list[i]))
            return H1_LATER;
        one = kinship(heading->folded, all->list[i].folded);
        if (one > best)
            best = one;
    }
    if ((others && best == STRANGER) || heading->rubric)
        return 1;
    return heading->score == H1_FIRST && best == KIN ? H1_KIN : heading->score;
}

/* The one that most of the others agree with. */
static const struct candidate *choose(struct candidates *all)
{
    const struct candidate *best = NULL;
    int best_score = 0;

    for (size_t i = 0; i < all->count; i++) {
        int score = all->list[i].score;
        if (all->list[i].source == SOURCE_H1)
            score = heading_score(all, &all->list[i]);
        for (size_t k = 0; k < all->count; k++)
            if (k != i)
                score += agreement(&all->list[i], &all->list[k]);
        if (all->list[i].folded.n && score > best_score) {
            best_score = score;
            best = &all->list[i];
        }
    }
    return best;
}

/* JSON-LD headlines are cut at 110 characters, by rule or by half of the tools that write them:
 * the same text where it goes on. */
static const struct candidate *uncut(const struct candidates *all, const struct candidate *title)
{
    for (size_t i = 0; title && utf8_length(title->folded) >= CUT_LEAST && i < all->count; i++)
        if (all->list[i].folded.n > title->folded.n &&
            str_starts(all->list[i].folded, title->folded))
            title = &all->list[i];
    return title;
}

static void mark_block(struct doc *doc, const struct candidate *title)
{
    size_t from = 0, at = 0;
    const struct fact *fact;

    while ((fact = fact_next(doc, FACT_HEADING, NULL, &at)))
        if (str_eq(text_fold(doc->scratch, fact->value), title->folded)) {
            from = fact->block;
            break;
        }
    for (size_t i = from; i < doc->block_count && i < from + TITLE_BLOCKS; i++)
        if (str_eq(text_fold(doc->scratch, doc->blocks[i].text), title->folded)) {
            block_mark(&doc->blocks[i], WHY_TITLE);
            return;
        }
}

static const struct candidate *choose_from(struct candidates *all, const struct ld *ld)
{
    if (ld->main) {
        str headline = ld_text(ld, ld->main, "headline");
        add(all, SOURCE_LD, "json-ld", headline.n ? headline : ld_text(ld, ld->main, "name"),
            headline.n ? 5 : 3);
    }
    add_page(all);
    add_metas(all);
    strip_all(all);
    return uncut(all, choose(all));
}

/* A product is called as its maker is, and a front page as the site: that is better than nothing.
 */
void title_set(struct doc *doc, const struct ld *ld, const struct site_known *site)
{
    struct candidates all = {.doc = doc, .site = site, .headings = title_headings_of(doc)};
    const struct candidate *title = choose_from(&all, ld);

    if (!title) {
        all.count = 0;
        all.any = true;
        title = choose_from(&all, ld);
    }
    if (!title)
        return;
    field_set(doc, FIELD_TITLE, title->text, title->from);
    mark_block(doc, title);
}
