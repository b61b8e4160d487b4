#include "sketch_words.h"

#include "../base/utf8.h"
#include "../base/utf8_fold.h"

enum {
    FIRST_ROOM = 1 << 10,
    STRETCH = 256, /* bytes that are brought into normal form at once */
    APOSTROPHE = '\'',
};

#define FIGURES_BASE                                                                               \
    UINT64_C(0x9E3779B97F4A7C15) /* odd, so that order counts and nothing is lost */

void words_start(struct words *words, const struct lexicon *lexicon, struct arena *arena)
{
    *words = (struct words){.lexicon = lexicon, .arena = arena};
}

static void put(struct words *words, uint64_t hash, unsigned marks)
{
    if (words->count == words->room) {
        size_t room = words->room ? words->room * 2 : FIRST_ROOM;
        words->hashes =
            arena_grow(words->arena, words->hashes, words->count * sizeof *words->hashes,
                       room * sizeof *words->hashes);
        words->marks = arena_grow(words->arena, words->marks, words->count * sizeof *words->marks,
                                  room * sizeof *words->marks);
        words->room = room;
    }
    words->hashes[words->count] = hash;
    words->marks[words->count++] = (uint16_t)marks;
}

static void put_number(struct words *words)
{
    words->figures = words->figures * FIGURES_BASE + hash64((str){words->word, words->n});
    put(words, lexicon_value((str){words->word, words->n}, 0), TOKEN_FIGURE);
    memcpy(words->number, words->word, words->n);
    words->number_n = words->n;
    words->number_at = words->count;
}

/* "1.46 billion" is one figure, as "1.46bn" is. */
static bool scales_number(struct words *words, const struct lexicon_word *known)
{
    if (!known || known->kind != WORD_SCALE || words->number_at != words->count || !words->count)
        return false;
    words->hashes[words->count - 1] =
        lexicon_value((str){words->number, words->number_n}, known->zeros);
    return true;
}

static void put_word(struct words *words)
{
    uint64_t hash = hash64((str){words->word, words->n});
    const struct lexicon_word *known = lexicon_find(words->lexicon, hash);
    unsigned marks = words->is_upper && !words->starts && words->n > 1 ? TOKEN_NAME : 0;

    if (scales_number(words, known))
        words->number_at = 0;
    else if (!known || known->kind == WORD_SCALE)
        put(words, hash, marks);
    else if (known->kind == WORD_NUMBER)
        put(words, known->value, known->is_common ? 0 : TOKEN_FIGURE);
    else
        put(words, hash, TOKEN_FIGURE);
}

static void end_word(struct words *words)
{
    if (words->n) {
        if (words->has_digit && is_ascii_digit((unsigned char)words->word[0]))
            put_number(words);
        else
            put_word(words);
        words->starts = false;
    }
    words->n = words->last = 0;
    words->joint = 0;
    words->has_digit = words->is_upper = false;
}

/* Whether the joint before this character goes on with the word; *keep: it belongs to it. */
static bool goes_on(const struct words *words, uint32_t next, bool *keep)
{
    bool behind_digit = is_ascii_digit((unsigned char)words->word[words->n - 1]);

    *keep = behind_digit && is_ascii_digit(next);
    if (words->joint == APOSTROPHE)
        return !*keep;
    /* "U.S." is the word "us" */
    return *keep ||
           (words->joint == '.' && words->last == 1 && !behind_digit && !is_ascii_digit(next));
}

static void meet_joint(struct words *words, uint32_t next)
{
    bool keep;

    if (!goes_on(words, next, &keep))
        end_word(words);
    else if (keep && words->n < WORD_ROOM)
        words->word[words->n++] = (char)words->joint;
    words->joint = 0;
    words->last = 0;
}

