/* What a page's address says: words of its path and host, depth, a date. */
#include "judge_signs.h"

enum {
    SLUG_HYPHENS = 3, /* "how-to-repair-a-roof" */
    SHALLOW = 1,      /* segments of the path */
};

struct word_row {
    const char *word;
    enum sign sign;
};

/* Whole segments of a path. */
static const struct word_row path_words[] = {
    {"blog", SIGN_URL_ARTICLE},
    {"blogs", SIGN_URL_ARTICLE},
    {"news", SIGN_URL_ARTICLE},
    {"article", SIGN_URL_ARTICLE},
    {"articles", SIGN_URL_ARTICLE},
    {"story", SIGN_URL_ARTICLE},
    {"post", SIGN_URL_ARTICLE},
    {"posts", SIGN_URL_ARTICLE},
    {"insights", SIGN_URL_ARTICLE},
    {"magazine", SIGN_URL_ARTICLE},
    {"resources", SIGN_URL_ARTICLE},
    {"press-release", SIGN_URL_ARTICLE},
    {"opinion", SIGN_URL_ARTICLE},
    {"nachrichten", SIGN_URL_ARTICLE},
    {"artikel", SIGN_URL_ARTICLE},
    {"noticias", SIGN_URL_ARTICLE},
    {"actualites", SIGN_URL_ARTICLE},
    {"notizie", SIGN_URL_ARTICLE},
    {"product", SIGN_URL_PRODUCT},
    {"products", SIGN_URL_PRODUCT},
    {"item", SIGN_URL_PRODUCT},
    {"itm", SIGN_URL_PRODUCT},
    {"ip", SIGN_URL_PRODUCT},
    {"dp", SIGN_URL_PRODUCT},
    {"p", SIGN_URL_PRODUCT},
    {"pd", SIGN_URL_PRODUCT},
    {"pdp", SIGN_URL_PRODUCT},
    {"produkt", SIGN_URL_PRODUCT},
    {"producto", SIGN_URL_PRODUCT},
    {"produit", SIGN_URL_PRODUCT},
    {"collections", SIGN_URL_COLLECTION},
    {"collection", SIGN_URL_COLLECTION},
    {"shop", SIGN_URL_COLLECTION},
    {"store", SIGN_URL_COLLECTION},
    {"c", SIGN_URL_COLLECTION},
    {"b", SIGN_URL_COLLECTION},
    {"cat", SIGN_URL_COLLECTION},
    {"cp", SIGN_URL_COLLECTION},
    {"browse", SIGN_URL_COLLECTION},
    {"product-category", SIGN_URL_COLLECTION},
    {"kategorie", SIGN_URL_COLLECTION},
    {"category", SIGN_URL_LISTING},
    {"categories", SIGN_URL_LISTING},
    {"tag", SIGN_URL_LISTING},
    {"tags", SIGN_URL_LISTING},
    {"topics", SIGN_URL_LISTING},
    {"list", SIGN_URL_LISTING},
    {"search", SIGN_URL_LISTING},
    {"archive", SIGN_URL_LISTING},
    {"archives", SIGN_URL_LISTING},
    {"author", SIGN_URL_LISTING},
    {"page", SIGN_URL_LISTING},
    {"section", SIGN_URL_LISTING},
    {"directory", SIGN_URL_LISTING},
    {"jobs", SIGN_URL_LISTING},
    {"events", SIGN_URL_LISTING},
    {"t", SIGN_URL_FORUM},
    {"forum", SIGN_URL_FORUM},
    {"forums", SIGN_URL_FORUM},
    {"thread", SIGN_URL_FORUM},
    {"threads", SIGN_URL_FORUM},
    {"topic", SIGN_URL_FORUM},
    {"questions", SIGN_URL_FORUM},
    {"comments", SIGN_URL_FORUM},
    {"discussion", SIGN_URL_FORUM},
    {"discussions", SIGN_URL_FORUM},
    {"community", SIGN_URL_FORUM},
    {"showthread.php", SIGN_URL_FORUM},
    {"viewtopic.php", SIGN_URL_FORUM},
    {"talk", SIGN_URL_FORUM},
    {"board", SIGN_URL_FORUM},
    {"docs", SIGN_URL_DOCUMENT},
    {"doc", SIGN_URL_DOCUMENT},
    {"documentation", SIGN_URL_DOCUMENT},
    {"reference", SIGN_URL_DOCUMENT},
    {"api", SIGN_URL_DOCUMENT},
    {"manual", SIGN_URL_DOCUMENT},
    {"guide", SIGN_URL_DOCUMENT},
    {"userguide", SIGN_URL_DOCUMENT},
    {"tutorial", SIGN_URL_DOCUMENT},
    {"tutorials", SIGN_URL_DOCUMENT},
    {"handbook", SIGN_URL_DOCUMENT},
    {"wiki", SIGN_URL_DOCUMENT},
    {"help", SIGN_URL_DOCUMENT},
    {"stable", SIGN_URL_DOCUMENT},
    {"latest", SIGN_URL_DOCUMENT},
    {"services", SIGN_URL_SERVICE},
    {"service", SIGN_URL_SERVICE},
    {"solutions", SIGN_URL_SERVICE},
    {"pricing", SIGN_URL_SERVICE},
    {"features", SIGN_URL_SERVICE},
    {"about", SIGN_URL_SERVICE},
    {"programs", SIGN_URL_SERVICE},
    {"platform", SIGN_URL_SERVICE},
    {"industries", SIGN_URL_SERVICE},
    {"course", SIGN_URL_SERVICE},
    {"courses", SIGN_URL_SERVICE},
    {"insurance", SIGN_URL_SERVICE},
};

