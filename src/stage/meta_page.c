#include "meta_page.h"

#include "../base/site.h"
#include "../base/url.h"
#include "../base/utf8.h"
#include "meta_facts.h"

enum { SECTION_MOST = 80, NAME_MOST = 100, BREADCRUMBS_MOST = 32, RAW_MOST = 2400 };

static str link_value(const struct doc *doc, const char *rel)
{
    size_t at = 0;
    const struct fact *fact = fact_next(doc, FACT_LINK, rel, &at);

    return fact ? str_trim(fact->value) : (str){NULL, 0};
}

/* Whether an address may stand for this page: of the same site, and no home page for a deeper one.
 */
static bool may_be_canonical(struct doc *doc, str address)
{
    str url = doc->fields[FIELD_URL].text;

    if (!address.n || !url.n)
        return address.n != 0;
    if (!str_eq(site_of_host(doc->scratch, url_host(doc->scratch, address)),
                site_of_host(doc->scratch, url_host(doc->scratch, url))))
        return false;
    return !url_is_home(doc->scratch, address) || url_is_home(doc->scratch, url);
}

void page_set_address(struct doc *doc)
{
    str url = doc->fields[FIELD_URL].text, address, host;

    address = url_resolve(doc->scratch, url, link_value(doc, "canonical"));
    if (may_be_canonical(doc, address))
        field_set(doc, FIELD_CANONICAL_URL, address, "link");
    address = url_resolve(doc->scratch, url, meta_value(doc, "og:url"));
    if (may_be_canonical(doc, address))
        field_set(doc, FIELD_CANONICAL_URL, address, "og");
    host = url_host(doc->scratch, url);
    if (!host.n)
        host = url_host(doc->scratch, doc->fields[FIELD_CANONICAL_URL].text);
    field_set(doc, FIELD_SITE, site_of_host(doc->scratch, host), "url");
}

static str website_name(const struct ld *ld)
{
    for (size_t i = 0; i < ld->count; i++)
        if (ld->nodes[i].top && ld_is(ld->nodes[i].json, "WebSite"))
            return ld_text(ld, ld->nodes[i].json, "name");
    return (str){NULL, 0};
}

static void set_name(struct doc *doc, str name, const char *from)
{
    if (name.n > RAW_MOST)
        return;
    name = plain_text(doc, name);
    if (name.n <= NAME_MOST && str_find(name, S("://")) == SIZE_MAX)
        field_set(doc, FIELD_SITE_NAME, name, from);
}

void page_set_site_name(struct doc *doc, const struct ld *ld)
{
    static const struct meta_key keys[] = {{"application-name", "meta"},
                                           {"dc.publisher", "dc"},
                                           {"apple-mobile-web-app-title", "meta"}};
    const char *from = "meta";
    str name;

    set_name(doc, meta_value(doc, "og:site_name"), "og");
    if (ld->main)
        set_name(doc, ld_text(ld, ld->main, "publisher"), "json-ld");
    set_name(doc, website_name(ld), "json-ld");
    name = meta_first(doc, keys, sizeof keys / sizeof *keys, &from);
    set_name(doc, name, from);
}

/* The first step of the breadcrumbs below the home page that is not the page itself. */
static str breadcrumb_section(const struct doc *doc, const struct ld *ld)
{
    static const char *const homes[] = {"home",     "homepage", "start",   "startseite", "accueil",
                                        "inicio",   "início",   "главная", "головна",    "beranda",
                                        "anasayfa", "首页",     "首頁",    "ホーム"};
    const struct json *list = NULL;

    for (size_t i = 0; i < ld->count && !list; i++)
        if (ld_is(ld->nodes[i].json, "BreadcrumbList"))
            list = json_member(ld->nodes[i].json, "itemListElement");
    for (size_t i = 0; i + 1 < json_items(list) && i < BREADCRUMBS_MOST; i++) {
        const struct json *step = json_item(list, i);
        str name = ld_text(ld, step, "name"), folded;
        bool home = false;
        if (!name.n)
            name = ld_text(ld, step, "item");
        name = plain_text(doc, str_slice(name, 0, RAW_MOST));
        folded = text_fold(doc->scratch, name);
        for (size_t k = 0; k < sizeof homes / sizeof *homes; k++)
            home = home || str_eq(folded, str_of(homes[k]));
        home = home || str_eq(folded, text_fold(doc->scratch, doc->fields[FIELD_SITE_NAME].text));
        if (!home && folded.n && str_find(name, S("://")) == SIZE_MAX)
            return name;
    }
    return (str){NULL, 0};
}

