#include "meta_head.h"

#include "../base/utf8.h"
#include "meta_author.h"
#include "meta_author_labels.h"
#include "meta_author_words.h"
#include "meta_date_line.h"
#include "meta_head_lines.h"
#include "meta_name_line.h"
#include "meta_site.h"
#include "meta_title.h"

enum {
    HEAD_LINES = 12,    /* lines before the body in which a title is looked for */
    REPEAT_LINES = 600, /* lines in which the title may stand a second time */
    TITLE_WORDS = 3,    /* least, and most words of a title */
    TITLE_WORDS_MOST = 32,
    TITLE_BYTES = HEAD_LINE_BYTES,
    PROSE_WORDS = 20, /* of a line that is a paragraph when it has a sentence */
    PARAGRAPH_WORDS = 34,
    REPEAT_WORDS = 5, /* a shorter line that stands twice may be a link of the menu */
    SHORT_LINE = 12,  /* words, and bytes, of a line that may hold the site's name */
    SHORT_BYTES = 160,
    NEAR_LINES = 10, /* behind the title, in which byline and date are looked for */
    LINE_WORDS = 24,
    DATE_WORDS = 5, /* other words in the line of the date */
    LEAD_LINES = 8, /* from a headline to the text */
    AKIN_WORDS = 3, /* that two titles of one text share, and part of the headline's own */
    AKIN_SHARE = 2,
    CAPITAL_WORD = 4, /* letters of a word that Title Case begins with a capital */
    TELLING_WORD = 4, /* bytes of a word that tells something */
};

static const char *const tail_marks[] = {" — ", " – ", " | ", " - ", " :: ", " • ", " · ", "｜"};

static bool ends_sentence(str s)
{
    uint32_t last = 0, before = 0;

    for (size_t at = 0; at < s.n;) {
        before = last;
        last = utf8_next(s, &at);
    }
    return (last == '.' && before != '.') || last == 0x3002 || last == 0x0964 || last == ':';
}

static bool is_prose(const struct block *block)
{
    return block->words >= PARAGRAPH_WORDS ||
           (block->words >= PROSE_WORDS && ends_sentence(block->text)) || block->stops > 2;
}

static str behind_breadcrumb(str line)
{
    static const char *const marks[] = {"»", "›", " > ", "→"};

    if (line.n > TITLE_BYTES)
        return line;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t at; (at = str_find(line, str_of(marks[i]))) != SIZE_MAX;)
            line = str_trim(str_from(line, at + str_of(marks[i]).n));
    return line;
}

/* A headline in sentence case: some word of four letters or more begins in lower case. */
static bool is_sentence_case(str s)
{
    str word;

    while (str_split(&s, ' ', &word)) {
        size_t at = 0;
        if (word.n >= CAPITAL_WORD && is_lower_char(utf8_next(word, &at)))
            return true;
    }
    return false;
}

/* A site's name stands in other short lines too: in its menu, its copyright. */
static bool stands_elsewhere(const struct doc *doc, size_t line, str tail)
{
    for (size_t i = line + 1; i < doc->block_count; i++)
        if (doc->blocks[i].words <= SHORT_LINE && doc->blocks[i].text.n < SHORT_BYTES &&
            str_find(doc->blocks[i].text, tail) != SIZE_MAX)
            return true;
    return false;
}

/* Without " — Site & Section": the tail must look like a site's name where the rest does not, or be
 * known as one. */
static str without_tail(const struct doc *doc, size_t line, str text)
{
    for (size_t i = 0; i < sizeof tail_marks / sizeof *tail_marks; i++) {
        str mark = str_of(tail_marks[i]), head, tail;
        size_t at = str_find(text, mark);
        if (at == SIZE_MAX)
            continue;
        head = str_trim(str_slice(text, 0, at));
        tail = str_trim(str_from(text, at + mark.n));
        if (count_words(head) >= TITLE_WORDS && looks_site_name(tail) &&
            (is_sentence_case(head) || mark.p[1] == '|' || str_has_nocase(tail, S("news")) ||
             stands_elsewhere(doc, line, tail)))
            return head;
    }
    return text;
}

