#include "date_time.h"

enum { OFFSET_MOST = 14 * 60, HOUR_MINUTES = 60 };

/* Only names that mean one offset wherever they are used (RFC 5322, 4.3, and a few more). */
static const struct {
    const char *name;
    int offset;
    bool utc;
} zones[] = {
    {"z", 0, true},       {"utc", 0, true},     {"gmt", 0, true},     {"ut", 0, true},
    {"est", -300, false}, {"edt", -240, false}, {"cdt", -300, false}, {"mst", -420, false},
    {"mdt", -360, false}, {"pst", -480, false}, {"pdt", -420, false}, {"cet", 60, false},
    {"cest", 120, false}, {"mesz", 120, false}, {"mez", 60, false},   {"eet", 120, false},
    {"eest", 180, false}, {"msk", 180, false},  {"мск", 180, false},  {"jst", 540, false},
    {"kst", 540, false},  {"sgt", 480, false},  {"hkt", 480, false},  {"wib", 420, false},
    {"wita", 480, false}, {"wit", 540, false},  {"aest", 600, false}, {"aedt", 660, false},
    {"nzst", 720, false}, {"nzdt", 780, false},
};

static bool small(const struct token *token, unsigned most)
{
    return token->kind == TOKEN_NUMBER && token->digits <= 2 && token->value <= most;
}

/* a.m., am, PM; 0 none, 1 before noon, 2 after. *next behind it. */
static int noon_at(const struct tokens *tokens, size_t *next)
{
    const struct token *token = token_at(tokens, *next);
    int half;

    if (token_word(token, "am") || token_word(token, "pm")) {
        *next += 1;
        return token->word[0] == 'a' ? 1 : 2;
    }
    if (!token_word(token, "a") && !token_word(token, "p"))
        return 0;
    half = token->word[0] == 'a' ? 1 : 2;
    if (!token_is(token_at(tokens, *next + 1), '.') ||
        !token_word(token_at(tokens, *next + 2), "m"))
        return 0;
    *next += token_is(token_at(tokens, *next + 3), '.') ? 4 : 3;
    return half;
}

static bool apply_noon(struct date *date, int half)
{
    if (!half)
        return true;
    if (date->hour > 12)
        return half == 2; /* "13:18 PM" */
    if (date->hour == 0)
        return half == 1;
    date->hour = date->hour % 12 + (half == 2 ? 12 : 0);
    return true;
}

/* +01:00, +0100, +01 */
static size_t signed_offset(const struct tokens *tokens, size_t next, struct date *date)
{
    const struct token *sign = token_at(tokens, next), *number = token_at(tokens, next + 1);
    bool minus = token_is(sign, '-') || token_is(sign, 0x2212);
    int minutes;

    if ((!minus && !token_is(sign, '+')) || number->kind != TOKEN_NUMBER || number->gap)
        return 0;
    if (number->digits == 4) {
        minutes = (int)(number->value / 100 * HOUR_MINUTES + number->value % 100);
        next += 2;
    } else if (number->digits <= 2 && token_is(token_at(tokens, next + 2), ':') &&
               small(token_at(tokens, next + 3), 59)) {
        minutes = (int)(number->value * HOUR_MINUTES + token_at(tokens, next + 3)->value);
        next += 4;
    } else if (number->digits <= 2 && !sign->gap) {
        minutes = (int)number->value * HOUR_MINUTES;
        next += 2;
    } else {
        return 0;
    }
    if (minutes > OFFSET_MOST)
        return 0;
    date->has_offset = true;
    date->utc = false;
    date->offset = minus ? -minutes : minutes;
    return next;
}

static size_t zone_at(const struct tokens *tokens, size_t next, struct date *date)
{
    size_t at = token_is(token_at(tokens, next), '(') ? next + 1 : next;
    const struct token *token = token_at(tokens, at);
    size_t end = signed_offset(tokens, next, date);

    if (end)
        return end;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (token_word(token, zones[i].name)) {
            end = zones[i].utc ? signed_offset(tokens, at + 1, date) : 0;
            if (end)
                return end; /* GMT+0100 */
            date->has_offset = true;
            date->utc = zones[i].utc;
            date->offset = zones[i].offset;
            return at + 1;
        }
    return next;
}

/* Seconds and their fraction, which is left out. */
static size_t seconds_at(const struct tokens *tokens, size_t next, struct date *date)
{
    if (!token_is(token_at(tokens, next), ':') || !small(token_at(tokens, next + 1), 60))
        return next;
    date->second = (int)token_at(tokens, next + 1)->value;
    if (date->second == 60)
        date->second = 59; /* a leap second */
    date->precision = DATE_SECOND;
    next += 2;
    if ((token_is(token_at(tokens, next), '.') || token_is(token_at(tokens, next), ',')) &&
        token_at(tokens, next + 1)->kind == TOKEN_NUMBER && !token_at(tokens, next + 1)->gap)
        next += 2;
    return next;
}

/* 10:20, 10h20, 10.20 Uhr, 10时20分; gives the token behind the minutes, 0: none. */
static size_t minutes_at(const struct tokens *tokens, size_t i)
{
    const struct token *mark = token_at(tokens, i + 1), *minute = token_at(tokens, i + 2);
    const struct token *after = token_at(tokens, i + 3);

    if (!small(token_at(tokens, i), 23) || !small(minute, 59) || minute->digits != 2)
        return 0;
    if (token_is(mark, ':') || token_is(mark, 0xFF1A) || token_word(mark, "h") ||
        token_is(mark, 0x65F6) || token_is(mark, 0x6642) || token_is(mark, 0x70B9))
        return token_is(after, 0x5206) ? i + 4 : i + 3;
    if (token_is(mark, '.') && !minute->gap &&
        (token_word(after, "uhr") || token_word(after, "am") || token_word(after, "pm") ||
         token_word(after, "wib") || token_word(after, "wita")))
        return token_word(after, "uhr") ? i + 4 : i + 3;
    return 0;
}

size_t time_at(const struct tokens *tokens, size_t i, struct date *date)
{
    struct date read = *date;
    size_t next = minutes_at(tokens, i), hour_end = i + 1;

    if (next) {
        read.hour = (int)token_at(tokens, i)->value;
        read.minute = (int)token_at(tokens, i + 2)->value;
        read.precision = DATE_MINUTE;
        next = seconds_at(tokens, next, &read);
        if (!apply_noon(&read, noon_at(tokens, &next)))
            return 0;
    } else if (small(token_at(tokens, i), 12)) { /* "1 PM" */
        int half = noon_at(tokens, &hour_end);
        read.hour = (int)token_at(tokens, i)->value;
        read.minute = 0;
        read.precision = DATE_MINUTE;
        if (!half || !apply_noon(&read, half))
            return 0;
        next = hour_end;
    } else {
        return 0;
    }
    next = zone_at(tokens, next, &read);
    *date = read;
    return next;
}
