#include "meta_byline.h"

#include "../base/utf8.h"
#include "meta_author.h"
#include "meta_facts.h"

enum {
    LD_DEEP = 64,      /* values of one author member that are looked at */
    NEAR_BEFORE = 12,  /* blocks before the title, and behind it, that count as near */
    NEAR_BEHIND = 16,
    LINE_WORDS = 24,
    UNFIT = HINT_FOOTER | HINT_ASIDE | HINT_COMMENTS | HINT_RELATED | HINT_NAV | HINT_DIALOG |
            HINT_ADVERT | HINT_MENU | HINT_CAPTION,
};

static struct authors nobody_yet(const struct doc *doc, const struct site_known *site)
{
    return (struct authors){.doc = doc, .site_name = site->name, .label = site->label};
}

static void add_ld_value(struct authors *authors, const struct ld *ld, const json_t *value)
{
    const json_t *waiting[LD_DEEP];
    size_t count = 1, taken = 0;

    waiting[0] = value;
    while (count && taken++ < LD_DEEP) {
        const json_t *now = waiting[--count];
        if (json_is_string(now)) {
            authors_add(authors, ld_string(now));
            continue;
        }
        for (size_t i = json_array_size(now); i > 0; i--)
            if (count < LD_DEEP)
                waiting[count++] = json_array_get(now, i - 1);
        if (!json_is_object(now))
            continue;
        now = ld_follow(ld, now);
        value = json_object_get(now, "name");
        if (ld_is(now, "Organization") || ld_is(now, "NewsMediaOrganization"))
            authors_add_name(authors, ld_string(value), true);
        else if (json_is_array(value) && count < LD_DEEP)
            waiting[count++] = value;
        else
            authors_add(authors, ld_string(value));
    }
}

static void from_ld(struct authors *authors, const struct ld *ld)
{
    static const char *const keys[] = {"author", "creator"};
    const json_t *const nodes[] = {ld->main, ld->page};

    for (size_t n = 0; n < 2; n++)
        for (size_t k = 0; k < 2 && !authors->count; k++)
            if (nodes[n])
                add_ld_value(authors, ld, json_object_get(nodes[n], keys[k]));
}

static void from_metas(struct authors *authors)
{
    static const char *const keys[] = {
        "author",         "article:author",  "parsely-author",  "sailthru.author", "byl",
        "dc.creator",     "dcterms.creator", "citation_author", "article:author_name",
        "dc.contributor", "og:author",       "cxenseparse:author", "rnews:author",
        "article.author", "creator",         "authors"};
    const struct fact *fact;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && !authors->count; i++) {
        size_t at = 0;
        while ((fact = fact_next(authors->doc, FACT_META, keys[i], &at)))
            authors_add(authors, fact->value);
    }
    if (!authors->count && str_has_nocase(meta_value(authors->doc, "twitter:label1"), S("written")))
        authors_add(authors, meta_value(authors->doc, "twitter:data1"));
}

static void from_props(struct authors *authors)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(authors->doc, FACT_PROP, NULL, &at)))
        if ((str_eq(fact->key, S("author")) || str_eq(fact->key, S("creator")) ||
             str_starts(fact->key, S("author "))) &&
            !(fact->under & UNFIT))
            authors_add(authors, fact->value);
}

static size_t title_block(const struct doc *doc)
{
    size_t at = 0;
    const struct fact *fact;

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_TITLE)
            return i;
    fact = fact_next(doc, FACT_HEADING, NULL, &at);
    return fact ? fact->block : 0;
}

static bool is_near(size_t block, size_t title)
{
    return block + NEAR_BEFORE >= title && block <= title + NEAR_BEHIND;
}

static bool holds_name(struct authors *authors, str value)
{
    struct authors one = nobody_yet(authors->doc, &(struct site_known){authors->doc->scratch,
                                                                       authors->site_name,
                                                                       authors->label});
    authors_add(&one, value);
    return one.count != 0;
}

/* Elements that the page itself calls author or byline; those near the title first. A box about the
 * author further down counts when nothing stands by the title. */
static void from_elements(struct authors *authors, size_t title, bool near)
{
    const struct fact *fact;
    size_t at = 0;

    while (!authors->count && (fact = fact_next(authors->doc, FACT_BYLINE, NULL, &at))) {
        bool rel = str_eq(fact->key, S("rel-author"));
        if ((fact->under & UNFIT) || is_near(fact->block, title) != near)
            continue;
        if (!authors_add_byline(authors, fact->value) && holds_name(authors, fact->value) &&
            (rel || near))
            authors_add(authors, fact->value);
    }
}

static void from_lines(struct authors *authors, struct doc *doc, size_t title)
{
    size_t from = title < NEAR_BEFORE ? 0 : title - NEAR_BEFORE;

    for (size_t i = from; i < doc->block_count && is_near(i, title); i++) {
        struct block *block = &doc->blocks[i];
        if (block->words > LINE_WORDS || block->why == WHY_TITLE ||
            (doc->box_count && (doc->boxes[block->box].under & UNFIT)))
            continue;
        if (authors_add_byline(authors, block->text)) {
            block_mark(block, WHY_BYLINE);
            return;
        }
    }
}

void byline_set(struct doc *doc, const struct ld *ld, const struct site_known *site)
{
    struct authors authors = nobody_yet(doc, site);
    size_t title = title_block(doc);
    const char *from = "json-ld";

    from_ld(&authors, ld);
    if (!authors.count) {
        from = "meta";
        from_metas(&authors);
    }
    if (!authors.count) {
        from = "microdata";
        from_props(&authors);
    }
    if (!authors.count) {
        from = "byline";
        from_elements(&authors, title, true);
    }
    if (!authors.count) {
        from = "text";
        from_lines(&authors, doc, title);
    }
    if (!authors.count) {
        from = "byline";
        from_elements(&authors, title, false);
    }
    field_set(doc, FIELD_AUTHORS, authors_text(&authors), from);
    field_set(doc, FIELD_AGENCY, authors.agency, from);
}
