/* meta: what the page says of itself, checked where it can be: title, authors, dates, language,
 * site, agency. Every field is set by the first source that has it; what the input gave stands. */
#include "../stage.h"

#include "../base/date.h"
#include "../base/site.h"
#include "../base/url.h"
#include "meta_byline.h"
#include "meta_credit.h"
#include "meta_facts.h"
#include "meta_head.h"
#include "meta_jsonld.h"
#include "meta_lang.h"
#include "meta_page.h"
#include "meta_published.h"
#include "meta_title.h"

static str first_value(const struct doc *doc, enum fact_kind kind)
{
    size_t at = 0;
    const struct fact *fact = fact_next(doc, kind, NULL, &at);

    return fact ? plain_text(doc, fact->value) : (str){NULL, 0};
}

/* By these the page's own JSON-LD node is known among others. */
static void choose_node(struct doc *doc, struct ld *ld)
{
    const str known[] = {doc->fields[FIELD_URL].text, doc->fields[FIELD_CANONICAL_URL].text,
                         meta_value(doc, "og:title"), first_value(doc, FACT_HEADING)};

    ld_choose(doc, ld, known, sizeof known / sizeof *known);
}

static void run_page(struct doc *doc)
{
    struct ld *ld = ARENA_NEW(doc->scratch, struct ld);
    struct site_known site = {.scratch = doc->scratch};

    ld_read(doc, ld);
    page_set_address(doc);
    choose_node(doc, ld);
    page_set_site_name(doc, ld);
    site.name = doc->fields[FIELD_SITE_NAME].text;
    site.label = site_label(doc->fields[FIELD_SITE].text);
    lang_set(doc, ld->main ? ld_text(ld, ld->main, "inLanguage") : (str){NULL, 0});
    title_set(doc, ld, &site);
    byline_set(doc, ld, &site);
    published_set(doc, ld);
    page_set_rest(doc, ld);
    credit_set(doc, ld);
}

static void run_text(struct doc *doc)
{
    struct ld *none = ARENA_NEW(doc->scratch, struct ld);

    page_set_address(doc);
    lang_set(doc, (str){NULL, 0});
    head_set(doc);
    published_set(doc, none);
    credit_set(doc, none);
}

static void fill_date(struct doc *doc, enum field field, str said)
{
    struct date date;

    if (said.n && date_read(said, (struct date_hint){0}, &date))
        field_set(doc, field, date_iso(doc->scratch, &date), "feed");
}

/* What a page does not say, the feed that named it may. */
static void fill_from_feed(struct doc *doc)
{
    char *authors = str_zero_ended(doc->scratch, doc->feed.authors);

    field_set(doc, FIELD_TITLE, doc->feed.title, "feed");
    fill_date(doc, FIELD_PUBLISHED, doc->feed.published);
    fill_date(doc, FIELD_MODIFIED, doc->feed.modified);
    for (char *p = authors; *p; p++)
        if (*p == ';')
            *p = '\n';
    field_set(doc, FIELD_AUTHORS, str_of(authors), "feed");
}

static bool run_meta(void *state, struct doc *doc, struct run *run)
{
    (void)state;
    if (run_config(run)->given)
        page_set_address(doc);
    else if (doc->is_text)
        run_text(doc);
    else
        run_page(doc);
    fill_from_feed(doc);
    return true;
}

extern const struct stage stage_meta;
const struct stage stage_meta = {
    .name = "meta",
    .does = "finds title, authors, dates, language, site and agency",
    .run = run_meta,
};
