#include "jsonl_fields.h"

#include "../base/utf8.h"
#include "jsonl_names.h"
#include "jsonl_values.h"

enum {
    FIELD_BYTES = 1 << 16, /* most of a title, an address, a list of authors ... */
    LEAST_STATUS = 100,
    MOST_STATUS = 599,
    OVER = 8,      /* read past the ceiling, more than a character, to see that there is more */
    ASKED_FOR = 0, /* rank of a member that --field names; those of the table follow */
};

/* The best member found for each role. */
struct choice {
    const struct json *value;
    unsigned rank;
};

struct choices {
    struct choice of[ROLE_COUNT];
    bool has_body; /* there is a member for it, if only an empty one */
};

static bool is_body(unsigned role)
{
    return role == ROLE_HTML || role == ROLE_TEXT;
}

static bool is_empty(const struct json *value)
{
    if (json_is(value, JSON_KIND_STRING))
        return !value->text.n;
    if (json_is(value, JSON_KIND_ARRAY))
        return !json_items(value);
    return !json_is(value, JSON_KIND_OBJECT) && !json_is_numeric(value);
}

static void choose(struct choices *choices, unsigned role, const struct json *value, unsigned rank)
{
    struct choice *choice = &choices->of[role];

    /* "article": {...} and "content": 17 hold no text that could be taken. */
    if (is_body(role) && !json_is_numeric(value) && json_kind_of(value) != JSON_KIND_OBJECT)
        choices->has_body = true;
    if (is_empty(value) || (choice->value && choice->rank <= rank))
        return;
    if (is_body(role) && (json_is_numeric(value) ||
                          (json_is(value, JSON_KIND_OBJECT) && !json_member(value, "rendered"))))
        return;
    *choice = (struct choice){value, rank};
}

/* A member by its name, or by the names on the way to it: "data.article.html". */
static const struct json *find(const struct json *object, str path)
{
    const struct json *value = json_member_named(object, path);
    str name;

    if (value)
        return value;
    for (value = object; value && str_split(&path, '.', &name);)
        value = json_member_named(value, name);
    return value;
}

static unsigned role_of(str rename, str *path)
{
    size_t equals = str_find_char(rename, '=');
    unsigned ignored;

    if (equals == SIZE_MAX || equals + 1 == rename.n)
        return ROLE_NONE;
    *path = str_from(rename, equals + 1);
    return jsonl_role(str_slice(rename, 0, equals), &ignored);
}

const char *jsonl_bad_rename(const struct text_list *renames)
{
    str path;

    for (size_t i = 0; i < renames->count; i++)
        if (role_of(str_of(renames->items[i]), &path) == ROLE_NONE)
            return renames->items[i];
    return NULL;
}

static void choose_all(struct choices *choices, const struct json *object,
                       const struct text_list *renames)
{
    const struct json *value;

    for (size_t i = 0; i < renames->count; i++) {
        str path;
        unsigned role = role_of(str_of(renames->items[i]), &path);
        const struct json *named = role == ROLE_NONE ? NULL : find(object, path);
        if (named)
            choose(choices, role, named, ASKED_FOR);
    }
    for (size_t i = 0; (value = json_member_at(object, i)); i++) {
        unsigned rank = 0, role = jsonl_role(value->key, &rank);
        if (role != ROLE_NONE)
            choose(choices, role, value, ASKED_FOR + 1 + rank);
    }
}

static bool has_body(const struct choices *choices)
{
    return choices->has_body || choices->of[ROLE_HTML].value || choices->of[ROLE_TEXT].value;
}

/* {"_id": .., "_source": {..}}: exports of search engines and answers of APIs put the article one
 * level down. The first member that has a body is it; what stands around it goes before. */
static void choose_within(struct choices *choices, const struct json *object,
                          const struct text_list *renames)
{
    const struct json *value;

    for (size_t i = 0; (value = json_member_at(object, i)); i++) {
        struct choices inner = {0};
        if (!json_is(value, JSON_KIND_OBJECT))
            continue;
        choose_all(&inner, value, renames);
        if (!has_body(&inner))
            continue;
        for (unsigned role = 0; role < ROLE_COUNT; role++)
            if (!choices->of[role].value)
                choices->of[role] = inner.of[role];
        choices->has_body = true;
        return;
    }
}

static bool is_list_of_articles(const struct json *value, const struct text_list *renames)
{
    const struct json *first = json_item(value, 0);
    struct choices choices = {0};

    if (!json_is(first, JSON_KIND_OBJECT))
        return false;
    choose_all(&choices, first, renames);
    if (!has_body(&choices))
        choose_within(&choices, first, renames);
    return has_body(&choices);
}

static const struct json *list_within(const struct json *object, const struct text_list *renames)
{
    const struct json *value;

    for (size_t i = 0; (value = json_member_at(object, i)); i++) {
        if (is_list_of_articles(value, renames))
            return value;
    }
    return NULL;
}

