#include "config.h"

#include "phrases_tokens.h"

#include "../base/sse2.h"
#include "../base/utf8.h"

enum {
    SOFT_HYPHEN = 0xAD,
    COPYRIGHT_SIGN = 0xA9,
    HANGUL_FIRST = 0xAC00,
    HANGUL_LAST = 0xD7A3,
    FULLWIDTH_FIRST = 0xFF01,
    FULLWIDTH_LAST = 0xFF5E,
    FULLWIDTH_SHIFT = 0xFEE0,
    NO_DIGITS_FIRST = 0x1800, /* from here on all but the full-width ones */
};

int phrase_digit(uint32_t c)
{
    static const uint16_t zeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66,
                                     0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
                                     0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0xFF10};

    if (c < zeros[0])
        return is_ascii_digit(c) ? (int)(c - '0') : -1;
    if (c >= NO_DIGITS_FIRST && c < zeros[sizeof zeros / sizeof *zeros - 1])
        return -1;
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros && c >= zeros[i]; i++)
        if (c < zeros[i] + 10u)
            return (int)(c - zeros[i]);
    return -1;
}

/* Stands inside a word without counting: apostrophes, joiners, Arabic vowel signs and tatweel,
 * the Devanagari nukta, all of which writers set or leave out at will. */
static bool is_silent(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == SOFT_HYPHEN ||
           (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0x0640 ||
           (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x093C || c == 0xFE0F;
}

uint32_t phrase_fold(uint32_t c)
{
    static const uint16_t nukta[] = {0x0915, 0x0916, 0x0917, 0x091C,
                                     0x0921, 0x0922, 0x092B, 0x092F};

    if (c < 0x80)
        return is_ascii_upper(c) ? c + 32 : c;
    if (c >= FULLWIDTH_FIRST && c <= FULLWIDTH_LAST)
        return phrase_fold(c - FULLWIDTH_SHIFT); /* one step: the result is ASCII */
    if (c >= 0x0958 && c <= 0x095F)
        return nukta[c - 0x0958];
    switch (c) {
    case 0x0130: /* I with dot */
    case 0x0131: /* dotless i: capitals of Turkish are lowered without knowing the language */
        return 'i';
    case 0x0401: /* yo, often printed as ye */
    case 0x0451:
        return 0x0435;
    case 0x0622: /* alef with madda, with hamza above, below, wasla */
    case 0x0623:
    case 0x0625:
    case 0x0671:
        return 0x0627;
    case 0x0649: /* alef maksura */
    case 0x06CC: /* Farsi yeh */
        return 0x064A;
    default:
        return to_lower_char(c);
    }
}

static bool is_alone(uint32_t c)
{
    return is_wide_script(c) || (c >= HANGUL_FIRST && c <= HANGUL_LAST) || c == COPYRIGHT_SIGN;
}

static bool is_path(uint32_t c)
{
    return c == '>' || c == '/' || c == '|' || c == '\\' || c == 0xBB || c == 0xAB || c == 0x203A ||
           c == 0x2039 || (c >= 0x2190 && c <= 0x2193) || c == 0x21D2 || c == 0x27A1 ||
           c == 0x2794 || c == 0x25B6 || c == 0x25BA || c == 0x25B8 || c == 0x2022 || c == 0xB7 ||
           c == 0xFF5C || c == 0xFF1E || c == 0x300B;
}

/* A hyphen parts words only when a space stands at one of its sides. */
static bool is_colon(str s, size_t from, size_t to, uint32_t c)
{
    if (c == '-')
        return (from > 0 && s.p[from - 1] == ' ') || (to < s.n && s.p[to] == ' ');
    return c == ':' || c == 0x2013 || c == 0x2014 || c == 0xFF1A || c == 0x2015;
}

enum char_kind phrase_char_kind(uint32_t c)
{
    if (c < 0x80 && is_ascii_letter((char)c))
        return CHAR_LETTER;
    if (c == ' ')
        return CHAR_DRESS;
    if (is_silent(c))
        return CHAR_SILENT;
    if (phrase_digit(c) >= 0)
        return CHAR_DIGIT;
    if (c != COPYRIGHT_SIGN && !is_word_char(c))
        return CHAR_DRESS;
    return is_alone(c) ? CHAR_ALONE : CHAR_LETTER;
}

/* Most characters that are not ASCII are one of these, for which nothing else is asked: letters
 * that stand for themselves (Latin, Cyrillic, Arabic, Devanagari), and words by themselves (Han,
 * Hangul, kana). */
static bool is_plain_letter(uint32_t c)
{
    return (c >= 0x0430 && c <= 0x044F) || (c >= 0x00DF && c <= 0x00F6) ||
           (c >= 0x0626 && c <= 0x063A) || (c >= 0x0641 && c <= 0x0648) ||
           (c >= 0x0905 && c <= 0x0939);
}

static bool is_plain_alone(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= HANGUL_FIRST && c <= HANGUL_LAST) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA);
}

