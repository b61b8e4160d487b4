#include "json_repair.h"

#include "utf8.h"

enum {
    INT64_DIGITS = 18,  /* any number of so many digits is below 2^63 */
    DOUBLE_DIGITS = 300 /* a number of fewer digits, or with a lower exponent, fits a double */
};

struct mend {
    struct buf out;
    str s;
    size_t at;
    char last;  /* the last character outside strings that was written; 0: none */
    bool comma; /* one waits to see what follows it */
};

static str rest(const struct mend *mend)
{
    return str_from(mend->s, mend->at);
}

static bool at_word(const struct mend *mend, str word)
{
    return str_starts(rest(mend), word);
}

/* Writes what is no part of a string: a comma before it only when it parts two values. */
static void put(struct mend *mend, str token)
{
    char first = token.p[0];

    if (mend->comma && first != ']' && first != '}' && mend->last && mend->last != '[' &&
        mend->last != '{')
        buf_char(&mend->out, ',');
    mend->comma = false;
    mend->last = token.p[token.n - 1];
    buf_str(&mend->out, token);
}

/* ---- strings ---- */

static bool hex4(str s, size_t at, unsigned *value)
{
    *value = 0;
    if (s.n < 4 || at > s.n - 4)
        return false;
    for (size_t i = at; i < at + 4; i++) {
        int digit = hex_digit(s.p[i]);
        if (digit < 0)
            return false;
        *value = *value * 16 + (unsigned)digit;
    }
    return true;
}

/* \uXXXX at mend->at; a pair of surrogates is taken together. */
static void mend_unicode(struct mend *mend)
{
    unsigned first, second;
    size_t at = mend->at;

    if (!hex4(mend->s, at + 2, &first)) {
        buf_str(&mend->out, S("\\\\u"));
        mend->at += 2;
        return;
    }
    mend->at += 6;
    if (first >= 0xD800 && first < 0xDC00 && at_word(mend, S("\\u")) &&
        hex4(mend->s, at + 8, &second) && second >= 0xDC00 && second < 0xE000) {
        mend->at += 6;
        buf_str(&mend->out, str_slice(mend->s, at, at + 12));
    } else if ((first >= 0xD800 && first < 0xE000) || !first) {
        buf_str(&mend->out, S("\\ufffd"));
    } else {
        buf_str(&mend->out, str_slice(mend->s, at, at + 6));
    }
}

/* \xa0, as Python and JavaScript write it. */
static bool mend_byte(struct mend *mend)
{
    str digits = str_slice(mend->s, mend->at + 2, mend->at + 4);

    if (digits.n < 2 || hex_digit(digits.p[0]) < 0 || hex_digit(digits.p[1]) < 0)
        return false;
    if (str_eq(digits, S("00"))) {
        buf_str(&mend->out, S("\\ufffd"));
    } else {
        buf_str(&mend->out, S("\\u00"));
        buf_str(&mend->out, digits);
    }
    mend->at += 4;
    return true;
}

static void mend_escape(struct mend *mend)
{
    char c = mend->at + 1 < mend->s.n ? mend->s.p[mend->at + 1] : '\0';

    if (c == 'u') {
        mend_unicode(mend);
        return;
    }
    if (c == 'x' && mend_byte(mend))
        return;
    if (c && str_find_char(S("\"\\/bfnrt"), c) != SIZE_MAX) {
        buf_str(&mend->out, str_slice(mend->s, mend->at, mend->at + 2));
        mend->at += 2;
    } else if (c == '\'') {
        buf_char(&mend->out, c);
        mend->at += 2;
    } else {
        buf_str(&mend->out, S("\\\\"));
        mend->at++;
    }
}

static void mend_control(struct mend *mend)
{
    switch (mend->s.p[mend->at++]) {
    case '\n':
        buf_str(&mend->out, S("\\n"));
        break;
    case '\t':
        buf_str(&mend->out, S("\\t"));
        break;
    case '\r':
        buf_str(&mend->out, S("\\r"));
        break;
    default:
        buf_char(&mend->out, ' ');
    }
}

/* The quotes of a string that stands in single ones are escaped. */
static void mend_string(struct mend *mend, char quote)
{
    size_t from;

    put(mend, S("\""));
    mend->at++;
    for (;;) {
        for (from = mend->at; mend->at < mend->s.n; mend->at++) {
            unsigned char c = (unsigned char)mend->s.p[mend->at];
            if (c == '"' || c == (unsigned char)quote || c == '\\' || c < 0x20)
                break;
        }
        buf_str(&mend->out, str_slice(mend->s, from, mend->at));
        if (mend->at == mend->s.n)
            return;
        if (mend->s.p[mend->at] == '\\') {
            mend_escape(mend);
        } else if (mend->s.p[mend->at] == quote) {
            buf_char(&mend->out, '"');
            mend->at++;
            return;
        } else if (mend->s.p[mend->at] == '"') {
            buf_str(&mend->out, S("\\\""));
            mend->at++;
        } else {
            mend_control(mend);
        }
    }
}

/* ---- what stands outside of strings ---- */

static bool is_number_char(char c)
{
    return is_ascii_digit(c) || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
}

