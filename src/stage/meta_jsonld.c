#include "meta_jsonld.h"

#include "../base/json.h"
#include "../base/utf8.h"

enum {
    LD_SCRIPTS = 64,  /* most scripts of a page that are read */
    LD_STACK = 4096,  /* most values that wait at a time */
    LD_STEPS = 50000, /* most values that are looked at */
    RANK_NEWS = 6,
    RANK_ARTICLE = 5,
    RANK_POST = 4,
    RANK_WORK = 3,
    RANK_PAGE = 1,
    RANK_SHARE = 10,   /* weight of a rank against signs that the node is this page's */
    RANK_SAME = 25,    /* its address or headline is the page's */
    RANK_HEADLINE = 4, /* has one */
    RANK_DATE = 3,
    RANK_AUTHOR = 2,
    KNOWN_MOST = 2048, /* bytes of an address or title that are compared */
    NAME_STEPS = 4,    /* lists in lists, objects in objects until a text is found */
};

static const struct {
    const char *type;
    unsigned rank;
} types[] = {
    {"NewsArticle", RANK_NEWS},
    {"ReportageNewsArticle", RANK_NEWS},
    {"AnalysisNewsArticle", RANK_NEWS},
    {"OpinionNewsArticle", RANK_NEWS},
    {"BackgroundNewsArticle", RANK_NEWS},
    {"ReviewNewsArticle", RANK_NEWS},
    {"AskPublicNewsArticle", RANK_NEWS},
    {"LiveBlogPosting", RANK_NEWS},
    {"Article", RANK_ARTICLE},
    {"BlogPosting", RANK_ARTICLE},
    {"TechArticle", RANK_ARTICLE},
    {"ScholarlyArticle", RANK_ARTICLE},
    {"MedicalScholarlyArticle", RANK_ARTICLE},
    {"AdvertiserContentArticle", RANK_ARTICLE},
    {"SatiricalArticle", RANK_ARTICLE},
    {"Report", RANK_ARTICLE},
    {"SocialMediaPosting", RANK_POST},
    {"DiscussionForumPosting", RANK_POST},
    {"Review", RANK_WORK},
    {"Recipe", RANK_WORK},
    {"HowTo", RANK_WORK},
    {"CreativeWork", RANK_WORK},
    {"VideoObject", RANK_PAGE},
    {"Product", RANK_PAGE},
    {"QAPage", RANK_PAGE},
    {"WebPage", RANK_PAGE},
    {"MedicalWebPage", RANK_PAGE},
    {"ItemPage", RANK_PAGE},
    {"AboutPage", RANK_PAGE},
    {"CollectionPage", RANK_PAGE},
};

/* Without "http://schema.org/" or "schema:". */
static str bare_type(str type)
{
    for (size_t i = type.n; i > 0; i--)
        if (type.p[i - 1] == '/' || type.p[i - 1] == ':' || type.p[i - 1] == '#')
            return str_from(type, i);
    return type;
}

static unsigned rank_of(str type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_nocase(type, str_of(types[i].type)))
            return types[i].rank;
    return 0;
}

/* Of several types the one that is nearest to an article's. */
str ld_type(const struct json *node)
{
    const struct json *type = json_member(node, "@type");
    str best = bare_type(json_str(json_is(type, JSON_KIND_ARRAY) ? json_item(type, 0) : type));

    for (size_t i = 1; i < json_items(type); i++) {
        str other = bare_type(json_str(json_item(type, i)));
        if (rank_of(other) > rank_of(best))
            best = other;
    }
    return best;
}

bool ld_is(const struct json *node, const char *type)
{
    const struct json *value = json_member(node, "@type");

    if (json_is(value, JSON_KIND_STRING))
        return str_eq_nocase(bare_type(json_str(value)), str_of(type));
    for (size_t i = 0; i < json_items(value); i++)
        if (str_eq_nocase(bare_type(json_str(json_item(value, i))), str_of(type)))
            return true;
    return false;
}

struct waiting {
    const struct json *value;
    bool top;
};

struct walk {
    struct waiting *stack;
    size_t depth, steps;
};

static void push(struct walk *walk, const struct json *value, bool top)
{
    if ((json_is(value, JSON_KIND_OBJECT) || json_is(value, JSON_KIND_ARRAY)) &&
        walk->depth < LD_STACK)
        walk->stack[walk->depth++] = (struct waiting){value, top};
}

/* Members that hold what stands by itself as the object around them does. */
static bool carries_top(str key)
{
    return str_eq(key, S("@graph")) || str_eq(key, S("mainEntity")) ||
           str_eq(key, S("mainEntityOfPage"));
}

static void push_members(struct walk *walk, const struct json *object, bool top)
{
    const struct json *value;

    for (size_t i = 0; (value = json_member_at(object, i)); i++)
        push(walk, value, top && carries_top(value->key));
}

