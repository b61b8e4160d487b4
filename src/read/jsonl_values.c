#include "jsonl_values.h"

#include "../base/json.h"
#include "../base/utf8.h"

enum {
    MILLI_DIGITS = 13, /* milliseconds since 1970 have so many digits from 2001 to 2286 */
    SECOND_DIGITS = 10,
    MILLI = 1000,
    DAY = 86400,
    HOUR = 3600,
    MINUTE = 60,
    TAGS = 2, /* so many tags are no accident */
};

static const uint64_t most_milli = UINT64_C(10000000000000); /* of a date that is a number */

static str cut(str s, size_t most)
{
    s = str_slice(s, 0, most);
    return s.n == most ? str_slice(s, 0, utf8_valid(s)) : s;
}

static str plain_text(struct arena *arena, const struct json *value, size_t most)
{
    if (json_is(value, JSON_KIND_INTEGER))
        return str_printf(arena, "%lld", (long long)value->integer);
    return cut(json_str(value), most);
}

str jsonl_text(struct arena *arena, const struct json *value, size_t most)
{
    static const char *const keys[] = {"name",  "rendered", "@value",   "$oid",
                                       "$date", "main",     "original", "url"};

    if (!json_is(value, JSON_KIND_OBJECT))
        return plain_text(arena, value, most);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        str text = plain_text(arena, json_member(value, keys[i]), most);
        if (text.n)
            return text;
    }
    return (str){NULL, 0};
}

str jsonl_texts(struct arena *arena, const struct json *value, size_t most, bool tidy)
{
    struct buf out = buf_new(arena, most);

    if (!json_is(value, JSON_KIND_ARRAY)) {
        str text = jsonl_text(arena, value, most);
        return tidy ? text_tidy(arena, text) : text;
    }
    for (size_t i = 0; i < json_items(value) && !out.full; i++) {
        str text = jsonl_text(arena, json_item(value, i), most);
        text = tidy ? text_tidy(arena, text) : text;
        if (out.n && text.n)
            buf_char(&out, '\n');
        buf_str(&out, text);
    }
    return cut(buf_text(&out), most);
}

/* Days since 1970-01-01 to a date of the proleptic Gregorian calendar: years are counted from
 * March, in eras of 400 years (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static str iso_date(struct arena *arena, uint64_t seconds)
{
    uint64_t days = seconds / DAY + 719468, era = days / 146097, of_era = days % 146097;
    uint64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    uint64_t month = (5 * of_year + 2) / 153, day = of_year - (153 * month + 2) / 5 + 1;

    month = month < 10 ? month + 3 : month - 9;
    year += era * 400 + (month <= 2);
    seconds %= DAY;
    return str_printf(arena, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)year, (unsigned)month,
                      (unsigned)day, (unsigned)(seconds / HOUR),
                      (unsigned)(seconds % HOUR / MINUTE), (unsigned)(seconds % MINUTE));
}

str jsonl_date(struct arena *arena, const struct json *value, size_t most)
{
    str text = jsonl_text(arena, value, most), digits;
    uint64_t number;

    if (json_is(value, JSON_KIND_REAL) && json_whole(value, &number) && number < most_milli)
        text = str_printf(arena, "%llu", (unsigned long long)number);
    digits = str_slice(text, 0, str_find_char(text, '.')); /* "1700000000.25" is said too */
    if (!str_number(digits, &number))
        return text;
    if (digits.n == MILLI_DIGITS)
        return iso_date(arena, number / MILLI);
    if (digits.n == SECOND_DIGITS || (digits.n == SECOND_DIGITS - 1 && json_is_numeric(value)))
        return iso_date(arena, number);
    return text;
}

static bool is_markup_tag(str at)
{
    static const char *const tags[] = {"</p>", "</div>", "</li>",      "</span>", "</a>",
                                       "<br",  "</h1>",  "</h2>",      "</h3>",   "</strong>",
                                       "<p>",  "<p ",    "</article>", "<img ",   "</body>"};

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (str_starts_nocase(at, str_of(tags[i])))
            return true;
    return false;
}

static bool begins_with_tag(str s)
{
    s = str_trim(s);
    return s.n > 1 && s.p[0] == '<' &&
           (s.p[1] == '!' || ((s.p[1] | 0x20) >= 'a' && (s.p[1] | 0x20) <= 'z'));
}

bool jsonl_is_html(str s)
{
    size_t tags = begins_with_tag(s), place;

    while (tags < TAGS && (place = str_find_char(s, '<')) != SIZE_MAX) {
        s = str_from(s, place);
        tags += is_markup_tag(s);
        s = str_from(s, 1);
    }
    return tags >= TAGS;
}
