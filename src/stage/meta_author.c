#include "meta_author.h"

#include <string.h>

#include "../base/date.h"
#include "../base/utf8.h"
#include "meta_agency.h"
#include "meta_author_labels.h"
#include "meta_author_words.h"
#include "meta_facts.h"
#include "meta_site.h"

enum {
    RAW_MOST = 2400,  /* bytes of a value before its tags and references are undone */
    VALUE_MOST = 600, /* bytes of a value that may hold authors */
    NAME_MOST = 80,   /* bytes of a name */
    NAME_WORDS = 7,
    PARTS_MOST = 40,
    BYLINE_WORDS = 24,
    BYLINE_LEAST_WORDS = 2, /* of a name in a byline, and most */
    BYLINE_NAME_WORDS = 5,
    LABELS_DEEP = 3, /* "Author: By Jane Roe" */
    HOUR_LEAST = 4,  /* bytes: "9:05" */
};

static bool same_folded(const struct doc *doc, str a, str b)
{
    return a.n && b.n && str_eq(text_fold(doc->scratch, a), text_fold(doc->scratch, b));
}

/* Whether a name is the site's own: "Example News", "example.com", "ExampleNews". */
static bool is_site(const struct authors *authors, str name)
{
    struct buf out = buf_new(authors->doc->scratch, NAME_MOST);
    str folded = text_fold(authors->doc->scratch, name), word;

    if (same_folded(authors->doc, name, authors->site_name))
        return true;
    while (str_split(&folded, ' ', &word))
        buf_str(&out, word);
    return authors->label.n > 2 &&
           (str_eq(buf_text(&out), authors->label) ||
            (str_starts(buf_text(&out), authors->label) &&
             author_is_house_word(str_from(buf_text(&out), authors->label.n))));
}

/* "example.fr", where "jane.roe" is an account. */
static bool is_host(str name)
{
    static const char tops[] = "com|org|net|info|news";
    str top = str_after_last(name, '.');

    return looks_host(name) && (top.n == 2 || str_lists(str_of(tops), '|', top));
}

static str without_tags(const struct doc *doc, str s)
{
    struct buf out = buf_new(doc->scratch, VALUE_MOST);
    size_t open, close;

    if (str_find_char(s, '<') == SIZE_MAX)
        return s;
    while ((open = str_find_char(s, '<')) != SIZE_MAX) {
        buf_str(&out, str_slice(s, 0, open));
        close = str_find_char(str_from(s, open), '>');
        if (close == SIZE_MAX)
            break;
        buf_char(&out, ' ');
        s = str_from(s, open + close + 1);
    }
    if (open == SIZE_MAX)
        buf_str(&out, s);
    return text_tidy(doc->scratch, buf_text(&out));
}

static bool is_address(str s)
{
    return str_find(s, S("://")) != SIZE_MAX || str_starts_nocase(s, S("www.")) ||
           str_find_char(s, '@') != SIZE_MAX || str_starts(s, S("/"));
}

static str trim_marks(str s)
{
    static const char *const marks[] = {",",  ".", ":",  ";", "-",  "–",  "—", "|",
                                        "/",  "•", "·",  "&", "：", "／", "(", ")",
                                        "\"", "'", "、", "*", "[",  "]",  "_"};
    for (bool again = true; again;) {
        again = false;
        s = str_trim(s);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            str mark = str_of(marks[i]);
            if (str_starts(s, mark)) {
                s = str_from(s, mark.n);
                again = true;
            }
            if (s.n > mark.n && str_ends(s, mark) && !str_eq(mark, S(".")) &&
                !(str_eq(mark, S(")")) && str_find_char(s, '(') != SIZE_MAX)) {
                s = str_slice(s, 0, s.n - mark.n);
                again = true;
            }
        }
    }
    return s;
}

static bool looks_credential(str s)
{
    size_t upper = 0, lower = 0;

    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        upper += is_upper_char(c);
        lower += is_lower_char(c);
    }
    return s.n >= 2 && s.n <= 12 && upper >= 2 && lower <= 1 && upper + lower >= 2;
}

/* "Example Radio (www.example.org)": the name before the host; empty where there is none. */
static str before_host(str name)
{
    size_t open = str_find_char(name, '('), close;
    str inside;

    if (open == SIZE_MAX)
        return (str){NULL, 0};
    close = str_find_char(str_from(name, open), ')');
    inside = str_trim(str_slice(name, open + 1, close == SIZE_MAX ? name.n : open + close));
    return is_address(inside) || is_host(inside) ? str_trim(str_slice(name, 0, open))
                                                 : (str){NULL, 0};
}