static bool may_be_title(struct doc *doc, const struct block *block)
{
    struct date published = {.precision = DATE_NONE}, modified = published;
    struct date_frame frame = date_frame_of(doc);
    struct authors authors = {.doc = doc};
    size_t words = count_words(behind_breadcrumb(block->text));

    if (block->kind != BLOCK_PARAGRAPH || block->text.n > TITLE_BYTES || words < TITLE_WORDS ||
        words > TITLE_WORDS_MOST || is_prose(block) || ends_sentence(block->text) ||
        head_is_wire_head(block->text) || head_is_skip_link(block->text) ||
        authors_add_byline(&authors, block->text))
        return false;
    return dates_in_line(&frame, block->text, &published, &modified) > DATE_WORDS ||
           published.precision == DATE_NONE;
}

/* How a later line repeats the title: it is the same, or one is the whole of the other's head. */
static bool repeats(str folded, str title)
{
    if (str_eq(folded, title))
        return true;
    return count_words(folded) >= TITLE_WORDS && folded.n * 2 >= title.n &&
           str_starts(title, folded) && title.p[folded.n] == ' ';
}

/* The line that has the title again, 0: none. */
static size_t find_repeat(struct doc *doc, size_t first, str title)
{
    str folded = text_fold(doc->scratch, title);

    for (size_t i = first + 1; i < doc->block_count && i < REPEAT_LINES; i++) {
        const struct block *block = &doc->blocks[i];
        if (block->words <= TITLE_WORDS_MOST && block->text.n <= TITLE_BYTES && !is_prose(block) &&
            repeats(text_fold(doc->scratch, behind_breadcrumb(block->text)), folded))
            return i;
    }
    return 0;
}

/* The body begins at once, or within the first lines; HEAD_LINES: not there. */
static size_t body_start(const struct doc *doc)
{
    size_t i = 0;

    while (i < doc->block_count && i < HEAD_LINES && !is_prose(&doc->blocks[i]))
        i++;
    return i;
}

static bool is_capital_line(str s)
{
    for (size_t at = 0; at < s.n;)
        if (is_lower_char(utf8_next(s, &at)))
            return false;
    return true;
}

/* Set in capitals, right before the byline: the headline, whatever stands before it. */
static bool is_capital_headline(struct doc *doc, size_t i)
{
    struct authors authors = {.doc = doc};

    return i + 1 < doc->block_count && is_capital_line(doc->blocks[i].text) &&
           authors_add_byline(&authors, doc->blocks[i + 1].text);
}

/* Does a text begin soon behind the line? */
static bool leads_text(const struct doc *doc, size_t line)
{
    for (size_t i = line + 1; i < doc->block_count && i <= line + LEAD_LINES; i++)
        if (is_prose(&doc->blocks[i]))
            return true;
    return false;
}

/* A scrape's first line is the title of its window, often written for search engines. The line
 * before the text that says the same in other words is the headline; 0: there is none. */
static size_t find_akin(struct doc *doc, str title)
{
    str folded = text_fold(doc->scratch, title);
    size_t best = 0, most = 0;

    for (size_t i = 1; i < doc->block_count && i < REPEAT_LINES; i++) {
        const struct block *block = &doc->blocks[i];
        size_t all, shared;
        str text = behind_breadcrumb(block->text);
        if (block->kind != BLOCK_PARAGRAPH || block->words > TITLE_WORDS_MOST ||
            block->words < TITLE_WORDS || text.n > TITLE_BYTES || is_prose(block) ||
            ends_sentence(text))
            continue;
        shared = str_shared(text_fold(doc->scratch, text), folded, ' ', TELLING_WORD, &all);
        if (shared < AKIN_WORDS || shared * AKIN_SHARE < all || shared <= most + (most > 0) ||
            !leads_text(doc, i))
            continue;
        most = shared;
        best = i;
    }
    return best;
}