static void put_letter(struct words *words, uint32_t c)
{
    uint32_t folded[FOLD_CASE_ROOM];
    size_t n;

    if (words->joint)
        meet_joint(words, c);
    if (!words->n)
        words->is_upper = c < 0x80 ? is_ascii_upper(c) : is_upper_char(c);
    if (c < 0x80) {
        if (words->n < WORD_ROOM)
            words->word[words->n++] = (char)(is_ascii_upper(c) ? c + ('a' - 'A') : c);
    } else {
        n = fold_case(c, folded);
        for (size_t i = 0; i < n && words->n + sizeof(uint32_t) <= WORD_ROOM; i++)
            words->n += utf8_put(words->word + words->n, folded[i]);
    }
    words->has_digit |= is_ascii_digit(c);
    words->last++;
}

static void put_wide(struct words *words, uint32_t c)
{
    char bytes[4];

    end_word(words);
    words->starts = false;
    put(words, hash64((str){bytes, utf8_put(bytes, c)}), 0);
    words->wide++;
}

/* Quotes, apostrophes and dashes of all kinds as ASCII has them. */
static uint32_t plain(uint32_t c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032 || c == 0x02BC || c == '`')
        return APOSTROPHE;
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    return c;
}

static bool is_joint(uint32_t c)
{
    return c == APOSTROPHE || c == '.' || c == ',' || c == '-' || c == '/' || c == ':';
}

/* What is no letter or digit. */
static void put_other(struct words *words, uint32_t c)
{
    if (words->n && !words->joint && is_joint(c)) {
        words->joint = c;
        return;
    }
    if (words->joint == '.' || words->joint == ':') {
        end_word(words);
        words->starts = true;
    }
    end_word(words);
    if (is_sentence_end(c))
        words->starts = true;
}

static void put_char(struct words *words, uint32_t c)
{
    c = plain(c);
    if (!is_word_char(c) || c == '_')
        put_other(words, c);
    else if (is_wide_script(c))
        put_wide(words, c);
    else
        put_letter(words, c);
}

/* A stretch that is not all ASCII: through Unicode's normal form, up to a space. */
static size_t put_stretch(struct words *words, str text, size_t from)
{
    uint32_t chars[STRETCH * FOLD_ROOM];
    size_t at = from, n;

    while (at < text.n && at - from < STRETCH - FOLD_CASE_ROOM &&
           !is_space((unsigned char)text.p[at]))
        utf8_next(text, &at);
    n = fold_compatible(str_slice(text, from, at), chars, STRETCH * FOLD_ROOM);
    for (size_t i = 0; i < n; i++)
        put_char(words, chars[i]);
    return at;
}

/* Letters and digits behind the first of a word, up to one that a byte beyond ASCII follows: an
 * accent may be part of it. Written out, since most of all text goes this way. */
static size_t put_rest(struct words *words, str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p;
    size_t n = words->n, from = at;
    bool has_digit = words->has_digit;

    for (; at + 1 < text.n && p[at + 1] < 0x80; at++) {
        unsigned char c = p[at];
        unsigned char lower = c | ('a' - 'A');
        if (is_ascii_lower(lower))
            c = lower;
        else if (!is_ascii_digit(c))
            break;
        if (n < WORD_ROOM)
            words->word[n++] = (char)c;
        has_digit |= c < 'A';
    }
    words->has_digit = has_digit;
    words->n = n;
    words->last += at - from;
    return at;
}

/* ASCII until something else comes. */
static size_t put_ascii(struct words *words, str text, size_t at)
{
    while (at < text.n) {
        unsigned char c = (unsigned char)text.p[at];
        bool before_foreign = at + 1 < text.n && (unsigned char)text.p[at + 1] >= 0x80;
        if (c >= 0x80 || (before_foreign && !is_space(c)))
            break;
        at++;
        if ((ascii_kinds[c] & ASCII_WORD) && c != '_') {
            put_letter(words, c);
            at = put_rest(words, text, at);
        } else {
            put_other(words, c == '`' ? APOSTROPHE : c);
        }
    }
    return at;
}

void words_add(struct words *words, str text)
{
    size_t at = 0;

    words->starts = true;
    while ((at = put_ascii(words, text, at)) < text.n)
        at = put_stretch(words, text, at);
    end_word(words);
    words->number_at = 0;
}