static void keep_house(struct authors *authors, str name)
{
    if (!authors->house.n)
        authors->house = name;
}

void authors_add_name(struct authors *authors, str name, bool org)
{
    str agency, hosted;
    bool house;

    if (name.n > RAW_MOST)
        return;
    name = without_tags(authors->doc, plain_text(authors->doc, name));
    hosted = before_host(name);
    name = trim_marks(hosted.n ? hosted : name);
    if (name.n < 2 || name.n > NAME_MOST || is_address(name) || count_words(name) > NAME_WORDS)
        return;
    agency = agency_named(name);
    if (!agency.n && author_has_role(name))
        agency = agency_in_credit(name);
    if (agency.n) {
        if (!authors->agency.n)
            authors->agency = agency;
        return;
    }
    house = org || hosted.n || is_site(authors, name) ||
            author_is_desk(authors->doc->scratch, name) || is_host(name);
    if (author_is_nobody(authors->doc->scratch, name, house))
        return;
    if (house) {
        keep_house(authors, name);
        return;
    }
    for (size_t i = 0; i < authors->count; i++)
        if (same_folded(authors->doc, authors->names[i], name))
            return;
    if (authors->count < AUTHORS_MOST)
        authors->names[authors->count++] = name;
}

static void add_credential(struct authors *authors, str credential)
{
    str *last = &authors->names[authors->count - 1];

    *last = str_printf(authors->doc->scratch, "%.*s, %.*s", (int)last->n, last->p,
                       (int)credential.n, credential.p);
}

/* "Doe, Jane" */
static bool add_turned(struct authors *authors, str value)
{
    size_t comma = str_find_char(value, ',');
    str first, last;

    if (comma == SIZE_MAX || str_find_char(str_from(value, comma + 1), ',') != SIZE_MAX)
        return false;
    last = str_trim(str_slice(value, 0, comma));
    first = str_trim(str_from(value, comma + 1));
    if (count_words(last) != 1 || count_words(first) != 1 || looks_credential(first) ||
        author_has_role(first) || agency_named(first).n)
        return false;
    authors_add_name(
        authors,
        str_printf(authors->doc->scratch, "%.*s %.*s", (int)first.n, first.p, (int)last.n, last.p),
        false);
    return true;
}

/* "Jane Roe Writer": the name before what she does, when it is clear where that begins. */
static str before_role(str name)
{
    size_t words = 0, at = 0;
    str rest = name, word;

    if (author_has_group(name)) /* "Example Orbi Team" */
        return (str){NULL, 0};
    while (str_split(&rest, ' ', &word) && !author_has_role(word)) {
        words++;
        at = rest.p ? (size_t)(rest.p - name.p) - 1 : name.n;
    }
    return words == 2 ? str_slice(name, 0, at) : (str){NULL, 0};
}

/* "Reuters Staff" is an agency; "Example Staff", when nothing else is named, the house. */
static void add_role(struct authors *authors, str name, bool alone, size_t least_words)
{
    str agency = agency_in_credit(name);

    if (agency.n)
        authors_add_name(authors, agency, true);
    else if (alone && (!least_words || author_looks_name(name, least_words, BYLINE_NAME_WORDS) ||
                       (author_ends_group(name) && count_words(name) <= BYLINE_NAME_WORDS)))
        authors_add_name(authors, name, true);
}

struct parts {
    struct authors *authors;
    size_t least_words; /* of a name that is only shown; 0: it is said to be one */
    bool comma;         /* one stands before the part */
    bool role;          /* the part before was a role */
};

static void add_part(struct parts *parts, str name, bool alone)
{
    struct authors *authors = parts->authors;
    size_t least = parts->least_words;
    bool more = parts->role && least && !parts->comma; /* "..., Head of This and That" */

    parts->role = more || author_has_role(name);
    if (more || author_is_other(name)) /* "edited by Max Muster" */
        return;
    if (parts->comma && authors->count && is_site(authors, name)) /* "Jane Roe, Example" */
        return;
    if (parts->comma && authors->count && looks_credential(name) && !agency_named(name).n)
        add_credential(authors, name);
    else if (parts->role && least && author_looks_person(before_role(name)))
        authors_add_name(authors, before_role(name), false);
    else if (parts->role || agency_named(name).n)
        add_role(authors, name, alone, least);
    else if (!least || author_looks_name(name, least, BYLINE_NAME_WORDS))
        authors_add_name(authors, name, false);
}

