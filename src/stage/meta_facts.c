#include "meta_facts.h"

#include "../base/utf8.h"

enum { ENTITY_MOST = 10, CODE_MOST = 0x10FFFF };

/* Those that turn up in headlines; the rest stay as they are. */
static const struct {
    const char *name;
    uint32_t code;
} entities[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},    {"ndash", 0x2013},  {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
    {"sbquo", 0x201A}, {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"laquo", 0xAB},
    {"raquo", 0xBB},   {"hellip", 0x2026}, {"eacute", 0xE9},  {"egrave", 0xE8},  {"agrave", 0xE0},
    {"aacute", 0xE1},  {"iacute", 0xED},   {"oacute", 0xF3},  {"uacute", 0xFA},  {"ntilde", 0xF1},
    {"ccedil", 0xE7},  {"auml", 0xE4},     {"ouml", 0xF6},    {"uuml", 0xFC},    {"szlig", 0xDF},
    {"Auml", 0xC4},    {"Ouml", 0xD6},     {"Uuml", 0xDC},    {"ecirc", 0xEA},   {"ocirc", 0xF4},
    {"acirc", 0xE2},   {"atilde", 0xE3},   {"otilde", 0xF5},  {"reg", 0xAE},     {"trade", 0x2122},
    {"copy", 0xA9},    {"euro", 0x20AC},   {"pound", 0xA3},   {"bull", 0x2022},  {"middot", 0xB7},
    {"deg", 0xB0},     {"rarr", 0x2192},   {"shy", 0xAD},
};

static uint32_t numeric_code(str digits)
{
    uint32_t code = 0, base = 10;

    if (digits.n && (digits.p[0] | 32) == 'x') {
        base = 16;
        digits = str_from(digits, 1);
    }
    for (size_t i = 0; i < digits.n && code <= CODE_MOST; i++) {
        uint32_t c = (unsigned char)digits.p[i], letter = c | 32;
        if (is_ascii_digit(c))
            code = code * base + c - '0';
        else if (base == 16 && letter >= 'a' && letter <= 'f')
            code = code * base + letter - 'a' + 10;
        else
            return 0;
    }
    return code <= CODE_MOST ? code : 0;
}

/* What the reference between & and ; stands for, 0: none that is known. */
static uint32_t entity_code(str name)
{
    if (str_starts(name, S("#")))
        return numeric_code(str_from(name, 1));
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (str_eq(name, str_of(entities[i].name)))
            return entities[i].code;
    return 0;
}

str plain_text(const struct doc *doc, str s)
{
    struct buf out = buf_new(doc->scratch, SIZE_MAX / 4);

    for (size_t at; (at = str_find_char(s, '&')) != SIZE_MAX;) {
        size_t end = str_find_char(str_slice(s, at, at + ENTITY_MOST), ';');
        uint32_t code = end == SIZE_MAX ? 0 : entity_code(str_slice(s, at + 1, at + end));
        buf_str(&out, str_slice(s, 0, at));
        if (code)
            buf_utf8(&out, code);
        else
            buf_char(&out, '&');
        s = str_from(s, code ? at + end + 1 : at + 1);
    }
    if (!out.n)
        return text_tidy(doc->scratch, s);
    buf_str(&out, s);
    return text_tidy(doc->scratch, buf_text(&out));
}

const struct fact *fact_next(const struct doc *doc, enum fact_kind kind, const char *key,
                             size_t *at)
{
    str wanted = str_of(key);

    for (; *at < doc->fact_count; ++*at) {
        const struct fact *fact = &doc->facts[*at];
        if (fact->kind == kind && (!key || str_eq(fact->key, wanted))) {
            ++*at;
            return fact;
        }
    }
    return NULL;
}

str meta_value(const struct doc *doc, const char *key)
{
    const struct fact *fact;
    size_t at = 0;

    while ((fact = fact_next(doc, FACT_META, key, &at))) {
        str value = plain_text(doc, fact->value);
        if (value.n)
            return value;
    }
    return (str){NULL, 0};
}

str meta_first(const struct doc *doc, const struct meta_key *keys, size_t count, const char **from)
{
    for (size_t i = 0; i < count; i++) {
        str value = meta_value(doc, keys[i].key);
        if (value.n) {
            *from = keys[i].from;
            return value;
        }
    }
    return (str){NULL, 0};
}
