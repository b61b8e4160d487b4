#include "meta_published.h"

#include <string.h>

#include "../base/utf8.h"
#include "../base/date_days.h"
#include "meta_date_keys.h"
#include "meta_facts.h"
#include "../base/months.h"
#include "meta_place.h"
#include "../base/url.h"

enum {
    LINE_MOST = 400, /* bytes of a line that may hold a date of publication */
    LINE_WORDS = 14, /* of a line that is a date with a few words */
    OTHER_WORDS = 9, /* of them that are not the date's */
    LINES_MOST = 40, /* blocks in which a line of date is looked for when no title is known */
};

struct sought {
    struct doc *doc;
    struct date_frame frame;
    struct place place;
    const char *from;
};

static bool try_value(struct sought *sought, str value, const char *from, struct date *date)
{
    struct date read;

    if (date->precision != DATE_NONE && !date->either)
        return true;
    if (!value.n || value.n > LINE_MOST || !date_read(value, sought->frame.hint, &read) ||
        !date_fits(&sought->frame, &read))
        return false;
    if (date->precision != DATE_NONE) {
        date_settle(date, &read);
        return true;
    }
    *date = read;
    sought->from = from;
    return true;
}

/* ---- what is said for machines ---- */

static void from_ld(struct sought *sought, const struct ld *ld, bool changed, struct date *date)
{
    static const char *const keys[2][3] = {{"datePublished", "dateCreated", "uploadDate"},
                                           {"dateModified", "dateModified", "dateModified"}};
    const json_t *const nodes[] = {ld->main, ld->page};

    for (size_t n = 0; n < 2; n++)
        for (size_t k = 0; nodes[n] && k < 3; k++)
            if (try_value(sought, ld_text(ld, nodes[n], keys[changed][k]), "json-ld", date))
                return;
}

static void from_metas(struct sought *sought, const struct meta_key *keys, size_t count,
                       struct date *date)
{
    for (size_t i = 0; i < count; i++)
        if (try_value(sought, meta_value(sought->doc, keys[i].key), keys[i].from, date))
            return;
}

/* Names that are in no list: "w-published-date", "blog:publish_time". */
static void from_other_metas(struct sought *sought, struct date *date)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(sought->doc, FACT_META, NULL, &at)))
        if (str_find(fact->key, S("publish")) != SIZE_MAX &&
            str_find(fact->key, S("publisher")) == SIZE_MAX &&
            str_find(fact->key, S("unpublish")) == SIZE_MAX &&
            try_value(sought, fact->value, "meta", date))
            return;
}

static void from_props(struct sought *sought, const char *key, struct date *date)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(sought->doc, FACT_PROP, NULL, &at)))
        if (str_find(fact->key, str_of(key)) != SIZE_MAX &&
            !place_hints_unfit(&sought->place, fact->under) &&
            try_value(sought, fact->value, "microdata", date))
            return;
}

/* ---- what is said for readers ---- */

static bool is_date_class(str words)
{
    static const char *const classes[] = {
        "pubdate",      "published",  "publish",  "entry-date",  "post-date", "datepublished",
        "article-date", "story-date", "postdate", "publication", NULL};
    return has_any_of(words, classes);
}

/* A <time>: its attribute, else its text. */
static bool time_value(struct sought *sought, const struct fact *fact, struct date *date)
{
    return try_value(sought, fact->key, "time", date) ||
           try_value(sought, fact->value, "time", date);
}

static void from_times(struct sought *sought, bool near, bool named, struct date *published,
                       struct date *modified)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(sought->doc, FACT_TIME, NULL, &at))) {
        if (place_hints_unfit(&sought->place, fact->under) ||
            (near && !place_is_near(&sought->place, fact->block)) ||
            (named && !is_date_class(fact->extra)))
            continue;
        if ((says_changed(fact->extra) && !is_date_class(fact->extra)) || says_changed(fact->value))
            time_value(sought, fact, modified);
        else
            time_value(sought, fact, published);
    }
}

static void from_elements(struct sought *sought, enum fact_kind kind, bool near,
                          struct date *published, struct date *modified)
{
    const struct fact *fact;
    size_t at = 0;

    while ((published->precision == DATE_NONE || published->either) &&
           (fact = fact_next(sought->doc, kind, NULL, &at))) {
        struct date first = {.precision = DATE_NONE}, second = first;
        if (place_hints_unfit(&sought->place, fact->under) ||
            (near && !place_is_near(&sought->place, fact->block)))
            continue;
        if (!near && !is_date_class(fact->key))
            continue;
        dates_in_line(&sought->frame, fact->value, &first, &second);
        if (says_changed(fact->key) && second.precision == DATE_NONE) {
            second = first;
            first.precision = DATE_NONE;
        }
        date_settle(published, &first);
        if (published->precision == DATE_NONE)
            *published = first;
        if (modified->precision == DATE_NONE)
            *modified = second;
        sought->from = "date";
    }
}

/* Short lines around the heading that hold little but a date. */
static void from_lines(struct sought *sought, struct date *published, struct date *modified)
{
    struct doc *doc = sought->doc;
    size_t start = place_start(&sought->place);

    for (size_t i = start; i < doc->block_count && i < start + LINES_MOST; i++) {
        struct block *block = &doc->blocks[i];
        struct date first = *published, second = *modified;
        size_t words;
        if (block->words > LINE_WORDS + OTHER_WORDS || block->text.n > LINE_MOST ||
            block->why == WHY_TITLE || !place_is_near(&sought->place, i) ||
            place_is_unfit(&sought->place, doc, block))
            continue;
        words = dates_in_line(&sought->frame, block->text, &first, &second);
        if (words > OTHER_WORDS ||
            (first.precision == published->precision && second.precision == modified->precision))
            continue;
        *published = first;
        *modified = second;
        sought->from = "text";
        if (!words)
            block_mark(block, WHY_DATELINE);
        if (published->precision != DATE_NONE)
            return;
    }
}