static void walk_nodes(struct doc *doc, struct ld *ld, const struct json *root)
{
    struct walk walk = {ARENA_ARRAY(doc->scratch, struct waiting, LD_STACK), 0, 0};

    push(&walk, root, true);
    while (walk.depth && walk.steps++ < LD_STEPS && ld->count < LD_NODES) {
        struct waiting now = walk.stack[--walk.depth];

        if (json_is(now.value,
                    JSON_KIND_ARRAY)) { /* the last first, so that the first is taken first */
            for (size_t i = json_items(now.value); i > 0; i--)
                push(&walk, json_item(now.value, i - 1), now.top);
            continue;
        }
        if (json_member(now.value, "@type") || json_member(now.value, "@id"))
            ld->nodes[ld->count++] =
                (struct ld_node){now.value, rank_of(ld_type(now.value)), now.top};
        push_members(&walk, now.value, now.top);
    }
}

/* A script; or, of pages whose framework took a script for a property, <meta name=script:ld+json>.
 */
static bool holds_nodes(const struct fact *fact)
{
    return fact->kind == FACT_JSON_LD ||
           (fact->kind == FACT_META && str_ends(fact->key, S("ld+json")));
}

void ld_read(struct doc *doc, struct ld *ld)
{
    size_t scripts = 0;

    ld->count = 0;
    ld->main = ld->page = NULL;
    for (size_t i = 0; i < doc->fact_count && scripts < LD_SCRIPTS; i++) {
        const struct json *root;
        bool repaired;
        if (!holds_nodes(&doc->facts[i]))
            continue;
        scripts++;
        root = json_read(doc->scratch, str_trim(doc->facts[i].value), &repaired, NULL, NULL);
        if (root)
            walk_nodes(doc, ld, root);
    }
}

const struct json *ld_follow(const struct ld *ld, const struct json *value)
{
    str id = json_text(value, "@id");

    if (!id.n || json_members(value) > 2)
        return value;
    for (size_t i = 0; i < ld->count; i++)
        if (ld->nodes[i].json != value && json_members(ld->nodes[i].json) > 2 &&
            str_eq(json_text(ld->nodes[i].json, "@id"), id))
            return ld->nodes[i].json;
    return value;
}

str ld_text(const struct ld *ld, const struct json *node, const char *key)
{
    const struct json *value = json_member(node, key);

    for (int step = 0; step < NAME_STEPS; step++) {
        static const char *const members[] = {"@value", "name", "url", "@id"};
        if (json_is(value, JSON_KIND_STRING))
            return str_trim(json_str(value));
        if (json_is(value, JSON_KIND_ARRAY)) {
            value = json_item(value, 0);
            continue;
        }
        value = ld_follow(ld, value);
        for (size_t i = 0; i < sizeof members / sizeof *members; i++)
            if (json_member(value, members[i])) {
                value = json_member(value, members[i]);
                break;
            }
        if (json_is(value, JSON_KIND_OBJECT))
            break;
    }
    return (str){NULL, 0};
}

/* Addresses are compared without their scheme, query, fragment and last slash; titles folded. */
static str comparable(struct arena *arena, str s)
{
    size_t scheme = str_find(s, S("://"));

    if (scheme == SIZE_MAX)
        return text_fold(arena, s);
    s = str_from(s, scheme + 3);
    s = str_slice(s, 0, str_find_char(s, '#'));
    s = str_slice(s, 0, str_find_char(s, '?'));
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    return str_starts_nocase(s, S("www.")) ? str_from(s, 4) : s;
}

/* known: made comparable. */
static bool is_known(struct doc *doc, const struct ld *ld, const struct json *node,
                     const str *known, size_t count)
{
    static const char *const keys[] = {"headline", "url", "mainEntityOfPage", "@id", "name"};

    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        str mine = ld_text(ld, node, keys[k]);
        if (mine.n > KNOWN_MOST)
            continue;
        mine = comparable(doc->scratch, mine);
        for (size_t i = 0; mine.n && i < count; i++)
            if (str_eq_nocase(mine, known[i]))
                return true;
    }
    return false;
}

void ld_choose(struct doc *doc, struct ld *ld, const str *known, size_t count)
{
    unsigned best = 0;
    str *mine = ARENA_ARRAY(doc->scratch, str, count + 1);

    for (size_t i = 0; i < count; i++)
        mine[i] = comparable(doc->scratch, str_slice(known[i], 0, KNOWN_MOST));
    for (size_t i = 0; i < ld->count; i++) {
        const struct ld_node *node = &ld->nodes[i];
        unsigned score = node->rank * RANK_SHARE;
        if (!node->top || !node->rank)
            continue;
        if (!ld->page && node->rank == RANK_PAGE && !ld_is(node->json, "Product"))
            ld->page = node->json;
        score += json_member(node->json, "headline") ? RANK_HEADLINE : 0;
        score += json_member(node->json, "datePublished") ? RANK_DATE : 0;
        score += json_member(node->json, "author") ? RANK_AUTHOR : 0;
        score += is_known(doc, ld, node->json, mine, count) ? RANK_SAME : 0;
        if (score > best) {
            best = score;
            ld->main = node->json;
        }
    }
}
