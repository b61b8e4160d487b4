#include "json_lex.h"

#include "utf8.h"

enum { SURROGATES = 0xD800, LOW_SURROGATES = 0xDC00, SURROGATES_END = 0xE000 };

static const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;

char json_lex_here(const struct json_lex *lex)
{
    return lex->at < lex->s.n ? lex->s.p[lex->at] : '\0';
}

void json_lex_space(struct json_lex *lex)
{
    for (char c = json_lex_here(lex); c == ' ' || c == '\t' || c == '\n' || c == '\r';
         c = json_lex_here(lex))
        lex->at++;
}

bool json_lex_take(struct json_lex *lex, char c)
{
    if (json_lex_here(lex) != c || lex->at >= lex->s.n)
        return false;
    lex->at++;
    return true;
}

static uint64_t has_zero(uint64_t word)
{
    return (word - ones) & ~word & tops;
}

/* Eight bytes at a time, since nearly all of a record is text. */
size_t json_lex_plain(str s, size_t at)
{
    for (uint64_t word; at + sizeof word <= s.n; at += sizeof word) {
        memcpy(&word, s.p + at, sizeof word);
        if (has_zero(word ^ (ones * '"')) | has_zero(word ^ (ones * '\\')) |
            ((word - ones * ' ') & ~word & tops))
            break;
    }
    while (at < s.n && s.p[at] != '"' && s.p[at] != '\\' && (unsigned char)s.p[at] >= ' ')
        at++;
    return at;
}

/* The four digits of \uXXXX at `at`; UINT32_MAX when they are none. */
static uint32_t unit_at(str s, size_t at)
{
    uint32_t unit = 0;

    if (at + 4 > s.n)
        return UINT32_MAX;
    for (size_t i = at; i < at + 4; i++) {
        int digit = hex_digit(s.p[i]);
        if (digit < 0)
            return UINT32_MAX;
        unit = unit << 4 | (uint32_t)digit;
    }
    return unit;
}

static bool take_unit(struct json_lex *lex)
{
    uint32_t unit = unit_at(lex->s, lex->at), low;

    lex->at += 4;
    if (unit < SURROGATES || (unit >= SURROGATES_END && unit != UINT32_MAX))
        return true;
    if (unit >= LOW_SURROGATES || !json_lex_take(lex, '\\') || !json_lex_take(lex, 'u'))
        return false;
    low = unit_at(lex->s, lex->at);
    lex->at += 4;
    return low >= LOW_SURROGATES && low < SURROGATES_END;
}

static bool take_escape(struct json_lex *lex)
{
    char c = json_lex_here(lex);

    lex->at++;
    return c == 'u' ? take_unit(lex) : c && str_find_char(S("\"\\/bfnrt"), c) != SIZE_MAX;
}

bool json_lex_string(struct json_lex *lex)
{
    if (!json_lex_take(lex, '"'))
        return false;
    for (;;) {
        lex->at = json_lex_plain(lex->s, lex->at);
        if (json_lex_take(lex, '"'))
            return true;
        if (!json_lex_take(lex, '\\') || !take_escape(lex))
            return false;
    }
}

static bool take_digits(struct json_lex *lex)
{
    size_t from = lex->at;

    while (json_lex_here(lex) >= '0' && json_lex_here(lex) <= '9')
        lex->at++;
    return lex->at > from;
}

static bool take_number(struct json_lex *lex)
{
    json_lex_take(lex, '-');
    if (!json_lex_take(lex, '0') && !take_digits(lex))
        return false;
    if (json_lex_take(lex, '.') && !take_digits(lex))
        return false;
    if (!json_lex_take(lex, 'e') && !json_lex_take(lex, 'E'))
        return true;
    if (!json_lex_take(lex, '+'))
        json_lex_take(lex, '-');
    return take_digits(lex);
}

static bool take_word(struct json_lex *lex, str word)
{
    if (!str_starts(str_from(lex->s, lex->at), word))
        return false;
    lex->at += word.n;
    return true;
}

bool json_lex_scalar(struct json_lex *lex)
{
    switch (json_lex_here(lex)) {
    case '"':
        return json_lex_string(lex);
    case 't':
        return take_word(lex, S("true"));
    case 'f':
        return take_word(lex, S("false"));
    case 'n':
        return take_word(lex, S("null"));
    default:
        return take_number(lex);
    }
}

/* ---- what a string says ---- */

/* A \uXXXX, and the one behind it where both are a pair of surrogates. */
static uint32_t unescape_unit(str raw, size_t *at)
{
    uint32_t c = unit_at(raw, *at);

    *at += 4;
    if (c < SURROGATES || c >= LOW_SURROGATES)
        return c;
    c = 0x10000 + ((c - SURROGATES) << 10) + unit_at(raw, *at + 2) - LOW_SURROGATES;
    *at += 6;
    return c;
}

str json_lex_text(struct arena *arena, str raw)
{
    static const char names[] = "bfnrt", meant[] = "\b\f\n\r\t";
    struct buf out = buf_new(arena, raw.n);

    buf_reserve(&out, raw.n);
    for (size_t at = 0, from; at < raw.n;) {
        const char *known;
        for (from = at; at < raw.n && raw.p[at] != '\\';)
            at++;
        buf_str(&out, str_slice(raw, from, at));
        if (at >= raw.n)
            break;
        at += 2;
        known = memchr(names, raw.p[at - 1], sizeof names - 1);
        if (raw.p[at - 1] == 'u')
            buf_utf8(&out, unescape_unit(raw, &at));
        else
            buf_char(&out, known ? meant[known - names] : raw.p[at - 1]);
    }
    return buf_text(&out);
}