/* Finds the title and its line; SIZE_MAX: there is none. */
static size_t find_title(struct doc *doc, str *title)
{
    size_t end = body_start(doc), best = SIZE_MAX, akin;

    for (size_t i = 0; i < end; i++) {
        size_t again;
        str text = doc->blocks[i].text;
        if (!may_be_title(doc, &doc->blocks[i]) || head_is_menu(doc, &doc->blocks[i]))
            continue;
        text = behind_breadcrumb(text);
        again = find_repeat(doc, i, text);
        if (again && (i == 0 || doc->blocks[i].words >= REPEAT_WORDS) &&
            (best == SIZE_MAX || doc->blocks[best].words < REPEAT_WORDS)) {
            str second = behind_breadcrumb(doc->blocks[again].text);
            *title = without_tail(doc, again, second.n < text.n ? second : text);
            block_mark(&doc->blocks[i],
                       text.n < doc->blocks[i].text.n ? WHY_BREADCRUMB : WHY_TITLE);
            return again;
        }
        if (best == SIZE_MAX || is_capital_headline(doc, i)) {
            best = i;
            *title = without_tail(doc, i, text);
        }
    }
    if (best == 0 && (akin = find_akin(doc, *title)) > 0) {
        *title = without_tail(doc, akin, behind_breadcrumb(doc->blocks[akin].text));
        block_mark(&doc->blocks[0], WHY_TITLE);
        return akin;
    }
    return best;
}

static void keep_byline(struct doc *doc, const struct authors *authors, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++)
        block_mark(&doc->blocks[i], WHY_BYLINE);
    field_set(doc, FIELD_AUTHORS, authors_text(authors), "text");
    field_set(doc, FIELD_AGENCY, authors->agency, "text");
}

static void find_byline(struct doc *doc, size_t from)
{
    struct authors authors = {.doc = doc};
    struct place place = {.title = from};
    size_t line;

    for (size_t i = from; i < doc->block_count && i < from + NEAR_LINES; i++) {
        struct block *block = &doc->blocks[i];
        bool parted = author_is_label(block->text) && i + 1 < doc->block_count;
        if (block->why != WHY_KEPT || block->words > LINE_WORDS ||
            !(parted ? authors_add_element(&authors, block[1].text, false)
                     : authors_add_byline(&authors, block->text)))
            continue;
        keep_byline(doc, &authors, i, parted ? 2 : 1);
        return;
    }
    line = name_line_add(&authors, doc, &place);
    if (line != SIZE_MAX)
        keep_byline(doc, &authors, line, 1);
}

static void find_dates(struct doc *doc, size_t from)
{
    struct date_frame frame = date_frame_of(doc);
    struct date published = {.precision = DATE_NONE}, modified = published;

    for (size_t i = from; i < doc->block_count && i < from + NEAR_LINES; i++) {
        struct block *block = &doc->blocks[i];
        struct date first = published, second = modified;
        size_t words;
        if (block->why == WHY_TITLE || block->words > LINE_WORDS || block->text.n > TITLE_BYTES ||
            is_prose(block))
            continue;
        words = dates_in_line(&frame, block->text, &first, &second);
        if (words > DATE_WORDS && !date_is_labelled(&frame, block->text))
            continue;
        if (first.precision == published.precision && second.precision == modified.precision)
            continue;
        published = first;
        modified = second;
        if (words <= DATE_WORDS)
            block_mark(block, WHY_DATELINE);
    }
    field_set(doc, FIELD_PUBLISHED, date_iso(doc->scratch, &published), "text");
    field_set(doc, FIELD_MODIFIED, date_iso(doc->scratch, &modified), "text");
}

void head_set(struct doc *doc)
{
    str title = {NULL, 0};
    size_t line = find_title(doc, &title);

    if (line != SIZE_MAX) {
        field_set(doc, FIELD_TITLE, title, "text");
        block_mark(&doc->blocks[line], WHY_TITLE);
    } else {
        line = 0;
    }
    find_byline(doc, line);
    find_dates(doc, line);
}
