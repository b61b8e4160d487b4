#include "repeat_words.h"

#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"

enum {
    SENTENCE_TAIL = 4,    /* most characters behind a full stop: quotation marks, brackets */
    LOWER = 0x20,         /* set in every digit and small letter of ASCII, in no capital */
    SAID_WORDS = 1 << 18, /* most words compared: far beyond any article; the rest is left alone */
};

/* Dropped by text_fold(), too: "don't" and "don’t" and "dont" are one word. */
static bool is_silent(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0xAD || c == 0x200C || c == 0x200D;
}

/* Takes the ASCII word characters from `at` on, which most text is made of; gives their end. */
static size_t take_ascii(str s, size_t at, uint64_t *hash)
{
    uint64_t taken = *hash;

    for (; at < s.n && is_ascii_word(s.p[at]); at++)
        taken = hash_step(taken, (unsigned char)s.p[at] | LOWER);
    *hash = taken;
    return at;
}

/* The next word of s from *at on; a character of a script without spaces is a word of its own. */
static bool next_word(str s, size_t *at, uint64_t *hash, struct word_place *place)
{
    size_t end = *at, before;
    bool inside = false;

    *hash = 0;
    while (end < s.n) {
        before = end;
        if (is_ascii_word(s.p[end])) {
            if (!inside)
                place->from = (uint32_t)end;
            end = take_ascii(s, end, hash);
            place->to = (uint32_t)end;
            inside = true;
            if (end < s.n && s.p[end] == ' ') { /* as most words end */
                end++;
                break;
            }
            continue;
        }
        uint32_t c = utf8_next(s, &end);
        bool wide = is_wide_script(c), letter = is_word_char(c);
        if (inside && (wide || (!letter && !is_silent(c)))) {
            end = before;
            break;
        }
        if (!letter)
            continue;
        if (!inside)
            place->from = (uint32_t)before;
        *hash = hash_step(*hash, to_lower_char(c));
        place->to = (uint32_t)end;
        inside = true;
        if (wide)
            break;
    }
    *at = end;
    return inside;
}

/* Adds the words of s; false when they do not all fit. */
static bool add_words(struct said *said, str s)
{
    struct word_place place = {0, 0};
    uint64_t hash;
    size_t at = 0;

    while (next_word(s, &at, &hash, &place)) {
        if (said->word_count == said->word_room)
            return false;
        said->hash[said->word_count] = hash;
        said->place[said->word_count++] = place;
    }
    return true;
}

/* A word takes two bytes at least, with the space that parts it from the next. */
static size_t most_words(str s)
{
    return s.n / 2 + 1;
}

static struct said room_for(struct arena *scratch, size_t words, size_t lines)
{
    struct said said = {0};

    said.word_room = words < SAID_WORDS ? words : SAID_WORDS;
    said.hash = arena_alloc(scratch, said.word_room * sizeof *said.hash);
    said.place = arena_alloc(scratch, said.word_room * sizeof *said.place);
    said.lines = arena_alloc(scratch, lines * sizeof *said.lines);
    return said;
}

struct said said_of(struct doc *doc)
{
    size_t words = 0, lines = 0;
    struct said said;

    for (size_t i = 0; i < doc->block_count; i++) {
        if (doc->blocks[i].why == WHY_KEPT) {
            words += most_words(doc->blocks[i].text);
            lines++;
        }
    }
    said = room_for(doc->scratch, words, lines);
    for (size_t i = 0; i < doc->block_count; i++) {
        struct said_line line = {(uint32_t)i, (uint32_t)said.word_count, 0, 0};
        if (doc->blocks[i].why != WHY_KEPT)
            continue;
        if (!add_words(&said, doc->blocks[i].text))
            break;
        line.count = (uint32_t)said.word_count - line.first;
        line.hash = said_hash(&said, line.first, line.count);
        if (line.count)
            said.lines[said.line_count++] = line;
    }
    return said;
}

uint64_t said_hash(const struct said *said, size_t first, size_t count)
{
    return hash64((str){(const char *)(said->hash + first), count * sizeof *said->hash});
}

bool said_same(const struct said *said, size_t a, size_t b, size_t count)
{
    return memcmp(said->hash + a, said->hash + b, count * sizeof *said->hash) == 0;
}

uint64_t said_hash_text(struct arena *scratch, str text)
{
    struct said said = room_for(scratch, most_words(text), 0);

    return add_words(&said, text) ? said_hash(&said, 0, said.word_count) : 0;
}

static bool is_item_mark(uint32_t c)
{
    return c == '-' || c == '*' || c == 0x2022 || c == 0xB7 || c == 0x2013 || c == 0x2014 ||
           c == 0x25CF || c == 0x25AA;
}

size_t said_rest(str text, size_t at)
{
    bool gap = false;

    while (at < text.n) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        bool space = is_space_char(c);
        if (is_word_char(c) || (gap && !space && !is_item_mark(c)))
            break;
        gap = gap || space;
        at = next;
    }
    return at;
}

bool block_ends_sentence(const struct block *block)
{
    str text = block->text;
    size_t at = text.n, next;
    uint32_t c = 0;

    for (size_t looked = 0; at > 0 && looked < SENTENCE_TAIL; looked++) {
        do
            at--;
        while (at > 0 && utf8_within(text.p[at]));
        next = at;
        c = utf8_next(text, &next);
        if (is_sentence_end(c) || is_word_char(c))
            break;
    }
    return is_sentence_end(c);
}