static void set_section(struct doc *doc, str section, const char *from)
{
    if (section.n > RAW_MOST)
        return;
    section = plain_text(doc, section);
    if (section.n <= SECTION_MOST && str_find(section, S("://")) == SIZE_MAX)
        field_set(doc, FIELD_SECTION, section, from);
}

static void set_image(struct doc *doc, str address, const char *from)
{
    str base = doc->fields[FIELD_URL].text;

    if (!base.n)
        base = doc->fields[FIELD_CANONICAL_URL].text;
    if (address.n)
        field_set(doc, FIELD_IMAGE, url_resolve(doc->scratch, base, address), from);
}

/* 1 free, -1 not, 0 not said. */
static int says_free(const struct json *node)
{
    const struct json *value = json_member(node, "isAccessibleForFree");
    str text = json_str(value);

    if (json_is(value, JSON_KIND_TRUE) || json_is(value, JSON_KIND_FALSE))
        return json_is(value, JSON_KIND_TRUE) ? 1 : -1;
    if (str_ends_nocase(text, S("false")) || str_eq_nocase(text, S("no")))
        return -1;
    return str_ends_nocase(text, S("true")) || str_eq_nocase(text, S("yes")) ? 1 : 0;
}

static void set_access(struct doc *doc, const struct ld *ld)
{
    str tier = meta_value(doc, "article:content_tier");
    int said = ld->main ? says_free(ld->main) : 0;
    const struct json *part = ld->main ? json_member(ld->main, "hasPart") : NULL;

    if (!said && ld->page)
        said = says_free(ld->page);
    if (json_is(part, JSON_KIND_ARRAY))
        part = json_item(part, 0);
    if (said >= 0 && part && says_free(part) < 0)
        said = -1;
    if (said)
        field_set(doc, FIELD_ACCESS, said > 0 ? S("free") : S("paywalled"), "json-ld");
    if (str_eq_nocase(tier, S("metered")) || str_eq_nocase(tier, S("locked")))
        field_set(doc, FIELD_ACCESS, S("paywalled"), "og");
    else if (str_eq_nocase(tier, S("free")))
        field_set(doc, FIELD_ACCESS, S("free"), "og");
}

static void set_description(struct doc *doc, const struct ld *ld)
{
    static const struct meta_key keys[] = {{"og:description", "og"},
                                           {"description", "meta"},
                                           {"twitter:description", "meta"},
                                           {"dc.description", "dc"}};
    const char *from = "meta";
    str text = meta_first(doc, keys, sizeof keys / sizeof *keys, &from);

    field_set(doc, FIELD_DESCRIPTION, text, from);
    if (ld->main)
        field_set(doc, FIELD_DESCRIPTION, plain_text(doc, ld_text(ld, ld->main, "description")),
                  "json-ld");
}

void page_set_rest(struct doc *doc, const struct ld *ld)
{
    static const struct meta_key sections[] = {{"article:section", "og"},
                                               {"parsely-section", "meta"},
                                               {"section", "meta"},
                                               {"articlesection", "microdata"}};
    const char *from = "meta";
    str section;

    if (ld->main) {
        doc->ld_type = str_dup(doc->arena, ld_type(ld->main));
        doc->ld_body = str_dup(doc->arena, ld_text(ld, ld->main, "articleBody"));
        doc->ld_about = plain_text(doc, ld_text(ld, ld->main, "description"));
        doc->ld_about = str_dup(doc->arena, doc->ld_about);
        set_section(doc, ld_text(ld, ld->main, "articleSection"), "json-ld");
    }
    doc->og_type = str_dup(doc->arena, meta_value(doc, "og:type"));
    section = meta_first(doc, sections, sizeof sections / sizeof *sections, &from);
    set_section(doc, section, from);
    set_section(doc, breadcrumb_section(doc, ld), "json-ld");
    set_description(doc, ld);
    set_image(doc, meta_value(doc, "og:image"), "og");
    if (ld->main)
        set_image(doc, ld_text(ld, ld->main, "image"), "json-ld");
    set_image(doc, meta_value(doc, "twitter:image"), "meta");
    set_image(doc, link_value(doc, "image_src"), "link");
    set_access(doc, ld);
}
