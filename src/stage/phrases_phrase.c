/* Reading a phrase: its words are hashed once for all its ways, since a rule has up to 256. All
 * rules are read before the first page, once, and most are never read again. */
#include "phrases_phrase.h"

#include "../base/utf8.h"

static void put_sign(struct phrase *phrase, enum phrase_sign sign)
{
    phrase->pieces[phrase->count++] = (struct phrase_piece){.sign = (uint8_t)sign};
}

/* The piece that letters or digits go on with, which may be the last one of this way. */
static struct phrase_piece *piece_of(struct phrase *phrase, enum phrase_sign sign)
{
    size_t from = phrase->way_count ? phrase->ends[phrase->way_count - 1] : 0;

    if (sign == SIGN_ALONE || phrase->count == from ||
        phrase->pieces[phrase->count - 1].sign != sign)
        put_sign(phrase, sign);
    return &phrase->pieces[phrase->count - 1];
}

/* {n}, {...}, {name} */
static bool put_named(struct phrase *phrase, str name)
{
    if (str_eq(name, S("n")))
        put_sign(phrase, SIGN_NUMBER);
    else if (str_eq(name, S("...")))
        put_sign(phrase, SIGN_GAP);
    else if (str_eq(name, S("name")))
        put_sign(phrase, SIGN_NAME);
    else
        return false;
    return true;
}

static void put_char(struct phrase *phrase, uint32_t c)
{
    static const enum phrase_sign signs[] = {
        [CHAR_LETTER] = SIGN_LETTERS, [CHAR_ALONE] = SIGN_ALONE, [CHAR_DIGIT] = SIGN_DIGITS};
    enum char_kind kind = phrase_char(&c);
    struct phrase_piece *piece;

    if (kind == CHAR_DRESS)
        put_sign(phrase, SIGN_BREAK);
    if (kind == CHAR_DRESS || kind == CHAR_SILENT)
        return;
    piece = piece_of(phrase, signs[kind]);
    piece->hash = phrase_hash(piece->hash, c);
    piece->count++;
}

static size_t put_letters(struct phrase *phrase, str text, size_t at)
{
    struct phrase_piece *piece = piece_of(phrase, SIGN_LETTERS);
    size_t end = phrase_letters(&piece->hash, text, at);

    piece->count = (uint16_t)(piece->count + end - at);
    return end;
}

/* What stands outside of (a|b), or in one of its ways. */
static const char *read_piece(struct phrase *phrase, str text)
{
    size_t at = 0, end;

    while (at < text.n) {
        if (is_ascii_letter(text.p[at])) { /* most are */
            at = put_letters(phrase, text, at);
        } else if (text.p[at] == ' ') {
            put_sign(phrase, SIGN_BREAK);
            at++;
        } else if (text.p[at] == '{') {
            end = str_find_char(str_from(text, at), '}');
            if (end == SIZE_MAX)
                return "has a { without a }";
            if (!put_named(phrase, str_slice(text, at + 1, at + end)))
                return "has a {sign} that is none of {n} {...} {name}";
            at += end + 1;
        } else if (text.p[at] == ':' || text.p[at] == '>') {
            put_sign(phrase, text.p[at++] == ':' ? SIGN_COLON : SIGN_PATH);
        } else {
            put_char(phrase, utf8_next(text, &at));
        }
    }
    return NULL;
}

static const char *read_part(struct phrase *phrase, str ways, bool is_group)
{
    uint16_t *count = &phrase->ways_of[phrase->part_count++];
    const char *wrong = NULL;
    str way = ways;

    *count = 0;
    do {
        size_t bar = is_group ? str_find_char(ways, '|') : SIZE_MAX;
        way = str_slice(ways, 0, bar);
        wrong = read_piece(phrase, way);
        phrase->ends[phrase->way_count++] = (uint16_t)phrase->count;
        ++*count;
        if (bar == SIZE_MAX)
            break;
        ways = str_from(ways, bar + 1);
    } while (!wrong);
    phrase->variants *= *count;
    if (!wrong && phrase->variants > PHRASES_MOST_VARIANTS)
        return "has too many (a|b)";
    return wrong;
}

const char *phrase_read(struct phrase *phrase, struct phrase_room *room, str text)
{
    const char *wrong = NULL;
    size_t open, close;

    *phrase = (struct phrase){room->pieces, room->ends, room->ways_of, .variants = 1};
    if (text.n > PHRASES_MOST_LINE_BYTES)
        return "is too long a phrase";
    while (!wrong && (open = str_find_char(text, '(')) != SIZE_MAX) {
        close = str_find_char(text, ')');
        if (close == SIZE_MAX || close < open)
            return "has a ( without a )";
        wrong = read_part(phrase, str_slice(text, 0, open), false);
        if (!wrong)
            wrong = read_part(phrase, str_slice(text, open + 1, close), true);
        text = str_from(text, close + 1);
    }
    return wrong ? wrong : read_part(phrase, text, false);
}

/* ---- checking it ---- */

/* Elements of each sign. */
static const uint8_t sign_elements[] = {
    [SIGN_LETTERS] = 1, [SIGN_DIGITS] = 1,      [SIGN_ALONE] = 1,
    [SIGN_BREAK] = 0,   [SIGN_GAP] = GAP_WORDS, [SIGN_NUMBER] = NUMBER_PARTS + 1,
    [SIGN_COLON] = 1,   [SIGN_PATH] = 1,        [SIGN_NAME] = NAME_WORDS,
};

/* Of a way alone. */
static size_t way_elements(const struct phrase *phrase, size_t way)
{
    size_t n = 0;

    for (size_t i = way ? phrase->ends[way - 1] : 0; i < phrase->ends[way]; i++)
        n += sign_elements[phrase->pieces[i].sign];
    return n;
}

size_t phrase_elements(const struct phrase *phrase)
{
    size_t way = 0, sum = 0;

    for (size_t part = 0; part < phrase->part_count; part++) {
        size_t most = 0;
        for (size_t n = phrase->ways_of[part]; n-- > 0; way++) {
            size_t elements = way_elements(phrase, way);
            most = elements > most ? elements : most;
        }
        sum += most;
    }
    return sum;
}

/* The sign that a way begins with, or ends with; SIGN_BREAK when it has none. */
static enum phrase_sign outer_sign(const struct phrase *phrase, size_t way, bool last)
{
    size_t from = way ? phrase->ends[way - 1] : 0, to = phrase->ends[way];

    while (from < to && phrase->pieces[last ? to - 1 : from].sign == SIGN_BREAK)
        last ? to-- : from++;
    return from < to ? (enum phrase_sign)phrase->pieces[last ? to - 1 : from].sign : SIGN_BREAK;
}

/* A part that may be left out shows the one behind it. */
bool phrase_has_key(const struct phrase *phrase, bool reversed)
{
    size_t way = reversed ? phrase->way_count : 0;
    bool open = true;

    for (size_t i = 0; open && i < phrase->part_count; i++) {
        size_t part = reversed ? phrase->part_count - 1 - i : i;
        open = false;
        for (size_t n = phrase->ways_of[part]; n-- > 0;) {
            enum phrase_sign sign = outer_sign(phrase, reversed ? --way : way++, reversed);
            if (sign > SIGN_BREAK && (reversed || sign != SIGN_NUMBER))
                return false;
            open |= sign == SIGN_BREAK;
        }
    }
    return !open;
}