enum char_kind phrase_char(uint32_t *c)
{
    enum char_kind kind;

    if (is_plain_letter(*c))
        return CHAR_LETTER;
    if (is_plain_alone(*c))
        return CHAR_ALONE;
    kind = phrase_char_kind(*c);
    if (kind == CHAR_DIGIT)
        *c = (uint32_t)phrase_digit(*c);
    else if (kind == CHAR_LETTER || kind == CHAR_ALONE)
        *c = phrase_fold(*c);
    return kind;
}

static void take(struct token *token, uint32_t c, size_t to)
{
    token->hash = phrase_hash(token->hash, c);
    token->to = (uint32_t)to;
}

#ifdef HAVE_EMMINTRIN_H
/* phrase_hash() of the first n letters, 1 to 8. */
static uint64_t hash_some(uint64_t hash, __m128i letters, unsigned n)
{
    uint64_t bytes;

    _mm_storel_epi64((__m128i *)(void *)&bytes, letters);
    return (hash << (8 * n % 64) | hash >> (64 - 8 * n)) ^ __builtin_bswap64(bytes) >> (64 - 8 * n);
}

/* As many letters as stand among the next sixteen bytes. */
static size_t hash_many(uint64_t *hash, str s, size_t at)
{
    __m128i lower = _mm_or_si128(sse2_load_some(s.p + at, s.n - at), _mm_set1_epi8(0x20));
    unsigned letters = (unsigned)_mm_movemask_epi8(sse2_within(lower, 'a', 'z'));
    unsigned n = (unsigned)__builtin_ctz(~letters);

    if (n)
        *hash = hash_some(*hash, lower, n < 8 ? n : 8);
    if (n > 8)
        *hash = hash_some(*hash, _mm_srli_si128(lower, 8), n - 8);
    return at + n;
}
#else
static size_t hash_many(uint64_t *hash, str s, size_t at)
{
    (void)hash;
    (void)s;
    return at;
}
#endif

size_t phrase_letters(uint64_t *hash, str s, size_t at)
{
    uint64_t made = *hash;

    at = hash_many(&made, s, at);
    for (; at < s.n && is_ascii_letter(s.p[at]); at++)
        made = phrase_hash(made, (uint32_t)(unsigned char)s.p[at] | 0x20);
    *hash = made;
    return at;
}

/* The rest of a word as far as it is ASCII letters, which most text is. */
static size_t take_letters(struct token *token, str s, size_t at)
{
    at = phrase_letters(&token->hash, s, at);
    token->to = (uint32_t)at;
    return at;
}

static enum token_kind token_kind(enum char_kind kind, bool is_path_sign)
{
    if (kind == CHAR_DIGIT)
        return TOKEN_NUMBER;
    if (kind != CHAR_DRESS)
        return TOKEN_WORD;
    return is_path_sign ? TOKEN_PATH : TOKEN_COLON;
}

/* The tokens but for the last step of their hashes. */
static size_t read_tokens(str s, size_t at, struct token *tokens, size_t most, bool *whole)
{
    enum char_kind inside = CHAR_DRESS; /* of the word or number that goes on */
    size_t n = 0;

    *whole = true;
    while (at < s.n) {
        if (s.p[at] == ' ') { /* as most words end */
            inside = CHAR_DRESS;
            at++;
            continue;
        }
        size_t from = at;
        bool is_letter = is_ascii_letter(s.p[at]), colon = false;
        uint32_t c = is_letter ? 'a' : utf8_next(s, &at), value = c;
        enum char_kind kind = is_letter ? CHAR_LETTER : phrase_char(&value);
        if (kind == CHAR_SILENT)
            continue;
        if (kind == CHAR_DRESS) {
            inside = CHAR_DRESS;
            colon = is_colon(s, from, at, c);
            if (!colon && !is_path(c))
                continue;
        }
        if (kind == CHAR_DRESS || kind != inside) {
            if (n == most) {
                *whole = false;
                return n;
            }
            tokens[n++] =
                (struct token){PHRASE_HASH_START, (uint32_t)from, 0, token_kind(kind, !colon)};
        }
        if (is_letter)
            at = take_letters(&tokens[n - 1], s, at);
        else
            take(&tokens[n - 1], value, at);
        inside = kind == CHAR_ALONE ? CHAR_DRESS : kind;
    }
    return n;
}

size_t phrase_tokens(str s, size_t at, struct token *tokens, size_t most, bool *whole)
{
    size_t n = read_tokens(s, at, tokens, most, whole);

    for (size_t i = 0; i < n; i++)
        tokens[i].hash = phrase_hash_end(tokens[i].hash);
    return n;
}