/* Labels of a host. */
static const struct word_row host_words[] = {
    {"forum", SIGN_HOST_FORUM},         {"forums", SIGN_HOST_FORUM},
    {"community", SIGN_HOST_FORUM},     {"discuss", SIGN_HOST_FORUM},
    {"discussion", SIGN_HOST_FORUM},    {"discussions", SIGN_HOST_FORUM},
    {"talk", SIGN_HOST_FORUM},          {"bbs", SIGN_HOST_FORUM},
    {"boards", SIGN_HOST_FORUM},        {"stackexchange", SIGN_HOST_FORUM},
    {"stackoverflow", SIGN_HOST_FORUM}, {"reddit", SIGN_HOST_FORUM},
    {"docs", SIGN_HOST_DOCUMENT},       {"doc", SIGN_HOST_DOCUMENT},
    {"developer", SIGN_HOST_DOCUMENT},  {"developers", SIGN_HOST_DOCUMENT},
    {"wiki", SIGN_HOST_DOCUMENT},       {"help", SIGN_HOST_DOCUMENT},
    {"support", SIGN_HOST_DOCUMENT},    {"manual", SIGN_HOST_DOCUMENT},
    {"learn", SIGN_HOST_DOCUMENT},      {"readthedocs", SIGN_HOST_DOCUMENT},
    {"shop", SIGN_HOST_SHOP},           {"store", SIGN_HOST_SHOP},
    {"blog", SIGN_HOST_BLOG},           {"blogs", SIGN_HOST_BLOG},
    {"news", SIGN_HOST_BLOG},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void look_up(struct signs *signs, str word, const struct word_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(word, str_of(rows[i].word)))
            signs->has[rows[i].sign] = true;
}

str doc_address(const struct doc *doc)
{
    if (doc->fields[FIELD_URL].text.n)
        return doc->fields[FIELD_URL].text;
    if (doc->fields[FIELD_CANONICAL_URL].text.n)
        return doc->fields[FIELD_CANONICAL_URL].text;
    for (size_t i = 0; i < doc->fact_count; i++) {
        const struct fact *fact = &doc->facts[i];
        if ((fact->kind == FACT_LINK && str_eq(fact->key, S("canonical"))) ||
            (fact->kind == FACT_META && str_eq(fact->key, S("og:url"))))
            return fact->value;
    }
    return (str){NULL, 0};
}

/* "2024" with a month behind it, or 2024-05-17 within a segment. */
static bool is_year(str s)
{
    uint64_t year;

    return s.n == 4 && str_number(s, &year) && year > 1990 && year < 2100;
}

static void path_signs(struct signs *signs, str path)
{
    str part, last = {NULL, 0};
    size_t parts = 0, hyphens = 0, end;

    if ((end = str_find_char(path, '?')) != SIZE_MAX ||
        (end = str_find_char(path, '#')) != SIZE_MAX)
        path = str_slice(path, 0, end);
    while (str_split(&path, '/', &part)) {
        if (!part.n)
            continue;
        if (is_year(part))
            signs->has[SIGN_URL_DATE] = true;
        look_up(signs, part, path_words, COUNT(path_words));
        last = part;
        parts++;
    }
    for (size_t i = 0; i < last.n; i++)
        hyphens += last.p[i] == '-' || last.p[i] == '_';
    signs->has[SIGN_URL_HOME] = parts == 0;
    signs->has[SIGN_URL_SHALLOW] = parts == SHALLOW;
    signs->has[SIGN_URL_SLUG] = hyphens >= SLUG_HYPHENS;
}

void signs_of_address(const struct doc *doc, struct signs *signs)
{
    str rest = doc_address(doc), host, label;
    size_t at = str_find(rest, S("://"));

    if (at == SIZE_MAX)
        return;
    rest = str_from(rest, at + 3);
    at = str_find_char(rest, '/');
    host = at == SIZE_MAX ? rest : str_slice(rest, 0, at);
    path_signs(signs, at == SIZE_MAX ? (str){NULL, 0} : str_from(rest, at));
    while (str_split(&host, '.', &label))
        look_up(signs, label, host_words, COUNT(host_words));
}
