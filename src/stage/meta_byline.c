#include "meta_byline.h"

#include "../base/utf8.h"
#include "meta_author.h"
#include "meta_author_labels.h"
#include "meta_author_words.h"
#include "meta_facts.h"
#include "meta_name_line.h"
#include "meta_place.h"

enum {
    LD_DEEP = 64,    /* values of one author member that are looked at */
    FACTS_MOST = 64, /* of one kind that are looked at */
    LINE_WORDS = 24, /* and bytes, of a line that may be a byline */
    LINE_BYTES = 600,
    LINES_MOST = 40, /* blocks in which a byline is looked for when no title is known */
};

static struct authors nobody_yet(const struct doc *doc, const struct site_known *site)
{
    return (struct authors){.doc = doc, .site_name = site->name, .label = site->label};
}

static void add_ld_value(struct authors *authors, const struct ld *ld, const struct json *value)
{
    const struct json *waiting[LD_DEEP];
    size_t count = 1, taken = 0;

    waiting[0] = value;
    while (count && taken++ < LD_DEEP) {
        const struct json *now = waiting[--count];
        if (json_is(now, JSON_KIND_STRING)) {
            authors_add(authors, json_str(now));
            continue;
        }
        for (size_t i = json_items(now); i > 0; i--)
            if (count < LD_DEEP)
                waiting[count++] = json_item(now, i - 1);
        if (!json_is(now, JSON_KIND_OBJECT))
            continue;
        now = ld_follow(ld, now);
        value = json_member(now, "name");
        if (!ld_is(now, "Person") && /* some write both */
            (ld_is(now, "Organization") || ld_is(now, "NewsMediaOrganization") ||
             ld_is(now, "Corporation")))
            authors_add_name(authors, json_str(value), true);
        else if (json_is(value, JSON_KIND_ARRAY) && count < LD_DEEP)
            waiting[count++] = value;
        else
            authors_add(authors, json_str(value));
    }
}

static void from_ld(struct authors *authors, const struct ld *ld)
{
    static const char *const keys[] = {"author", "creator"};
    const struct json *const nodes[] = {ld->main, ld->page};

    for (size_t n = 0; n < 2; n++)
        for (size_t k = 0; k < 2 && !authors->count; k++)
            if (nodes[n])
                add_ld_value(authors, ld, json_member(nodes[n], keys[k]));
}

static void from_metas(struct authors *authors)
{
    static const char *const keys[] = {"citation_author", "author",          "article:author",
                                       "parsely-author",  "sailthru.author", "byl",
                                       "dc.creator",      "dcterms.creator", "article:author_name",
                                       "dc.contributor",  "og:author",       "cxenseparse:author",
                                       "rnews:author",    "article.author",  "creator",
                                       "authors"};
    const struct fact *fact;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && !authors->count; i++) {
        size_t at = 0;
        for (int n = 0; n < FACTS_MOST && (fact = fact_next(authors->doc, FACT_META, keys[i], &at));
             n++)
            authors_add(authors, fact->value);
    }
    if (!authors->count && str_has_nocase(meta_value(authors->doc, "twitter:label1"), S(" by")))
        authors_add(authors, meta_value(authors->doc, "twitter:data1"));
    if (!authors->count && str_has_nocase(meta_value(authors->doc, "twitter:label2"), S(" by")))
        authors_add(authors, meta_value(authors->doc, "twitter:data2"));
}

static void from_props(struct authors *authors, const struct place *place)
{
    const struct fact *fact;
    size_t at = 0, tried = 0;

    while (tried < FACTS_MOST && (fact = fact_next(authors->doc, FACT_PROP, NULL, &at)))
        if ((str_eq(fact->key, S("author")) || str_eq(fact->key, S("creator")) ||
             str_starts(fact->key, S("author "))) &&
            !place_hints_unfit(place, fact->under)) {
            tried++;
            authors_add(authors, fact->value);
        }
}

/* Elements that the page itself calls author or byline; those near the title first. */
static void from_elements(struct authors *authors, const struct place *place, bool near)
{
    const struct fact *fact;
    size_t at = 0, tried = 0;

    while (!authors->count && tried < FACTS_MOST &&
           (fact = fact_next(authors->doc, FACT_BYLINE, NULL, &at))) {
        bool rel = str_eq(fact->key, S("rel-author"));
        if ((near ? place_beside_unfit : place_hints_unfit)(place, fact->under) ||
            place_is_near(place, fact->block) != near)
            continue;
        tried++;
        /* one word is a name where nothing else can be meant: a link to an author, "Jane, 3 May" */
        if (!authors_add_byline(authors, fact->value) && (rel || near))
            authors_add_element(authors, fact->value,
                                rel || author_page(fact->extra) || str_eq(fact->key, S("author")));
    }
}

/* Elements further away, such as a box about the author: only when all name the same person, for
 * cards of other articles name others. */
static void from_far_elements(struct authors *authors, const struct place *place,
                              const struct site_known *site)
{
    struct authors found = nobody_yet(authors->doc, site);
    const struct fact *fact;
    size_t at = 0, tried = 0;

    while (found.count < 2 && tried < FACTS_MOST &&
           (fact = fact_next(authors->doc, FACT_BYLINE, NULL, &at)))
        if (!place_hints_unfit(place, fact->under) && str_find(fact->key, S("author")) != SIZE_MAX)
            authors_add_element(&found, fact->value, false);
    if (found.count == 1)
        authors_add_name(authors, found.names[0], false);
}

