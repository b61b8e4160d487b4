#include "meta_shown.h"

#include "../base/date_days.h"
#include "../base/utf8.h"
#include "meta_facts.h"

enum {
    LINE_MOST = 400, /* bytes of a line that may hold a date of publication */
    LINE_WORDS = 14, /* of a line that is a date with a few words */
    MORE_WORDS = 9,  /* of one that may hold more */
    FEW_WORDS = 4,   /* of a line at the foot that are not the date's */
    MONTH_WORDS = 3, /* of a line that is a month and a year */
    LABEL_WORDS = 3, /* of a label before a line that is a date */
    ZONE_DAYS = 1,   /* that a time zone may lie between two days */
    NOTE_WORDS = 60, /* of a block that says when the text came out first */
    NOTE_REACH = 16, /* bytes from there to the date: " on ", white space of the page */
    LINES_MOST = 40, /* blocks in which a line of date is looked for when no title is known */
};

bool date_try(struct sought *sought, str value, const char *from, struct date *date)
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

static bool is_date_class(str words)
{
    static const char *const classes[] = {
        "pubdate",      "published",  "publish",  "entry-date",  "post-date", "datepublished",
        "article-date", "story-date", "postdate", "publication", NULL};
    return has_any_of(words, classes);
}

/* Whether the text of a <time> says that the page came out on an earlier day than its attribute
 * names: it was saved anew on that. */
static bool says_earlier(const struct sought *sought, const struct fact *fact, struct date *said)
{
    struct date saved;
    size_t from, to;

    return date_is_labelled(&sought->frame, fact->value) &&
           date_find(fact->value, 0, sought->frame.hint, said, &from, &to) &&
           said->precision >= DATE_DAY && !said->either &&
           date_read(fact->key, sought->frame.hint, &saved) &&
           date_day_number(said) + ZONE_DAYS < date_day_number(&saved);
}

/* A <time>: its attribute, else its text. */
static bool time_value(struct sought *sought, const struct fact *fact, struct date *date)
{
    struct date said;

    if (says_earlier(sought, fact, &said))
        return date_try(sought, date_iso(sought->doc->scratch, &said), "time", date);
    return date_try(sought, fact->key, "time", date) || date_try(sought, fact->value, "time", date);
}

