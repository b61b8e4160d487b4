/* What a page claims to be: JSON-LD and microdata types, og:type, generator. */
#include "judge_signs.h"

struct claim {
    const char *word;
    enum sign sign;
};

/* schema.org types. */
static const struct claim types[] = {
    {"NewsArticle", SIGN_LD_ARTICLE},
    {"BlogPosting", SIGN_LD_ARTICLE},
    {"Article", SIGN_LD_ARTICLE},
    {"ReportageNewsArticle", SIGN_LD_ARTICLE},
    {"LiveBlogPosting", SIGN_LD_ARTICLE},
    {"Review", SIGN_LD_ARTICLE},
    {"ScholarlyArticle", SIGN_LD_ARTICLE},
    {"Recipe", SIGN_LD_RECIPE},
    {"HowTo", SIGN_LD_RECIPE},
    {"Product", SIGN_LD_PRODUCT},
    {"ProductGroup", SIGN_LD_PRODUCT},
    {"SoftwareApplication", SIGN_LD_PRODUCT},
    {"Offer", SIGN_LD_OFFER},
    {"AggregateOffer", SIGN_LD_OFFER},
    {"ItemList", SIGN_LD_LIST},
    {"CollectionPage", SIGN_LD_LIST},
    {"OfferCatalog", SIGN_LD_LIST},
    {"SearchResultsPage", SIGN_LD_LIST},
    {"Blog", SIGN_LD_LIST},
    {"DiscussionForumPosting", SIGN_LD_FORUM},
    {"QAPage", SIGN_LD_FORUM},
    {"Question", SIGN_LD_FORUM},
    {"TechArticle", SIGN_LD_DOCUMENT},
    {"APIReference", SIGN_LD_DOCUMENT},
    {"Service", SIGN_LD_SERVICE},
    {"LocalBusiness", SIGN_LD_SERVICE},
    {"ProfessionalService", SIGN_LD_SERVICE},
    {"Course", SIGN_LD_SERVICE},
    {"EducationalOccupationalProgram", SIGN_LD_SERVICE},
};

static const struct claim generators[] = {
    {"discourse", SIGN_GENERATOR_FORUM},    {"phpbb", SIGN_GENERATOR_FORUM},
    {"vbulletin", SIGN_GENERATOR_FORUM},    {"xenforo", SIGN_GENERATOR_FORUM},
    {"invision", SIGN_GENERATOR_FORUM},     {"flarum", SIGN_GENERATOR_FORUM},
    {"nodebb", SIGN_GENERATOR_FORUM},       {"lemmy", SIGN_GENERATOR_FORUM},
    {"sphinx", SIGN_GENERATOR_DOCUMENT},    {"docusaurus", SIGN_GENERATOR_DOCUMENT},
    {"mkdocs", SIGN_GENERATOR_DOCUMENT},    {"gitbook", SIGN_GENERATOR_DOCUMENT},
    {"vitepress", SIGN_GENERATOR_DOCUMENT}, {"starlight", SIGN_GENERATOR_DOCUMENT},
    {"docfx", SIGN_GENERATOR_DOCUMENT},     {"docbook", SIGN_GENERATOR_DOCUMENT},
    {"javadoc", SIGN_GENERATOR_DOCUMENT},   {"mediawiki", SIGN_GENERATOR_DOCUMENT},
    {"shopify", SIGN_GENERATOR_SHOP},       {"woocommerce", SIGN_GENERATOR_SHOP},
    {"magento", SIGN_GENERATOR_SHOP},       {"prestashop", SIGN_GENERATOR_SHOP},
    {"opencart", SIGN_GENERATOR_SHOP},      {"bigcommerce", SIGN_GENERATOR_SHOP},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void claim_type(struct signs *signs, str type)
{
    for (size_t i = 0; i < COUNT(types); i++)
        if (str_eq(type, str_of(types[i].word)))
            signs->has[types[i].sign] = true;
}

/* The value behind "@type": a string, or the strings of an array. Read without parsing: what is
 * asked is only which types are named. */
static void claim_ld(struct signs *signs, str json)
{
    size_t at;

    /* An '@' is rarer than a quote, so it is faster to look for. */
    while ((at = str_find(json, S("@type\""))) != SIZE_MAX) {
        bool array = false, quoted = at > 0 && json.p[at - 1] == '"';
        json = str_from(json, at + 6);
        if (!quoted)
            continue;
        for (at = 0; at < json.n && (is_space((unsigned char)json.p[at]) || json.p[at] == ':' ||
                                     json.p[at] == '[' || json.p[at] == ',');
             at++)
            array = array || json.p[at] == '[';
        do {
            str rest = str_from(json, at + 1);
            size_t end = at < json.n && json.p[at] == '"' ? str_find_char(rest, '"') : SIZE_MAX;
            if (end == SIZE_MAX)
                break;
            claim_type(signs, str_slice(rest, 0, end));
            json = str_from(rest, end + 1);
            for (at = 0; at < json.n && (is_space((unsigned char)json.p[at]) || json.p[at] == ',');)
                at++;
        } while (array);
    }
}

static void claim_meta(struct signs *signs, const struct fact *fact)
{
    if (str_eq(fact->key, S("og:type"))) {
        signs->has[SIGN_OG_ARTICLE] |= str_has_nocase(fact->value, S("article"));
        signs->has[SIGN_OG_PRODUCT] |= str_has_nocase(fact->value, S("product"));
        signs->has[SIGN_OG_WEBSITE] |= str_has_nocase(fact->value, S("website"));
    } else if (str_eq(fact->key, S("article:published_time"))) {
        signs->has[SIGN_META_PUBLISHED] = true;
    } else if (str_eq(fact->key, S("author")) || str_eq(fact->key, S("article:author"))) {
        signs->has[SIGN_META_AUTHOR] = true;
    } else if (str_eq(fact->key, S("generator"))) {
        for (size_t i = 0; i < COUNT(generators); i++)
            if (str_has_nocase(fact->value, str_of(generators[i].word)))
                signs->has[generators[i].sign] = true;
    } else if (str_starts(fact->key, S("product:price")) || str_starts(fact->key, S("og:price"))) {
        signs->has[SIGN_OG_PRODUCT] = true;
    }
}

/* The last part of "https://schema.org/Product". */
static void claim_itemtype(struct signs *signs, str itemtype)
{
    size_t at;

    while ((at = str_find_char(itemtype, '/')) != SIZE_MAX)
        itemtype = str_from(itemtype, at + 1);
    claim_type(signs, itemtype);
}

void signs_of_claims(const struct doc *doc, struct signs *signs)
{
    for (size_t i = 0; i < doc->fact_count; i++) {
        const struct fact *fact = &doc->facts[i];
        if (fact->kind == FACT_JSON_LD)
            claim_ld(signs, fact->value);
        else if (fact->kind == FACT_META)
            claim_meta(signs, fact);
        else if (fact->kind == FACT_PROP)
            claim_itemtype(signs, fact->extra);
    }
}
