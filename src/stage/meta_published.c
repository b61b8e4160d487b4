#include "meta_published.h"

#include "../base/date_days.h"
#include "../base/months.h"
#include "../base/url.h"
#include "../base/utf8.h"
#include "meta_date_keys.h"
#include "meta_facts.h"
#include "meta_shown.h"
#include "meta_title_cut.h"

enum {
    OTHER_WORDS = 9,   /* most words of a line of a date that are not the date's */
    FEW_WORDS = 4,     /* the same, where the data of the page have another date */
    YEAR_LEAST = 1995, /* of a page's own date */
    HOUR = 60,         /* in minutes */
    DAY = 24 * HOUR,
    MOST_WEST = 12, /* hours that the westernmost time zone is behind */
};

static void from_ld(struct sought *sought, const struct ld *ld, bool changed, struct date *date)
{
    static const char *const keys[2][3] = {{"datePublished", "dateCreated", "uploadDate"},
                                           {"dateModified", "dateModified", "dateModified"}};
    const struct json *const nodes[] = {ld->main, ld->page};

    for (size_t n = 0; n < 2; n++)
        for (size_t k = 0; nodes[n] && k < 3; k++)
            if (date_try(sought, ld_text(ld, nodes[n], keys[changed][k]), "json-ld", date))
                return;
}

static void from_metas(struct sought *sought, const struct meta_key *keys, size_t count,
                       struct date *date)
{
    for (size_t i = 0; i < count; i++)
        if (date_try(sought, meta_value(sought->doc, keys[i].key), keys[i].from, date))
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
            date_try(sought, fact->value, "meta", date))
            return;
}

static void from_props(struct sought *sought, const char *key, struct date *date)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(sought->doc, FACT_PROP, NULL, &at)))
        if (str_find(fact->key, str_of(key)) != SIZE_MAX &&
            !place_hints_unfit(&sought->place, fact->under) &&
            date_try(sought, fact->value, "microdata", date))
            return;
}

/* A part of a title that is nothing but a day: "Boats stop | Example | 10.06.2013". */
static bool from_title_parts(struct sought *sought, str title, struct date *date)
{
    str part;

    while (title_split(&title, &part)) {
        struct date day = {.precision = DATE_NONE}, changed = day;
        if (str_has_digit(part) && !dates_in_line(&sought->frame, part, &day, &changed) &&
            day.precision >= DATE_DAY && !day.either) {
            *date = day;
            sought->from = "title";
            return true;
        }
    }
    return false;
}

static void from_title(struct sought *sought, struct date *date)
{
    const struct doc *doc = sought->doc;
    size_t at = 0;
    const struct fact *title = fact_next(doc, FACT_TITLE, NULL, &at);

    if (date->precision == DATE_NONE &&
        !from_title_parts(sought, meta_value(doc, "og:title"), date) && title)
        from_title_parts(sought, title->value, date);
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
                date_try(sought,
                         str_printf(sought->doc->scratch, "%d-%02d-%02d", (int)year, (int)month,
                                    (int)day),
                         "url", date))
                return;
            if (part[2].n >= 10 && part[2].p[4] == '-' && part[2].p[7] == '-' &&
                date_try(sought, str_slice(part[2], 0, 10), "url", date))
                return;
            if (part[2].n == 8 && str_number(part[2], &year) &&
                date_try(sought, part[2], "url", date))
                return;
            part[0] = part[1];
            part[1] = part[2];
        }
    }
}

/* The hour that the data give, where its offset is known, may be on the day shown in some time
 * zone; unless the address has the other day too. */
static bool may_be_same(const struct sought *sought, const struct date *said,
                        const struct date *shown)
{
    struct sought again = *sought;
    struct date addressed = {.precision = DATE_NONE};
    int64_t minutes = date_day_number(said) * DAY + said->hour * HOUR + said->minute;

    if (said->precision < DATE_MINUTE || !said->has_offset ||
        minutes - said->offset - MOST_WEST * HOUR >= (date_day_number(shown) + 1) * DAY)
        return false;
    from_url(&again, &addressed);
    return addressed.precision == DATE_NONE || date_compare_days(&addressed, shown);
}

