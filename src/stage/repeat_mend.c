#include "config.h"

#include "repeat_mend.h"

#include <string.h>

#include "../base/hash.h"
#include "../base/sse2.h"
#include "../base/utf8.h"

enum {
    ABBREVIATION_LETTERS = 3, /* St. Dr. Mrs. No. Gen. */
    NAME_BYTES = 12,          /* of the longest row of the tables */
    WORDS_BEFORE = 2,         /* in the sentence that a full stop ends */
    MOST_SEAMS = 4096,        /* in a document */
    PAIR_MASK = 16383,        /* places to count pairs in */
};

/* The rows of these tables are in order of their first bytes. */

/* Right of a dot these are domains, file types or parts of product names, in any case. */
static const char *const after_dot[] = {
    "ai",    "app",    "apk",   "asp", "aspx", "au",   "avi",  "bat",  "biz",  "blog", "br",
    "ca",    "cc",     "cfm",   "cgi", "ch",   "cn",   "co",   "com",  "conf", "css",  "csv",
    "cz",    "de",     "dev",   "dll", "doc",  "docx", "edu",  "eps",  "epub", "es",   "eu",
    "exe",   "fi",     "fm",    "fr",  "gif",  "gov",  "gr",   "htm",  "html", "hu",   "ico",
    "ie",    "in",     "info",  "ini", "int",  "io",   "it",   "jar",  "java", "jp",   "jpeg",
    "jpg",   "js",     "json",  "jsp", "kr",   "log",  "ly",   "md",   "me",   "mil",  "mobi",
    "mov",   "mp",     "msi",   "mx",  "name", "net",  "news", "ng",   "nl",   "no",   "nz",
    "odt",   "online", "org",   "pdf", "php",  "pl",   "png",  "ppt",  "pptx", "pro",  "psd",
    "pt",    "py",     "rar",   "ro",  "rss",  "rtf",  "ru",   "se",   "sh",   "shop", "site",
    "sk",    "sql",    "store", "svg", "swf",  "sys",  "tar",  "tech", "tk",   "tmp",  "to",
    "tr",    "ts",     "tv",    "txt", "ua",   "uk",   "us",   "vbs",  "wav",  "webm", "webp",
    "world", "xls",    "xlsx",  "xml", "xyz",  "yaml", "yml",  "zip",  "рф",
};

/* Left of a dot these are no end of a sentence. */
static const char *const abbreviations[] = {
    "abs",  "abt",  "adm",  "al",   "anm",  "approx", "art",  "aufl", "bd",   "bros", "bspw",
    "bzgl", "bzw",  "ca",   "cap",  "capt", "cf",     "cmdr", "dept", "dipl", "doc",  "ed",
    "eds",  "eg",   "ehem", "et",   "etc",  "ev",     "evtl", "feat", "ff",   "fig",  "figs",
    "ggf",  "gouv", "gov",  "hon",  "hrsg", "ie",     "ing",  "inkl", "jg",   "jh",   "kap",
    "lt",   "maj",  "max",  "min",  "mlle", "mme",    "msgr", "nr",   "núm",  "op",   "orig",
    "pp",   "proc", "prof", "prov", "resp", "rev",    "sen",  "sgt",  "sog",  "sra",  "srta",
    "st",   "str",  "supt", "tel",  "ung",  "univ",   "usf",  "vgl",  "vol",  "vs",   "zzgl",
    "гг",   "им",   "проф", "ред",  "руб",  "св",     "см",   "стр",  "тел",  "тыс",  "ул",
};