/* The first list of articles in the object or in a member of it. */
static const struct json *find_articles(const struct json *object, const struct text_list *renames)
{
    const struct json *list = list_within(object, renames);
    const struct json *value;

    for (size_t i = 0; (value = json_member_at(object, i)); i++) {
        if (!list && json_is(value, JSON_KIND_OBJECT))
            list = list_within(value, renames);
    }
    return list;
}

/* ---- what is chosen, into the document ---- */

/* The page itself says most; a text wins when only that was asked for by --field. */
static void fill_body(struct doc *doc, const struct choices *choices, size_t page_bytes)
{
    const struct choice *html = &choices->of[ROLE_HTML], *text = &choices->of[ROLE_TEXT];
    bool is_page =
        html->value && (!text->value || text->rank != ASKED_FOR || html->rank == ASKED_FOR);
    str body =
        jsonl_texts(doc->arena, is_page ? html->value : text->value, page_bytes + OVER, false);

    if (body.n > page_bytes) {
        body = str_slice(body, 0, page_bytes);
        body = str_slice(body, 0, utf8_valid(body));
        doc_flag(doc, FLAG_TRUNCATED);
    }
    doc->raw = str_dup(doc->arena, body);
    doc->is_text = is_page ? str_find_char(body, '<') == SIZE_MAX : !jsonl_is_html(body);
    doc->is_markdown =
        doc->is_text && !is_page && text->value && str_eq_nocase(text->value->key, S("markdown"));
    /* A JSON string is decoded already, whatever its <meta charset> says. */
    doc->http_type = doc->is_text ? S("text/plain; charset=utf-8") : S("text/html; charset=utf-8");
}

static void fill_site(struct doc *doc, str site)
{
    bool is_path = str_find_char(site, '/') != SIZE_MAX;
    bool is_domain = str_find_char(site, '.') != SIZE_MAX && str_find_char(site, ' ') == SIZE_MAX;

    /* Of an address the registrable domain is known better than a dump tells it. */
    if (is_path)
        return;
    if (!is_domain)
        field_set(doc, FIELD_SITE_NAME, site, "input");
    else if (!field_known(doc, FIELD_URL))
        field_set(doc, FIELD_SITE, str_lower(doc->arena, site), "input");
}

/* The primary subtag of "en-US" or "pt_BR"; empty for what is no language tag ("English"). */
static str primary_subtag(struct arena *arena, str lang)
{
    size_t n = 0;

    lang = str_lower(arena, str_trim(lang));
    while (n < lang.n && is_ascii_lower(lang.p[n]))
        n++;
    if (n < 2 || n > 3 || (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_'))
        return (str){NULL, 0};
    return str_slice(lang, 0, n);
}

/* Lines of names, each without the "By" that a byline begins with. */
static str without_by(struct arena *arena, str names)
{
    struct buf out = buf_new(arena, names.n + 1);
    str name;

    while (str_split(&names, '\n', &name)) {
        if (out.n)
            buf_char(&out, '\n');
        buf_str(&out, str_starts_nocase(name, S("by ")) ? str_trim(str_from(name, 3)) : name);
    }
    return buf_text(&out);
}

static str value_of(struct doc *doc, unsigned role, const struct json *value)
{
    switch (role) {
    case FIELD_PUBLISHED:
    case FIELD_MODIFIED:
    case FIELD_FETCHED:
        return jsonl_date(doc->arena, value, FIELD_BYTES);
    case FIELD_AUTHORS:
        return without_by(doc->arena, jsonl_texts(doc->arena, value, FIELD_BYTES, true));
    case FIELD_LANG:
        return primary_subtag(doc->arena, jsonl_text(doc->arena, value, FIELD_BYTES));
    default:
        if (json_is(value, JSON_KIND_ARRAY))
            value = json_item(value, 0);
        return jsonl_text(doc->arena, value, FIELD_BYTES);
    }
}

static void fill_status(struct doc *doc, const struct json *value)
{
    uint64_t status;

    if (value && str_number(jsonl_text(doc->arena, value, FIELD_BYTES), &status) &&
        status >= LEAST_STATUS && status <= MOST_STATUS)
        doc->status = (uint32_t)status;
}

bool jsonl_fill(struct doc *doc, const struct json *object, const struct text_list *renames,
                size_t page_bytes, const struct json **articles)
{
    struct choices choices = {0};

    choose_all(&choices, object, renames);
    if (!has_body(&choices))
        choose_within(&choices, object, renames);
    if (articles) {
        *articles = has_body(&choices) ? NULL : find_articles(object, renames);
        if (*articles)
            return false;
    }
    for (unsigned role = 0; role < FIELD_COUNT; role++) {
        str text = value_of(doc, role, choices.of[role].value);
        if (role == FIELD_ID)
            doc->given_id = str_dup(doc->arena, str_trim(text));
        else
            field_set(doc, (enum field)role, text, "input");
    }
    fill_site(doc, value_of(doc, ROLE_SITE, choices.of[ROLE_SITE].value));
    fill_site(doc, value_of(doc, ROLE_SOURCE, choices.of[ROLE_SOURCE].value));
    fill_status(doc, choices.of[ROLE_STATUS].value);
    if (has_body(&choices))
        fill_body(doc, &choices, page_bytes);
    return has_body(&choices);
}
