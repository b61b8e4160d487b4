/* utf8: validate, decode, fold, and tell what kind of character it is. */
#ifndef NEWSMILL_BASE_UTF8_H
#define NEWSMILL_BASE_UTF8_H

#include "str.h"

/* s without the byte order mark that it may begin with. */
str utf8_past_mark(str s);

/* Length of the longest prefix of s that is valid UTF-8 (Unicode 15, table 3-7). */
size_t utf8_valid(str s);
/* The same; *foreign: how many characters of it are not ASCII. */
size_t utf8_sound(str s, size_t *foreign);

/* Where the run of ASCII that begins at `at` ends. */
size_t utf8_ascii(str s, size_t at);

/* Is it a byte within a character, not its first? */
static inline bool utf8_within(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* How many characters valid UTF-8 has; how many of them are not ASCII. */
size_t utf8_length(str s);
size_t utf8_foreign(str s);

/* utf8_next for a character that is not ASCII. */
uint32_t utf8_next_foreign(str s, size_t *at);

/* Decodes the character at *at and moves *at behind it. One invalid byte gives U+FFFD. s is not
 * at its end. */
static inline uint32_t utf8_next(str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[*at];

    if (c >= 0x80)
        return utf8_next_foreign(s, at);
    ++*at;
    return c;
}

/* Writes a character; U+FFFD for what is no scalar value. Gives the number of bytes, 1 to 4. */
size_t utf8_put(char out[4], uint32_t c);
void buf_utf8(struct buf *buf, uint32_t c);

/* A copy of s in which every ill-formed sequence is one U+FFFD, as the WHATWG decoder does it.
 * s itself when it is valid; *repaired counts the replacements. */
str utf8_repair(struct arena *arena, str s, size_t *repaired);

/* What an ASCII character is, by its number; 0 from 0x80 on. Most text flows: words, and the spaces
 * between them. */
enum {
    ASCII_WORD = 1,
    ASCII_STOP = 2,
    ASCII_COMMA = 4,
    ASCII_JOINT = 8,
    ASCII_PRINTED = 16,
    ASCII_FLOW = 32
};
extern const unsigned char ascii_kinds[256];

static inline bool is_ascii_word(char c)
{
    return ascii_kinds[(unsigned char)c] & ASCII_WORD;
}

bool is_word_foreign(uint32_t c);           /* is_word_char for a character that is not ASCII */
static inline bool is_word_char(uint32_t c) /* letter, mark or number, of any script */
{
    return c < 0x80 ? ascii_kinds[c] & ASCII_WORD : is_word_foreign(c);
}

/* Each for what the shorter one beneath it does not tell at once: characters that are not ASCII,
 * and for scripts those from FIRST_WIDE on. */
enum { FIRST_WIDE = 0x0E00 };
bool is_wide_late(uint32_t c);
bool is_space_foreign(uint32_t c);
bool is_upper_foreign(uint32_t c);
bool is_lower_foreign(uint32_t c);
bool is_sentence_end_foreign(uint32_t c);
bool is_comma_foreign(uint32_t c);

/* Han, kana, Thai, Khmer ...: written without spaces between words */
static inline bool is_wide_script(uint32_t c)
{
    return c >= FIRST_WIDE && is_wide_late(c);
}

/* white space of any kind, no-break and zero-width ones too */
static inline bool is_space_char(uint32_t c)
{
    return c < 0x80 ? is_space((unsigned char)c) : is_space_foreign(c);
}

static inline bool is_upper_char(uint32_t c)
{
    return c < 0x80 ? is_ascii_upper(c) : is_upper_foreign(c);
}

static inline bool is_lower_char(uint32_t c)
{
    return c < 0x80 ? is_ascii_lower(c) : is_lower_foreign(c);
}

static inline bool is_sentence_end(uint32_t c) /* . ! ? and what other scripts end one with */
{
    return c < 0x80 ? ascii_kinds[c] & ASCII_STOP : is_sentence_end_foreign(c);
}

static inline bool is_comma(uint32_t c) /* , and what other scripts have for it */
{
    return c < 0x80 ? ascii_kinds[c] & ASCII_COMMA : is_comma_foreign(c);
}

uint32_t to_lower_foreign(uint32_t c); /* of a character that is not ASCII */
static inline uint32_t to_lower_char(uint32_t c)
{
    if (c >= 0x80)
        return to_lower_foreign(c);
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* Words of a text: runs of word characters (an apostrophe, hyphen, dot or comma between two of them
 * does not part them); in scripts without spaces, two characters count as a word. Stops: the
 * characters that end a sentence, and something with it: no word goes on behind them. */
struct text_counts {
    size_t words, stops, commas;
};
struct text_counts text_counts(str s);
size_t count_words(str s);

/* Lower case, runs of anything that is no word character become one space, none at the ends:
 * what two texts have in common when only their dress differs. */
str text_fold(struct arena *arena, str s);

/* Characters that a folded text leaves out without parting a word: "don't" and "dont" are one. */
static inline bool is_silent_char(uint32_t c)
{
    return c == '\'' || c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2019;
}

/* The words of a folded text as hashes, none of which is 0. */
struct text_words {
    uint64_t *hashes; /* the caller's room, for text_words_most() */
    bool apart;       /* each character of a script without spaces is to be a word of its own */
    bool wide;        /* set when there is such a character */
};
static inline size_t text_words_most(str s)
{
    return s.n / 2 + 1; /* a word takes two bytes at least, with what parts it from the next */
}
/* Gives their number. */
size_t text_words(str s, struct text_words *words);

/* White space of all kinds, runs of it too, becomes one space, none at the ends; zero-width
 * characters and soft hyphens go. */
str text_tidy(struct arena *arena, str s);

#endif