static void from_times(struct sought *sought, bool near, bool named, struct date *published,
                       struct date *modified)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(sought->doc, FACT_TIME, NULL, &at))) {
        if ((near ? place_beside_unfit : place_hints_unfit)(&sought->place, fact->under) ||
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
        if ((near ? place_beside_unfit : place_hints_unfit)(&sought->place, fact->under) ||
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

/* A row of a table that is more than one cell: pages laid out in a table have rows as well. */
static bool has_cells(const struct block *block)
{
    return block->kind == BLOCK_ROW && str_find(block->text, S(" | ")) != SIZE_MAX;
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
        if (block->words > LINE_WORDS + MORE_WORDS || block->text.n > LINE_MOST ||
            block->why == WHY_TITLE || has_cells(block) || !place_is_near(&sought->place, i) ||
            place_is_unfit(&sought->place, doc, block))
            continue;
        words = dates_in_line(&sought->frame, block->text, &first, &second);
        if ((words > sought->other_words && !date_is_labelled(&sought->frame, block->text)) ||
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

static uint32_t hints_of(const struct doc *doc, const struct block *block)
{
    return doc->box_count ? doc->boxes[block->box].under : 0;
}

/* Whether no other day was given before; *only is it then. */
static bool is_only(struct date *only, const struct date *date)
{
    if (only->precision != DATE_NONE && date_compare_days(only, date))
        return false;
    *only = *date;
    return true;
}

/* The only day that elements further away name: cards of other articles have their own. */
static void from_far_elements(struct sought *sought, struct date *published)
{
    struct date only = {.precision = DATE_NONE};
    const struct fact *fact;
    size_t at = 0;

    if (published->precision != DATE_NONE)
        return;
    while ((fact = fact_next(sought->doc, FACT_DATE, NULL, &at))) {
        struct date first = {.precision = DATE_NONE}, second = first;
        if (place_beside_unfit(&sought->place, fact->under) || fact->value.n > LINE_MOST)
            continue;
        dates_in_line(&sought->frame, fact->value, &first, &second);
        if (first.precision == DATE_NONE)
            continue;
        if (!is_only(&only, &first))
            return;
    }
    *published = only;
    if (only.precision != DATE_NONE)
        sought->from = "date";
}

/* A label in a block of its own before the date: "Publish date", "Written by Jane Roe". */
static bool is_dated_by_label(const struct doc *doc, size_t block)
{
    const struct block *label = &doc->blocks[block - 1];

    bool dated = (label->words <= LABEL_WORDS && date_label(label->text)) ||
                 (label->words <= LINE_WORDS && str_starts_nocase(label->text, S("written by")));

    return dated && !says_changed(label->text);
}

/* Anywhere on the page: a line that is nothing but a date and what it is of. */
static void from_foot(struct sought *sought, struct date *published, struct date *modified)
{
    const struct doc *doc = sought->doc;

    for (size_t i = 0; i < doc->block_count && published->precision == DATE_NONE; i++) {
        const struct block *block = &doc->blocks[i];
        struct date first = {.precision = DATE_NONE}, second = *modified;
        size_t label, words;
        if (block->words > LINE_WORDS || block->text.n > LINE_MOST || !str_has_digit(block->text))
            continue;
        label = date_label(block->text);
        words = label ? FEW_WORDS + count_words(str_slice(block->text, 0, label)) : 0;
        if (has_cells(block) || (!words && !(i && is_dated_by_label(doc, i))) ||
            place_beside_unfit(&sought->place, hints_of(doc, block)) ||
            dates_in_line(&sought->frame, block->text, &first, &second) > words)
            continue;
        *published = first;
        *modified = second;
        sought->from = "text";
    }
}

/* By the title. */
void shown_near(struct sought *sought, struct date *published, struct date *modified)
{
    from_times(sought, true, true, published, modified);
    from_times(sought, true, false, published, modified);
    from_elements(sought, FACT_DATE, true, published, modified);
    from_elements(sought, FACT_BYLINE, true, published, modified);
    from_lines(sought, published, modified);
}

void shown_times(struct sought *sought, struct date *published, struct date *modified)
{
    from_times(sought, false, true, published, modified);
}

void shown_only(struct sought *sought, struct date *published)
{
    struct date only = {.precision = DATE_NONE};
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(sought->doc, FACT_TIME, NULL, &at))) {
        struct date date = {.precision = DATE_NONE};
        if (place_hints_unfit(&sought->place, fact->under) || !is_date_class(fact->extra) ||
            !time_value(sought, fact, &date))
            continue;
        if (!is_only(&only, &date))
            return;
    }
    if (published->precision == DATE_NONE)
        *published = only;
}

void shown_month(struct sought *sought, struct date *published)
{
    const struct doc *doc = sought->doc;
    size_t start = place_start(&sought->place);

    for (size_t i = start; i < doc->block_count && i < start + LINES_MOST; i++) {
        const struct block *block = &doc->blocks[i];
        struct date date;
        if (block->words <= MONTH_WORDS && place_is_near(&sought->place, i) &&
            !place_is_unfit(&sought->place, doc, block) &&
            date_read(block->text, sought->frame.hint, &date) && date.precision == DATE_MONTH &&
            date_fits(&sought->frame, &date)) {
            *published = date;
            sought->from = "text";
            return;
        }
    }
}

void shown_original(struct sought *sought, struct date *published)
{
    static const char *const notes[] = {"originally published",       "zuerst veröffentlicht",
                                        "publié initialement",        "publicado originalmente",
                                        "pubblicato originariamente", "originally posted"};
    const struct doc *doc = sought->doc;

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        if (block->words > NOTE_WORDS || !str_has_digit(block->text))
            continue;
        for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
            size_t at = str_find(block->text, str_of(notes[k])), from, to;
            struct date date;
            if (at == SIZE_MAX)
                continue;
            at += str_of(notes[k]).n;
            if (date_find(block->text, at, sought->frame.hint, &date, &from, &to) &&
                from <= at + NOTE_REACH && date_fits(&sought->frame, &date) &&
                !place_beside_unfit(&sought->place, hints_of(doc, block))) {
                *published = date;
                return;
            }
        }
    }
}

/* Behind the text and in a footer, where nothing else is looked for. */
static bool is_post_place(const struct doc *doc, const struct block *block)
{
    return !(hints_of(doc, block) & (HINT_COMMENTS | HINT_RELATED | HINT_HIDDEN | HINT_NAV));
}

void shown_of_post(struct sought *sought, struct date *published)
{
    struct date only = {.precision = DATE_NONE};
    const struct doc *doc = sought->doc;

    for (size_t i = 0; i < doc->block_count && published->precision == DATE_NONE; i++) {
        const struct block *block = &doc->blocks[i];
        struct date date;
        size_t from, to;
        if (block->words > NOTE_WORDS || !str_has_digit(block->text) ||
            !says_of_post(block->text) || !is_post_place(doc, block) ||
            !date_find(block->text, 0, sought->frame.hint, &date, &from, &to) ||
            !date_fits(&sought->frame, &date))
            continue;
        if (!is_only(&only, &date)) /* a page of several posts */
            return;
    }
    if (only.precision == DATE_NONE)
        return;
    *published = only;
    sought->from = "text";
}

void shown_elements(struct sought *sought, struct date *published, struct date *modified)
{
    sought->place.unfit &= ~(uint32_t)HINT_ASIDE; /* a column beside the text */
    from_elements(sought, FACT_DATE, false, published, modified);
}

void shown_far(struct sought *sought, struct date *published, struct date *modified)
{
    from_far_elements(sought, published);
    from_foot(sought, published, modified);
}

/* Lines by the title that are nothing but a date. */
void shown_mark(struct sought *sought)
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