/* A page that was moved or saved anew has the day of that in its data; readers are shown the day on
 * which it came out. */
static void prefer_earlier(struct sought *sought, const struct date *changed,
                           struct date *published)
{
    struct date shown = {.precision = DATE_NONE}, modified = shown;
    struct sought again = *sought;

    again.other_words = FEW_WORDS;
    shown_near(&again, &shown, &modified);
    if (changed->precision != DATE_NONE && !date_compare_days(changed, published))
        shown_only(&again, &shown);
    if (shown.precision >= DATE_DAY && shown.year >= YEAR_LEAST && !shown.either &&
        date_compare_days(&shown, published) < 0 && !may_be_same(sought, published, &shown)) {
        *published = shown;
        sought->from = again.from;
    }
}

/* What the page says in so many words counts more. */
static void prefer_original(struct sought *sought, struct date *published)
{
    struct date original = {.precision = DATE_NONE};

    shown_original(sought, &original);
    if (original.precision >= DATE_DAY && original.year >= YEAR_LEAST &&
        (published->precision == DATE_NONE || date_compare_days(&original, published) < 0)) {
        *published = original;
        sought->from = "text";
    }
}

static void seek(struct sought *sought, const struct ld *ld, const struct date *changed,
                 struct date *published, struct date *modified)
{
    from_ld(sought, ld, false, published);
    from_metas(sought, published_keys, published_key_count, published);
    from_other_metas(sought, published);
    from_props(sought, "datepublished", published);
    if (published->precision != DATE_NONE && !published->either)
        prefer_earlier(sought, changed, published);
    shown_near(sought, published, modified);
    from_url(sought, published);
    from_props(sought, "datecreated", published);
    shown_times(sought, published, modified);
    shown_of_post(sought, published);
    shown_far(sought, published, modified);
    shown_elements(sought, published, modified);
    prefer_original(sought, published);
    from_title(sought, published);
    if (published->precision == DATE_NONE && changed->precision == DATE_NONE)
        shown_month(sought, published);
}

/* A date that the input gave, in ISO 8601; left alone when it cannot be read. */
static void bring_into_form(struct doc *doc, enum field field, const struct date_frame *frame)
{
    struct date_hint hint = frame->hint;
    struct date date;

    hint.old = true;
    if (field_known(doc, field) && date_read(doc->fields[field].text, hint, &date))
        doc->fields[field].text = date_iso(doc->arena, &date);
}

void published_set(struct doc *doc, const struct ld *ld)
{
    struct sought sought = {doc, date_frame_of(doc), place_of(doc), "text", OTHER_WORDS}, changed;
    struct date published = {.precision = DATE_NONE}, modified = published, seen = published;

    if (sought.place.title == SIZE_MAX)
        sought.place.title = place_like_title(doc);
    bring_into_form(doc, FIELD_FETCHED, &sought.frame);
    bring_into_form(doc, FIELD_PUBLISHED, &sought.frame);
    bring_into_form(doc, FIELD_MODIFIED, &sought.frame);
    changed = sought;
    from_ld(&changed, ld, true, &modified);
    from_metas(&changed, modified_keys, modified_key_count, &modified);
    from_props(&changed, "datemodified", &modified);
    seek(&sought, ld, &modified, &published, &seen);
    shown_mark(&sought);
    field_set(doc, FIELD_PUBLISHED, date_iso(doc->scratch, &published), sought.from);
    if (modified.precision == DATE_NONE) {
        modified = seen;
        changed.from = "text";
    }
    if (modified.precision != DATE_NONE) /* nothing else is known of its day */
        field_set(doc, FIELD_PUBLISHED, date_iso(doc->scratch, &modified), changed.from);
    if (modified.precision != DATE_NONE &&
        (published.precision == DATE_NONE || date_compare_days(&modified, &published) >= 0))
        field_set(doc, FIELD_MODIFIED, date_iso(doc->scratch, &modified), changed.from);
}
