#include "judge_type.h"

#include <string.h>

#include "judge_kept.h"
#include "judge_signs.h"

enum {
    STUB_WORDS = 30, /* an article of fewer is a teaser, or its text was not found */
};

const char *const judge_types[PAGE_TYPES] = {
    [PAGE_ARTICLE] = "article",
    [PAGE_LISTING] = "listing",
    [PAGE_FORUM] = "forum",
    [PAGE_PRODUCT] = "product",
    [PAGE_COLLECTION] = "collection",
    [PAGE_DOCUMENTATION] = "documentation",
    [PAGE_SERVICE] = "service",
    [PAGE_LIVE_BLOG] = "live-blog",
    [PAGE_STUB] = "stub",
};

struct sign_row {
    int points[PAGE_WEIGHED];
};

static const struct sign_row sign_rows[SIGN_COUNT] = {
#define SIGN(id, article, listing, forum, product, collection, documentation, service, what)       \
    {{article, listing, forum, product, collection, documentation, service}},
#include "judge_signs.def"
#undef SIGN
};

void judge_points(const struct doc *doc, int points[PAGE_WEIGHED])
{
    struct signs signs = signs_of(doc);

    memset(points, 0, PAGE_WEIGHED * sizeof *points);
    for (unsigned i = 0; i < SIGN_COUNT; i++)
        for (unsigned type = 0; signs.has[i] && type < PAGE_WEIGHED; type++)
            points[type] += sign_rows[i].points[type];
}

static enum page_type weigh(const struct doc *doc)
{
    int points[PAGE_WEIGHED];
    unsigned best = 0;

    if (doc->type_points)
        memcpy(points, doc->type_points, sizeof points);
    else
        judge_points(doc, points);
    kept_points(doc, points);
    for (unsigned type = 1; type < PAGE_WEIGHED; type++)
        if (points[type] > points[best])
            best = type;
    return (enum page_type)best;
}

/* Said by its structured data, or by its address. */
static bool is_live_blog(const struct doc *doc)
{
    static const char *const words[] = {"/live-blog", "/liveblog", "live-updates", "/liveticker"};
    str address = doc_address(doc);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_has_nocase(address, str_of(words[i])))
            return true;
    for (size_t i = 0; i < doc->fact_count; i++)
        if (doc->facts[i].kind == FACT_JSON_LD &&
            str_find(doc->facts[i].value, S("\"LiveBlogPosting\"")) != SIZE_MAX)
            return true;
    return false;
}

enum page_type judge_type(const struct doc *doc, size_t words)
{
    enum page_type type = weigh(doc);

    if (type != PAGE_ARTICLE && type != PAGE_LISTING)
        return type;
    if (is_live_blog(doc))
        return PAGE_LIVE_BLOG;
    return type == PAGE_ARTICLE && words < STUB_WORDS ? PAGE_STUB : type;
}