/* A block that is nothing but "Written by", and the name in the next. */
static bool add_parted(struct authors *authors, const struct doc *doc, size_t i)
{
    return author_is_label(doc->blocks[i].text) && i + 1 < doc->block_count &&
           doc->blocks[i + 1].words <= LINE_WORDS &&
           authors_add_element(authors, doc->blocks[i + 1].text, false);
}

static void from_lines(struct authors *authors, struct doc *doc, const struct place *place)
{
    size_t start = place_start(place);

    for (size_t i = start; i < doc->block_count && i < start + LINES_MOST; i++) {
        struct block *block = &doc->blocks[i];
        if (block->words > LINE_WORDS || block->why == WHY_TITLE || !place_is_near(place, i) ||
            place_is_unfit(place, doc, block))
            continue;
        if (authors_add_byline(authors, block->text) ||
            (author_page(block->first_link) && authors_add_element(authors, block->text, false))) {
            block_mark(block, WHY_BYLINE);
            return;
        }
        if (add_parted(authors, doc, i)) {
            block_mark(block, WHY_BYLINE);
            block_mark(block + 1, WHY_BYLINE);
            return;
        }
    }
}

/* Anywhere on the page: only a label that says it in two words, and all must name the same. */
static void from_foot(struct authors *authors, const struct doc *doc, const struct place *place,
                      const struct site_known *site)
{
    struct authors found = nobody_yet(doc, site);

    for (size_t i = 0; i < doc->block_count && found.count < 2; i++) {
        const struct block *block = &doc->blocks[i];
        if (block->words <= LINE_WORDS && block->text.n <= LINE_BYTES &&
            author_label_strong(block->text) && !place_is_unfit(place, doc, block) &&
            !authors_add_byline(&found, block->text))
            add_parted(&found, doc, i);
    }
    if (found.count == 1)
        authors_add_name(authors, found.names[0], false);
}

static bool is_one_of(const struct authors *authors, str text)
{
    str folded = text_fold(authors->doc->scratch, text);

    for (size_t i = 0; i < authors->count; i++)
        if (str_eq(folded, text_fold(authors->doc->scratch, authors->names[i])))
            return true;
    return false;
}

/* Lines by the title that say what the field says now, whichever source it came from. */
static void mark_lines(const struct authors *authors, struct doc *doc, const struct place *place)
{
    size_t start = place_start(place);

    for (size_t i = start; i < doc->block_count && i < start + LINES_MOST; i++) {
        struct block *block = &doc->blocks[i];
        struct authors line = {.doc = doc};
        if (block->words > LINE_WORDS || block->text.n > LINE_BYTES || !place_is_near(place, i) ||
            place_is_unfit(place, doc, block))
            continue;
        if (is_one_of(authors, block->text) || (authors_add_byline(&line, block->text) &&
                                                line.count && is_one_of(authors, line.names[0])))
            block_mark(block, WHY_BYLINE);
    }
}

/* What is shown by the title. */
static const char *from_shown(struct authors *authors, struct doc *doc, const struct place *place)
{
    size_t line;

    from_elements(authors, place, true);
    if (authors->count)
        return "byline";
    from_lines(authors, doc, place);
    if (authors->count || authors->agency.n)
        return "text";
    line = name_line_add(authors, doc, place);
    if (line != SIZE_MAX && is_one_of(authors, doc->blocks[line].text))
        block_mark(&doc->blocks[line], WHY_BYLINE);
    return "text";
}

/* Many programs give the name of the account; the page may show whose it is. */
static void name_login(struct authors *authors, struct doc *doc, const struct place *place,
                       const char **from)
{
    struct authors shown = {.doc = doc, .site_name = authors->site_name, .label = authors->label};
    const char *where = from_shown(&shown, doc, place);

    if (shown.count == 1 && author_looks_person(shown.names[0])) {
        authors->names[0] = shown.names[0];
        *from = where;
    }
}

void byline_set(struct doc *doc, const struct ld *ld, const struct site_known *site)
{
    struct authors authors = nobody_yet(doc, site);
    struct place place = place_of(doc);
    const char *from = "json-ld";

    from_ld(&authors, ld);
    if (!authors.count) {
        from = "meta";
        from_metas(&authors);
    }
    if (!authors.count) {
        from = "microdata";
        from_props(&authors, &place);
    }
    if (!authors.count)
        from = from_shown(&authors, doc, &place);
    else if (authors.count == 1 && author_is_login(authors.names[0]))
        name_login(&authors, doc, &place, &from);
    if (!authors.count && !authors.house.n) { /* a house that is named is nearer than these */
        from = "byline";
        from_elements(&authors, &place, false);
        if (!authors.count)
            from_far_elements(&authors, &place, site);
        if (!authors.count)
            from_foot(&authors, doc, &place, site);
    }
    authors_add_house(&authors);
    if (authors.count)
        mark_lines(&authors, doc, &place);
    field_set(doc, FIELD_AUTHORS, authors_text(&authors), from);
    field_set(doc, FIELD_AGENCY, authors.agency, from);
}