/* "12" or "december" */
static bool month_part(str part, uint64_t *month)
{
    char bytes[MONTH_NAME_MOST];

    if (part.n <= 2)
        return str_number(part, month);
    for (size_t i = 0; i < part.n && i < MONTH_NAME_MOST; i++)
        bytes[i] = (char)(part.p[i] | 32);
    *month = part.n < MONTH_NAME_MOST ? month_of((str){bytes, part.n}) : 0;
    return *month != 0;
}

/* ".../2016/12/23/..." or ".../2016-12-23-..." */
static void from_url(struct sought *sought, struct date *date)
{
    static const enum field addresses[] = {FIELD_URL, FIELD_CANONICAL_URL};

    for (size_t i = 0; i < 2; i++) {
        str url = sought->doc->fields[addresses[i]].text, path, part[3] = {{NULL, 0}};
        size_t host = str_find(url, S("://"));
        path = host == SIZE_MAX ? (str){NULL, 0} : str_from(url, host + 3);
        path = str_slice(path, 0, str_find_char(path, '?'));
        while (path.p && str_split(&path, '/', &part[2])) {
            uint64_t year, month, day;
            if (str_number(part[0], &year) && part[0].n == 4 && month_part(part[1], &month) &&
                str_number(part[2], &day) && part[2].n <= 2 &&
                try_value(sought,
                          str_printf(sought->doc->scratch, "%d-%02d-%02d", (int)year, (int)month,
                                     (int)day),
                          "url", date))
                return;
            if (part[2].n >= 10 && part[2].p[4] == '-' && part[2].p[7] == '-' &&
                try_value(sought, str_slice(part[2], 0, 10), "url", date))
                return;
            if (part[2].n == 8 && str_number(part[2], &year) &&
                try_value(sought, part[2], "url", date))
                return;
            part[0] = part[1];
            part[1] = part[2];
        }
    }
}

static void seek(struct sought *sought, const struct ld *ld, struct date *published,
                 struct date *modified)
{
    from_ld(sought, ld, false, published);
    from_metas(sought, published_keys, published_key_count, published);
    from_other_metas(sought, published);
    from_props(sought, "datepublished", published);
    from_times(sought, true, true, published, modified);
    from_times(sought, true, false, published, modified);
    from_elements(sought, FACT_DATE, true, published, modified);
    from_elements(sought, FACT_BYLINE, true, published, modified);
    from_lines(sought, published, modified);
    from_url(sought, published);
    from_props(sought, "datecreated", published);
    from_times(sought, false, true, published, modified);
    sought->place.unfit &= ~(uint32_t)HINT_ASIDE; /* a column beside the text */
    from_elements(sought, FACT_DATE, false, published, modified);
}

/* Lines by the title that are nothing but a date. */
static void mark_lines(struct sought *sought)
{
    struct doc *doc = sought->doc;
    size_t start = place_start(&sought->place);

    if (sought->place.title == SIZE_MAX)
        return;
    for (size_t i = start; i < doc->block_count && i < start + LINES_MOST; i++) {
        struct block *block = &doc->blocks[i];
        struct date published = {.precision = DATE_NONE}, modified = published;
        if (block->words > LINE_WORDS || block->text.n > LINE_MOST ||
            !place_is_near(&sought->place, i) || place_is_unfit(&sought->place, doc, block))
            continue;
        if (!dates_in_line(&sought->frame, block->text, &published, &modified) &&
            (published.precision != DATE_NONE || modified.precision != DATE_NONE))
            block_mark(block, WHY_DATELINE);
    }
}

/* A date that the input gave, in ISO 8601; left alone when it cannot be read. */
static void bring_into_form(struct doc *doc, enum field field, const struct date_frame *frame)
{
    struct date date;

    if (field_known(doc, field) && date_read(doc->fields[field].text, frame->hint, &date))
        doc->fields[field].text = date_iso(doc->arena, &date);
}

void published_set(struct doc *doc, const struct ld *ld)
{
    struct sought sought = {doc, date_frame_of(doc), place_of(doc), "text"};
    struct date published = {.precision = DATE_NONE}, modified = published, seen = published;
    const char *from;

    bring_into_form(doc, FIELD_FETCHED, &sought.frame);
    bring_into_form(doc, FIELD_PUBLISHED, &sought.frame);
    bring_into_form(doc, FIELD_MODIFIED, &sought.frame);
    seek(&sought, ld, &published, &seen);
    mark_lines(&sought);
    from = sought.from;
    field_set(doc, FIELD_PUBLISHED, date_iso(doc->scratch, &published), from);
    from_ld(&sought, ld, true, &modified);
    from_metas(&sought, modified_keys, modified_key_count, &modified);
    from_props(&sought, "datemodified", &modified);
    if (modified.precision == DATE_NONE) {
        modified = seen;
        sought.from = "text";
    }
    if (modified.precision != DATE_NONE &&
        (published.precision == DATE_NONE || date_compare_days(&modified, &published) >= 0))
        field_set(doc, FIELD_MODIFIED, date_iso(doc->scratch, &modified), sought.from);
}
