#include "meta_name_line.h"

#include "../base/utf8.h"
#include "meta_author_labels.h"
#include "meta_author_words.h"
#include "meta_date_line.h"
#include "meta_facts.h"

enum {
    BEFORE = 3, /* blocks before the title that are looked at, and behind it */
    BEHIND = 5,
    BESIDE = 3,      /* blocks between a name and a date */
    LINE_WORDS = 14, /* and bytes, of a line with a date */
    LINE_BYTES = 160,
    NAME_BYTES = 60,
    WORD_LEAST = 3,  /* letters of a word that is looked for in the text */
    WORD_BYTES = 40, /* and its most bytes */
};

struct window {
    const struct doc *doc;
    const struct place *place;
    struct date_frame frame;
    size_t first, end;
};

/* The line before and behind its date; false: there is none. */
static bool split_date(const struct window *window, size_t i, str *before, str *behind)
{
    const struct block *block = &window->doc->blocks[i];
    struct date date;
    size_t from, to;

    if (block->words > LINE_WORDS || block->text.n > LINE_BYTES || block->why == WHY_TITLE ||
        !date_find(block->text, 0, window->frame.hint, &date, &from, &to))
        return false;
    *before = str_slice(block->text, 0, from);
    *behind = str_from(block->text, to);
    return true;
}

static bool is_beside_date(const struct window *window, size_t i)
{
    size_t k = i > window->first + BESIDE ? i - BESIDE : window->first;
    str before, behind;

    for (; k < window->end && k <= i + BESIDE; k++)
        if (k != i && split_date(window, k, &before, &behind))
            return true;
    return false;
}

/* The word as it stands within a sentence: in lower case, with no letter around it. */
static bool stands_in(str text, str word)
{
    for (size_t at = 0, found; (found = str_find(str_from(text, at), word)) != SIZE_MAX;) {
        size_t behind = at + found + word.n, next = behind;
        bool begins = at + found == 0 || text.p[at + found - 1] == ' ';
        if (begins && (behind == text.n || !is_word_char(utf8_next(text, &next))))
            return true;
        at += found + 1;
    }
    return false;
}

/* "Project Management" beside a date is a section: its words are in the text without their
 * capitals, as those of a name are not. */
static bool is_of_text(const struct doc *doc, str name)
{
    str word;

    while (str_split(&name, ' ', &word)) {
        struct buf lower = buf_new(doc->scratch, WORD_BYTES);
        if (word.n < WORD_LEAST || word.n * 2 > WORD_BYTES)
            continue;
        for (size_t at = 0; at < word.n;)
            buf_utf8(&lower, to_lower_char(utf8_next(word, &at)));
        for (size_t i = 0; i < doc->block_count; i++)
            if (stands_in(doc->blocks[i].text, buf_text(&lower)))
                return true;
    }
    return false;
}

/* "· Jane Roe in Travel": what stands between the marks, up to a word that ends a name. */
static str cut_name(str s)
{
    static const char *const ends[] = {" in ", " on ",       " for ",   " | ", " • ",
                                       " · ",  " / ",        " – ",     " — ", " - ",
                                       ", ",   " Published", " Updated"};
    while (s.n) {
        size_t at = 0;
        if (is_word_char(utf8_next(s, &at)))
            break;
        s = str_from(s, at);
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        s = str_slice(s, 0, str_find(s, str_of(ends[i])));
    s = str_trim(s);
    while (s.n && (s.p[s.n - 1] == '|' || s.p[s.n - 1] == ',' || s.p[s.n - 1] == '-'))
        s = str_trim(str_slice(s, 0, s.n - 1));
    return s;
}

/* The names of the site and of the section, which many pages have by the date as well, are in their
 * head too. */
static bool is_of_head(const struct doc *doc, str name)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(doc, FACT_TITLE, NULL, &at)))
        if (str_find_nocase(fact->value, name) != SIZE_MAX)
            return true;
    return str_eq_nocase(meta_value(doc, "article:section"), name);
}

static bool is_name(const struct doc *doc, str name)
{
    return name.n && name.n <= NAME_BYTES && author_looks_person(name) && !author_has_role(name) &&
           !is_of_head(doc, name) && !is_of_text(doc, name);
}

/* All of a list, or none: "Jane Roe, John Doe and Max Muster". */
static bool add_name(struct authors *authors, const struct doc *doc, str names)
{
    size_t before = authors->count, skip, at;
    str rest, name;

    names = rest = str_trim(str_from(names, author_label(names, true)));
    do {
        at = author_joint(rest, &skip);
        name = str_trim(str_slice(rest, 0, at));
        if (!is_name(doc, name))
            return false;
        rest = at == SIZE_MAX ? (str){NULL, 0} : str_from(rest, at + skip);
    } while (rest.n);
    authors_add(authors, names);
    return authors->count > before;
}

size_t name_line_add(struct authors *authors, const struct doc *doc, const struct place *place)
{
    struct window window = {.doc = doc, .place = place, .frame = date_frame_of(doc)};

    if (place->title >= doc->block_count)
        return SIZE_MAX;
    window.first = place->title > BEFORE ? place->title - BEFORE : 0;
    window.end = place->title + BEHIND + 1;
    if (window.end > doc->block_count)
        window.end = doc->block_count;
    for (size_t i = window.first; i < window.end; i++) {
        const struct block *block = &doc->blocks[i];
        str before, behind;
        if (block->why == WHY_TITLE || place_is_unfit(place, doc, block))
            continue;
        if (split_date(&window, i, &before, &behind)
                ? add_name(authors, doc, cut_name(before)) ||
                      add_name(authors, doc, cut_name(behind))
                : block->text.n <= NAME_BYTES &&
                      (i > place->title || block->kind != BLOCK_ITEM) && /* of a menu */
                      is_beside_date(&window, i) && add_name(authors, doc, block->text))
            return i;
    }
    return SIZE_MAX;
}