/* A number whose digits or exponent are too many for a double; both are told by their length. */
static bool is_past_double(str number)
{
    size_t e = str_find_char(number, 'e');
    uint64_t power = 0;

    if (e == SIZE_MAX)
        e = str_find_char(number, 'E');
    if (e != SIZE_MAX) {
        str digits = str_from(number, e + 1);
        if (digits.n && (digits.p[0] == '-' || digits.p[0] == '+'))
            digits = str_from(digits, 1);
        if (!str_number(digits, &power) && digits.n > 3)
            return true;
    }
    return power + (e == SIZE_MAX ? number.n : e) > DOUBLE_DIGITS;
}

static void mend_number(struct mend *mend)
{
    size_t from = mend->at;
    str number, digits;

    while (mend->at < mend->s.n && is_number_char(mend->s.p[mend->at]))
        mend->at++;
    number = str_slice(mend->s, from, mend->at);
    digits = str_from(number, number.p[0] == '-');
    if (digits.n > INT64_DIGITS && str_find_char(digits, '.') == SIZE_MAX &&
        str_find_char(digits, 'e') == SIZE_MAX && str_find_char(digits, 'E') == SIZE_MAX) {
        put(mend, S("\""));
        buf_str(&mend->out, number);
        buf_char(&mend->out, '"');
    } else if (is_past_double(number)) {
        put(mend, S("null"));
    } else {
        put(mend, number);
    }
}

/* Steps over s up to and with `end`, or to the end. */
static void skip_past(struct mend *mend, str end)
{
    size_t place = str_find(rest(mend), end);

    mend->at = place == SIZE_MAX ? mend->s.n : mend->at + place + end.n;
}

static bool skip_comment(struct mend *mend)
{
    str after;

    if (at_word(mend, S("/*"))) {
        skip_past(mend, S("*/"));
        return true;
    }
    if (!at_word(mend, S("//")))
        return false;
    after = rest(mend);
    mend->at += 2;
    after = str_trim(str_slice(after, 2, 32)); /* a wrapper stands right behind the slashes */
    if (!str_starts(after, S("<![CDATA[")) && !str_starts(after, S("]]>")) &&
        !str_starts(after, S("<!--")) && !str_starts(after, S("-->")))
        skip_past(mend, S("\n"));
    return true;
}

static bool skip_wrapper(struct mend *mend)
{
    static const char *const wrappers[] = {"<![CDATA[", "]]>", "<!--", "-->", "\xEF\xBB\xBF", ";"};

    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++)
        if (at_word(mend, str_of(wrappers[i]))) {
            mend->at += str_of(wrappers[i]).n;
            return true;
        }
    return skip_comment(mend);
}

static bool mend_name(struct mend *mend)
{
    static const struct {
        const char *name, *value;
    } rows[] = {{"NaN", "null"},  {"Infinity", "null"},  {"-Infinity", "null"},
                {"-NaN", "null"}, {"nan", "null"},       {"inf", "null"},
                {"-inf", "null"}, {"undefined", "null"}, {"None", "null"},
                {"True", "true"}, {"False", "false"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (at_word(mend, str_of(rows[i].name))) {
            mend->at += str_of(rows[i].name).n;
            put(mend, str_of(rows[i].value));
            return true;
        }
    return false;
}

/* May a value or a name begin here? */
static bool may_begin(const struct mend *mend)
{
    return mend->comma || mend->last == '{' || mend->last == '[' || mend->last == ':';
}

static void mend_token(struct mend *mend)
{
    char c = mend->s.p[mend->at];

    if (c == '"' || (c == '\'' && may_begin(mend))) {
        mend_string(mend, c);
    } else if ((unsigned char)c <= ' ') {
        buf_char(&mend->out, ' ');
        mend->at++;
    } else if (c == ',') {
        mend->comma = true;
        mend->at++;
    } else if (!skip_wrapper(mend) && !mend_name(mend)) {
        if (is_number_char(c) && c != 'e' && c != 'E') {
            mend_number(mend);
        } else {
            put(mend, str_slice(mend->s, mend->at, mend->at + 1));
            mend->at++;
        }
    }
}

str json_repair(struct arena *arena, str s)
{
    struct mend mend = {.out = buf_new(arena, SIZE_MAX / 4)};
    size_t repaired;

    mend.s = utf8_repair(arena, s, &repaired);
    buf_reserve(&mend.out, mend.s.n + mend.s.n / 16);
    while (mend.at < mend.s.n)
        mend_token(&mend);
    return buf_text(&mend.out);
}

str json_unescape_html(struct arena *arena, str s)
{
    static const struct {
        const char *entity;
        char c;
    } rows[] = {{"&quot;", '"'}, {"&#34;", '"'}, {"&#39;", '\''}, {"&apos;", '\''},
                {"&lt;", '<'},   {"&gt;", '>'},  {"&amp;", '&'}};
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    size_t at = 0, row;

    while (at < s.n) {
        size_t next = str_find_char(str_from(s, at), '&');
        next = next == SIZE_MAX ? s.n : at + next;
        buf_str(&out, str_slice(s, at, next));
        at = next;
        for (row = 0; row < sizeof rows / sizeof *rows; row++)
            if (str_starts(str_from(s, at), str_of(rows[row].entity)))
                break;
        if (row < sizeof rows / sizeof *rows) {
            buf_char(&out, rows[row].c);
            at += str_of(rows[row].entity).n;
        } else if (at < s.n) {
            buf_char(&out, s.p[at++]);
        }
    }
    return buf_text(&out);
}