/* Names that are written with their mark. */
static const char *const marked_names[] = {"jeopardy", "joomla", "yahoo"};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The first row that begins with that byte, or a later one. */
static size_t first_row(const char *const *table, size_t count, char byte)
{
    size_t from = 0;

    while (count > 0) {
        size_t half = count / 2;
        if ((unsigned char)table[from + half][0] < (unsigned char)byte) {
            from += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return from;
}

static bool is_in(str word, const char *const *table, size_t count)
{
    char low[NAME_BYTES * 2];
    size_t n = 0, at = 0;

    if (word.n > NAME_BYTES)
        return false;
    while (at < word.n)
        n += utf8_put(low + n, to_lower_char(utf8_next(word, &at)));
    if (!n)
        return false;
    for (size_t i = first_row(table, count, low[0]); i < count && table[i][0] == low[0]; i++)
        if (str_eq(str_of(table[i]), (str){low, n}))
            return true;
    return false;
}

static bool is_letter(uint32_t c)
{
    return is_word_char(c) && (is_upper_char(c) || is_lower_char(c));
}

static bool closes(uint32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0xBB || c == ')' || c == ']';
}

static bool opens(uint32_t c)
{
    return c == 0x201C || c == 0x201E || c == 0x2018 || c == 0xAB || c == '(' || c == '[' ||
           c == 0xBF || c == 0xA1;
}

/* A run of letters. */
struct run_of_letters {
    size_t from, to;
    size_t letters;
    bool upper_first, upper_later, digits; /* digits: a digit stands right before or behind it */
    uint32_t last;
};

/* Takes up c, which ends at `to`, into the run of letters before it. */
static void run_add(struct run_of_letters *run, uint32_t c, size_t to)
{
    if (!is_letter(c)) {
        *run = (struct run_of_letters){.from = to, .to = to, .digits = is_word_char(c), .last = c};
        return;
    }
    if (!run->letters)
        run->upper_first = is_upper_char(c);
    else
        run->upper_later = run->upper_later || is_upper_char(c);
    run->letters++;
    run->to = to;
    run->last = c;
}

/* The run of letters at the start of s. */
static struct run_of_letters run_at(str s)
{
    struct run_of_letters run = {0}, next;
    size_t at = 0;

    while (at < s.n) {
        next = run;
        uint32_t c = utf8_next(s, &at);
        run_add(&next, c, at);
        if (!next.letters) {
            run.digits = next.digits;
            break;
        }
        run = next;
    }
    return run;
}

static uint32_t char_at(str s, size_t at)
{
    return at < s.n ? utf8_next(s, &at) : 0;
}

/* Is `left` the end of a sentence when `stop` follows? `before`: the character in front of it. */
static bool may_end(str token, const struct run_of_letters *left, uint32_t before, uint32_t stop)
{
    str word = str_slice(token, left->from, left->to);

    if (!left->letters)
        return closes(left->last) || left->last == '"';
    if (left->letters < 2 || !is_lower_char(left->last) || left->upper_later || before == '.')
        return false;
    if (stop == '!')
        return !is_in(word, marked_names, COUNT(marked_names));
    if (stop != '.')
        return true;
    return !(left->upper_first && left->letters <= ABBREVIATION_LETTERS) &&
           !is_in(word, abbreviations, COUNT(abbreviations));
}

/* Does a sentence go on like this behind its first word? */
static bool goes_on(str behind)
{
    size_t at = 0;
    uint32_t c = char_at(behind, 0);

    if (c == '-' || c == '\'' || c == 0x2019)
        return is_word_char(char_at(behind, c == 0x2019 ? 3 : 1));
    if (c == ',' || c == ':')
        at++;
    if (char_at(behind, at) != ' ')
        return false;
    c = char_at(behind, at + 1);
    return is_word_char(c) || opens(c) || c == '"' || c == '$';
}

/* Does rest begin a sentence, and not the second part of a name? */
static bool may_begin(str rest, const struct run_of_letters *right, uint32_t stop)
{
    if (right->letters < 2 || !right->upper_first || right->upper_later || right->digits ||
        !goes_on(str_from(rest, right->to)))
        return false;
    return stop != '.' || !is_in(str_slice(rest, 0, right->to), after_dot, COUNT(after_dot));
}

/* A place between two sentences. */
struct seam {
    struct seam *next;
    struct block *block;
    uint32_t at;
    uint64_t pair; /* the two words, when they may be a name: 0 when they may not */
};

/* All of them in a document. */
struct seams {
    struct arena *scratch;
    struct seam *first, **last;
    size_t count;
};

/* "models.Model": one word begins with the other, which sentences do not do. */
static bool is_echo(str left, str right)
{
    return left.n && (str_starts_nocase(left, right) || str_starts_nocase(right, left));
}

/* Is there a seam in text behind the stop at `at`, and what closes a quotation? `left` is the run
 * of letters in front of it. */
static bool find_seam(str text, size_t at, const struct run_of_letters *left, uint32_t before,
                      struct seam *seam)
{
    size_t end = at, next, place;
    uint32_t stop = utf8_next(text, &end), c;
    struct run_of_letters right;

    if (!may_end(text, left, before, stop))
        return false;
    place = next = end;
    c = next < text.n ? utf8_next(text, &next) : 0;
    if (closes(c)) {
        place = next;
        c = next < text.n ? utf8_next(text, &next) : 0;
    }
    next = opens(c) ? next : place;
    right = run_at(str_from(text, next));
    if (!may_begin(str_from(text, next), &right, stop) ||
        is_echo(str_slice(text, left->from, left->to), str_slice(text, next, next + right.to)))
        return false;
    seam->at = (uint32_t)place;
    seam->pair = left->upper_first ? hash64(str_slice(text, left->from, next + right.to)) : 0;
    return true;
}

/* Addresses, handles, paths, variables: nothing in them is a sentence. */
static bool is_foreign(str token)
{
    for (size_t i = 0; i < token.n; i++)
        if (token.p[i] && strchr("@#/\\_=<>{}|~$`", token.p[i]))
            return true;
    return str_starts_nocase(token, S("www."));
}

/* Seams in the token from..to of a block. words: how many stand before it. */
static void find_seams(struct seams *seams, struct block *block, size_t from, size_t to,
                       size_t words)
{
    str text = block->text;
    struct run_of_letters left = {.from = from, .to = from};
    uint32_t before = 0;

    for (size_t at = from; at < to;) {
        size_t start = at;
        uint32_t last = left.last, c = utf8_next(text, &at);
        struct seam seam = {.block = block};
        if ((((c == '.') && words >= WORDS_BEFORE) || c == '!' || c == '?') &&
            seams->count < MOST_SEAMS && find_seam(text, start, &left, before, &seam)) {
            *seams->last = ARENA_NEW(seams->scratch, struct seam);
            **seams->last = seam;
            seams->last = &(*seams->last)->next;
            seams->count++;
        }
        if (!left.letters)
            before = last;
        run_add(&left, c, at);
    }
}

#ifdef HAVE_EMMINTRIN_H
/* Passes over sixteen bytes at a time, as long as there is no stop. */
static size_t pass_many(str text, size_t at)
{
    for (; text.n - at >= SSE2_BYTES; at += SSE2_BYTES) {
        __m128i bytes = sse2_load(text.p + at), dots = sse2_is(bytes, '.');
        __m128i marks = _mm_or_si128(sse2_is(bytes, '!'), sse2_is(bytes, '?'));
        if (_mm_movemask_epi8(_mm_or_si128(dots, marks)))
            break;
    }
    return at;
}
#else
static size_t pass_many(str text, size_t at)
{
    (void)text;
    return at;
}
#endif

/* Where the next token with a stop in it begins, at `at` or behind it. */
static size_t next_stopped(str text, size_t at)
{
    size_t stop = pass_many(text, at);

    while (stop < text.n && !(ascii_kinds[(unsigned char)text.p[stop]] & ASCII_STOP))
        stop++;
    if (stop == text.n)
        return stop;
    while (stop > at && text.p[stop - 1] != ' ' && text.p[stop - 1] != '\n')
        stop--;
    return stop;
}

static void look_through(struct seams *seams, struct block *block)
{
    str text = block->text;
    size_t at = 0, words = 0;

    while (at < text.n) {
        size_t from = words < WORDS_BEFORE ? at : next_stopped(text, at);
        unsigned kinds = 0;
        for (at = from; at < text.n && text.p[at] != ' ' && text.p[at] != '\n'; at++)
            kinds |= ascii_kinds[(unsigned char)text.p[at]];
        if (kinds & ASCII_STOP && !is_foreign(str_slice(text, from, at)))
            find_seams(seams, block, from, at, words);
        words += is_word_char(char_at(text, from));
        at++;
    }
}

/* Does the document hold program code? Object.Method is no seam. */
static bool is_technical(const struct doc *doc)
{
    for (size_t i = 0; i < doc->block_count; i++) {
        str text = doc->blocks[i].text;
        char last = text.n ? text.p[text.n - 1] : '\0';
        if (last == '{' || (last == ';' && (str_ends(text, S(");")) || str_ends(text, S("};")))) ||
            str_find(text, S("()")) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Is the same pair a seam elsewhere? Then it is a name such as "Widget.Works". */
static bool is_name(const struct seam *seam, const uint8_t *seen)
{
    return seam->pair && seen[seam->pair & PAIR_MASK] > 1;
}

void repeat_mend(struct doc *doc)
{
    struct seams seams = {doc->scratch, NULL, &seams.first, 0};
    uint8_t *seen;

    if (is_technical(doc))
        return;
    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_KEPT && doc->blocks[i].kind != BLOCK_CODE)
            look_through(&seams, &doc->blocks[i]);
    seen = arena_zero(doc->scratch, PAIR_MASK + 1);
    for (struct seam *seam = seams.first; seam; seam = seam->next)
        if (seen[seam->pair & PAIR_MASK] < 2)
            seen[seam->pair & PAIR_MASK]++;
    for (struct seam *seam = seams.first; seam; seam = seam->next)
        if (!is_name(seam, seen))
            block_span(doc, seam->block, seam->at, seam->at, WHY_GLUED, S(" "));
}
