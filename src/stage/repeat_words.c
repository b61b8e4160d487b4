#include "repeat_words.h"

#include <string.h>

#include "../base/hash.h"
#include "../base/utf8.h"

enum {
    SENTENCE_TAIL = 4,    /* most characters behind a full stop: quotation marks, brackets */
    SAID_WORDS = 1 << 18, /* most words compared: far beyond any article; the rest is left alone */
};

/* The next word of s from *at on, as text_words() has it with the characters of scripts without
 * spaces apart; gives where it ends, and moves *at behind it. */
static size_t next_word(str s, size_t *at)
{
    size_t end = *at, to = *at;
    bool inside = false;

    while (end < s.n) {
        size_t before = end;
        uint32_t c = utf8_next(s, &end);
        bool wide = is_wide_script(c), letter = is_word_char(c);
        if (inside && (letter ? wide : !is_silent_char(c))) {
            end = before;
            break;
        }
        if (!letter)
            continue;
        to = end;
        inside = true;
        if (wide)
            break;
    }
    *at = end;
    return to;
}

size_t said_word_end(const struct doc *doc, const struct said_line *line, size_t number)
{
    size_t at = 0, end = 0;

    for (size_t i = 0; i <= line->before + number; i++)
        end = next_word(said_block(doc, line)->text, &at);
    return end;
}

/* What main-content found serves as long as the blocks are the same. */
static bool has_words(const struct doc *doc)
{
    return doc->words.blocks && doc->words.blocks == doc->block_count;
}

/* Adds the words of block i; false when they do not all fit. */
static bool add_words(struct said *said, const struct doc *doc, size_t i)
{
    struct text_words words = {.hashes = said->hash + said->word_count, .apart = true};
    size_t first, count;

    if (!has_words(doc)) {
        if (text_words_most(doc->blocks[i].text) > said->word_room - said->word_count)
            return false;
        said->word_count += text_words(doc->blocks[i].text, &words);
        return true;
    }
    first = i ? doc->words.ends[i - 1] : 0;
    count = doc->words.ends[i] - first;
    if (count > said->word_room - said->word_count)
        return false;
    memcpy(words.hashes, doc->words.hashes + first, count * sizeof *words.hashes);
    said->word_count += count;
    return true;
}

static struct said room_for(struct arena *scratch, size_t words, size_t lines)
{
    struct said said = {0};

    said.word_room = words < SAID_WORDS ? words : SAID_WORDS;
    said.hash = arena_alloc(scratch, said.word_room * sizeof *said.hash);
    said.lines = arena_alloc(scratch, lines * sizeof *said.lines);
    return said;
}

struct said said_of(struct doc *doc)
{
    size_t words = 0, lines = 0;
    struct said said;

    for (size_t i = 0; i < doc->block_count; i++) {
        if (doc->blocks[i].why == WHY_KEPT) {
            words += text_words_most(doc->blocks[i].text);
            lines++;
        }
    }
    said = room_for(doc->scratch, words, lines);
    for (size_t i = 0; i < doc->block_count; i++) {
        struct said_line line = {(uint32_t)i, (uint32_t)said.word_count, 0, 0, 0};
        if (doc->blocks[i].why != WHY_KEPT)
            continue;
        if (!add_words(&said, doc, i))
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
    uint64_t *hashes = arena_alloc(scratch, text_words_most(text) * sizeof *hashes);
    struct text_words words = {.hashes = hashes, .apart = true};
    size_t count = text_words(text, &words);

    return hash64((str){(const char *)hashes, count * sizeof *hashes});
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