/* Parts a list of names and adds each; what is a role, a place or a date is left out. */
static void add_parts(struct authors *authors, str value, size_t least_words)
{
    struct parts parts = {.authors = authors, .least_words = least_words};

    for (int part = 0; part < PARTS_MOST && value.n; part++) {
        size_t skip, at = author_joint(value, &skip);
        str name = trim_marks(str_slice(value, 0, at));
        if (author_is_company(name)) { /* its address follows */
            keep_house(authors, name);
            break;
        }
        add_part(&parts, name, part == 0 && at == SIZE_MAX);
        if (at == SIZE_MAX)
            break;
        parts.comma = value.p[at] == ',';
        value = str_from(value, at + skip);
    }
}

static str without_labels(str value, bool line)
{
    size_t label;

    for (int i = 0; i < LABELS_DEEP && (label = author_label(value, line)); i++)
        value = trim_marks(str_from(value, label));
    return value;
}

/* What stands before a date. */
static str before_date(str value)
{
    struct date date;
    struct date_hint hint = {.month_first = false};
    size_t from, to;

    if (date_find(value, 0, hint, &date, &from, &to))
        return str_slice(value, 0, from);
    return value;
}

/* The same, or what stands behind the date when it comes first. */
static str beside_date(str value)
{
    struct date date;
    struct date_hint hint = {.month_first = false};
    size_t from, to;

    if (!date_find(value, 0, hint, &date, &from, &to))
        return value;
    return count_words(str_slice(value, 0, from)) ? str_slice(value, 0, from)
                                                  : trim_marks(str_from(value, to));
}

static str visible_value(const struct authors *authors, str value)
{
    if (value.n > RAW_MOST)
        return (str){NULL, 0};
    value = without_tags(authors->doc, plain_text(authors->doc, value));
    return value.n > VALUE_MOST || str_find(value, S("://")) != SIZE_MAX ? (str){NULL, 0} : value;
}

void authors_add(struct authors *authors, str value)
{
    value = before_date(without_labels(visible_value(authors, value), false));
    if (same_folded(authors->doc, value, authors->house)) /* "Bureau of This and That" */
        return;
    if (!add_turned(authors, value))
        add_parts(authors, value, 0);
}

bool authors_add_element(struct authors *authors, str value, bool loose)
{
    size_t before = authors->count, label;

    value = visible_value(authors, value);
    label = author_label_inside(value);
    if (label)
        value = str_from(value, label);
    value = without_labels(trim_marks(value), false);
    value = trim_marks(author_cut(beside_date(value)));
    add_parts(authors, value, loose ? 1 : BYLINE_LEAST_WORDS);
    return authors->count > before;
}

/* "Published March 4, 2021 by Jane Roe": what stands behind "by", empty when there is none. */
static str behind_by(str line)
{
    size_t at = str_find_nocase(line, S(" by "));

    return at == SIZE_MAX ? (str){NULL, 0} : str_from(line, at + 1);
}

/* "Posted by jroe at 12:53": the hour alone, where the day stands over several posts. */
static bool says_hour(str line)
{
    const str before = S(" at ");
    size_t at = str_find_nocase(line, before);
    str hour = at == SIZE_MAX ? (str){NULL, 0} : str_from(line, at + before.n);

    return hour.n >= HOUR_LEAST && is_ascii_digit(hour.p[0]) &&
           (hour.p[1] == ':' || hour.p[2] == ':');
}

bool authors_add_byline(struct authors *authors, str line)
{
    size_t before = authors->count, least = BYLINE_LEAST_WORDS;
    bool agency = authors->agency.n != 0, dated;

    line = visible_value(authors, line);
    if (count_words(line) > BYLINE_WORDS)
        return false;
    dated = before_date(line).n < line.n;
    if (!author_label(line, true))
        line = dated ? behind_by(line) : (str){NULL, 0};
    if (!author_label(line, true))
        return false;
    if (dated || says_hour(line)) /* the date beside it makes clear what "by Jane" is */
        least = 1;
    line = trim_marks(author_cut(before_date(without_labels(line, true))));
    if (least == 1 && count_words(line) == 1) /* "Posted on 3 May 2021 by jroe" */
        least = 0;
    add_parts(authors, line, least);
    return authors->count > before || (!agency && authors->agency.n);
}

void authors_add_house(struct authors *authors)
{
    if (!authors->count && !authors->agency.n && authors->house.n)
        authors->names[authors->count++] = authors->house;
}

str authors_text(const struct authors *authors)
{
    struct buf out = buf_new(authors->doc->scratch, (size_t)AUTHORS_MOST * (NAME_MOST + 32));

    for (size_t i = 0; i < authors->count; i++) {
        if (i)
            buf_char(&out, '\n');
        buf_str(&out, authors->names[i]);
    }
    return buf_text(&out);
}
