#include "date.h"

#include "date_days.h"
#include "date_time.h"
#include "date_tokens.h"
#include "utf8.h"

enum {
    YEAR_LEAST = 1990,  /* the first news on the web */
    YEAR_OLDEST = 1600, /* the first newspapers */
    YEAR_MOST = 2100,
    BUDDHIST_YEARS = 543,
    TIME_REACH = 8, /* tokens between a date and its time of day */
    EPOCH_DIGITS = 10,
    EPOCH_MS_DIGITS = 13,
    DAY_SECONDS = 86400,
};

/* A date being matched: the token behind the part that was read last. */
struct match {
    const struct tokens *tokens;
    size_t next;
    struct date_hint hint;
    int year, month, day;
    bool either;
};

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

static int year_least(struct date_hint hint)
{
    return hint.old ? YEAR_OLDEST : YEAR_LEAST;
}

static bool sound(const struct date *date, struct date_hint hint)
{
    return date->year >= year_least(hint) && date->year <= YEAR_MOST && date->month >= 1 &&
           date->month <= 12 && date->day >= (date->precision == DATE_MONTH ? 0 : 1) &&
           date->day <= month_days(date->year, date->month);
}

static const struct token *peek(const struct match *match)
{
    return token_at(match->tokens, match->next);
}

/* Words and marks that stand between the parts of a written date. */
static void skip_joints(struct match *match)
{
    static const char *const joints[] = {"st",   "nd",  "rd",  "th", "er",    "de",  "del", "of",
                                         "do",   "ta",  "the", "di", "tháng", "год", "г",   "m",
                                         "ngày", "den", "a",   "e",  "º",     "ª"};
    for (size_t steps = 0; steps < 3; steps++) {
        const struct token *token = peek(match);
        bool joint = token_is(token, '.') || token_is(token, ',') || token_is(token, 0x60C) ||
                     token_is(token, '\'') || token_is(token, '-') || token_is(token, '/') ||
                     token_is(token, 0xB0);
        for (size_t i = 0; !joint && i < sizeof joints / sizeof *joints; i++)
            joint = token_word(token, joints[i]);
        if (!joint)
            return;
        match->next++;
    }
}

static bool take_year(struct match *match, int *year)
{
    const struct token *token = peek(match);

    if (token->kind != TOKEN_NUMBER || token->digits != 4)
        return false;
    *year = (int)token->value;
    if (match->hint.buddhist && *year > YEAR_LEAST + BUDDHIST_YEARS)
        *year -= BUDDHIST_YEARS;
    match->next++;
    return *year >= year_least(match->hint) && *year <= YEAR_MOST;
}

static bool take_number(struct match *match, int least, int most, int *number)
{
    const struct token *token = peek(match);

    if (token->kind != TOKEN_NUMBER || token->digits > 2 || token->value < (uint64_t)least ||
        token->value > (uint64_t)most)
        return false;
    *number = (int)token->value;
    match->next++;
    return true;
}

static bool take_month(struct match *match, int *month)
{
    const struct token *token = peek(match);

    if (token->kind != TOKEN_WORD || !token->month)
        return false;
    *month = (int)token->month;
    match->next++;
    return true;
}

static bool take_mark(struct match *match, uint32_t mark, const char *word)
{
    if (!token_is(peek(match), mark) && !(word && token_word(peek(match), word)))
        return false;
    match->next++;
    return true;
}

/* 2021-03-04, 2021/3/4, 2021.03.04., 2021年3月4日, 2021년 3월 4일, 2021 March 4, 2021. március 4.
 */
static bool year_first(struct match *match)
{
    if (!take_year(match, &match->year))
        return false;
    if (take_mark(match, 0x5E74, "년")) {
        if (!take_number(match, 1, 12, &match->month) || !take_mark(match, 0x6708, "월") ||
            !take_number(match, 1, 31, &match->day))
            return false;
        take_mark(match, 0x65E5, "일");
        return true;
    }
    if (take_mark(match, '-', NULL) || take_mark(match, '/', NULL) || take_mark(match, '.', NULL)) {
        const struct token *mark = token_at(match->tokens, match->next - 1);
        if (take_number(match, 1, 12, &match->month))
            return take_mark(match, (uint32_t)mark->value, NULL) &&
                   take_number(match, 1, 31, &match->day);
    }
    skip_joints(match);
    if (!take_month(match, &match->month))
        return false;
    skip_joints(match);
    return take_number(match, 1, 31, &match->day);
}

/* 4 March 2021, 4. März 2021, 1er mars 2021, 4 de marzo de 2021, 04-Mar-2021, 4 tháng 3, 2021 */
static bool day_month_name(struct match *match)
{
    if (!take_number(match, 1, 31, &match->day))
        return false;
    if (token_word(peek(match), "tháng")) {
        match->next++;
        if (!take_number(match, 1, 12, &match->month))
            return false;
    } else {
        skip_joints(match);
        if (!take_month(match, &match->month))
            return false;
    }
    skip_joints(match);
    return take_year(match, &match->year);
}

/* March 4, 2021; Mar. 4th 2021 */
static bool month_name_day(struct match *match)
{
    if (!take_month(match, &match->month))
        return false;
    skip_joints(match);
    if (!take_number(match, 1, 31, &match->day))
        return false;
    skip_joints(match);
    return take_year(match, &match->year);
}

/* A year of two digits is taken only where the mark before it makes clear what it is. */
static bool take_short_year(struct match *match, int *year)
{
    const struct token *token = peek(match);

    if (take_year(match, year))
        return true;
    if (token->kind != TOKEN_NUMBER || token->digits != 2 || token->gap)
        return false;
    *year = (int)token->value + (token->value >= YEAR_LEAST - 1900 ? 1900 : 2000);
    match->next++;
    return !token_is(peek(match), ':') && !token_is(peek(match), '.');
}

/* 04.03.2021, 4/3/2021, 3/4/2021 where the month comes first */
static bool numbers(struct match *match)
{
    const struct token *mark;
    int first, second;

    if (!take_number(match, 1, 31, &first))
        return false;
    mark = peek(match);
    if (!token_is(mark, '.') && !token_is(mark, '/') && !token_is(mark, '-'))
        return false;
    match->next++;
    if (!take_number(match, 1, 31, &second) || !take_mark(match, (uint32_t)mark->value, NULL))
        return false;
    if (!(token_is(mark, '-') ? take_year(match, &match->year)
                              : take_short_year(match, &match->year)))
        return false;
    match->either = !token_is(mark, '.') && first <= 12 && second <= 12 && first != second;
    if (second > 12 || (match->hint.month_first && !token_is(mark, '.') && first <= 12)) {
        match->month = first;
        match->day = second;
    } else {
        match->month = second;
        match->day = first;
    }
    return match->month <= 12;
}

static bool eight_digits(struct match *match)
{
    const struct token *token = peek(match);

    if (token->kind != TOKEN_NUMBER || token->digits != 8)
        return false;
    match->year = (int)(token->value / 10000);
    match->month = (int)(token->value / 100 % 100);
    match->day = (int)(token->value % 100);
    match->next++;
    return true;
}

static bool match_at(const struct tokens *tokens, size_t i, struct date_hint hint,
                     struct match *match)
{
    static bool (*const shapes[])(struct match *) = {year_first, day_month_name, month_name_day,
                                                     numbers, eight_digits};
    for (size_t shape = 0; shape < sizeof shapes / sizeof *shapes; shape++) {
        *match = (struct match){.tokens = tokens, .next = i, .hint = hint};
        if (shapes[shape](match)) {
            struct date date = {.precision = DATE_DAY,
                                .year = match->year,
                                .month = match->month,
                                .day = match->day};
            if (sound(&date, hint))
                return true;
        }
    }
    return false;
}

/* A number that goes on to the left is no date: 10.04.03.2021, 1-2021-03-04. */
static bool begins_clean(const struct tokens *tokens, size_t i)
{
    const struct token *before, *token = token_at(tokens, i);

    if (i == 0)
        return true;
    before = token_at(tokens, i - 1);
    if (token->kind != TOKEN_NUMBER || token->gap || before->kind != TOKEN_MARK)
        return before->kind != TOKEN_NUMBER || token->gap;
    return i < 2 || before->gap || token_at(tokens, i - 2)->kind != TOKEN_NUMBER ||
           !(token_is(before, '.') || token_is(before, '-') || token_is(before, '/'));
}

/* The time of day beside the date: behind it, else before it ("10:20 AM EST, Sat June 1, 2019"). */
static void add_time(const struct tokens *tokens, size_t first, size_t *next, size_t *from,
                     struct date *date)
{
    for (size_t i = *next; i < *next + TIME_REACH && i < tokens->count; i++) {
        size_t end = time_at(tokens, i, date);
        if (end) {
            *next = end;
            return;
        }
        if (token_at(tokens, i)->month || token_at(tokens, i)->digits == 4)
            break; /* another date begins */
    }
    for (size_t i = first > TIME_REACH ? first - TIME_REACH : 0; i < first; i++) {
        struct date copy = *date;
        size_t end = time_at(tokens, i, &copy);
        if (end && end <= first) {
            *date = copy;
            *from = i;
            return;
        }
    }
}

bool date_find(str text, size_t at, struct date_hint hint, struct date *date, size_t *from,
               size_t *to)
{
    struct tokens tokens;
    struct match match;

    date_tokens(&tokens, text, at);
    for (size_t i = 0; i < tokens.count; i++) {
        size_t first = i;
        const struct token *token = &tokens.list[i];
        if ((token->kind != TOKEN_NUMBER && !token->month) || !begins_clean(&tokens, i) ||
            !match_at(&tokens, i, hint, &match))
            continue;
        *date = (struct date){.precision = DATE_DAY,
                              .year = match.year,
                              .month = match.month,
                              .day = match.day,
                              .either = match.either};
        add_time(&tokens, i, &match.next, &first, date);
        *from = tokens.list[first].from;
        *to = token_at(&tokens, match.next - 1)->to;
        return true;
    }
    return false;
}

static bool from_epoch(uint64_t seconds, struct date_hint hint, struct date *date)
{
    *date = (struct date){.precision = DATE_SECOND, .has_offset = true, .utc = true};
    date_from_days(date, (int64_t)(seconds / DAY_SECONDS));
    seconds %= DAY_SECONDS;
    date->hour = (int)(seconds / 3600);
    date->minute = (int)(seconds / 60 % 60);
    date->second = (int)(seconds % 60);
    return sound(date, hint);
}

/* A whole value of digits: seconds or milliseconds since 1970, or year to second in a row. */
static bool from_digits(str text, struct date_hint hint, struct date *date)
{
    uint64_t n;

    if (!str_number(text, &n))
        return false;
    if (text.n == EPOCH_DIGITS)
        return from_epoch(n, hint, date);
    if (text.n == EPOCH_MS_DIGITS)
        return from_epoch(n / 1000, hint, date);
    if (text.n != 14)
        return false;
    *date = (struct date){.precision = DATE_SECOND,
                          .year = (int)(n / 10000000000),
                          .month = (int)(n / 100000000 % 100),
                          .day = (int)(n / 1000000 % 100),
                          .hour = (int)(n / 10000 % 100),
                          .minute = (int)(n / 100 % 100),
                          .second = (int)(n % 100)};
    return sound(date, hint) && date->hour < 24 && date->minute < 60 && date->second < 60;
}

/* 2021-03, March 2021 and nothing else. */
static bool month_only(str text, struct date_hint hint, struct date *date)
{
    struct tokens tokens;
    struct match match = {.tokens = &tokens, .hint = hint};

    date_tokens(&tokens, text, 0);
    if (take_month(&match, &match.month)) {
        skip_joints(&match);
        if (!take_year(&match, &match.year))
            return false;
    } else if (!take_year(&match, &match.year) || !take_mark(&match, '-', NULL) ||
               !take_number(&match, 1, 12, &match.month)) {
        return false;
    }
    *date = (struct date){.precision = DATE_MONTH, .year = match.year, .month = match.month};
    return match.next == tokens.count && sound(date, hint);
}

bool date_read(str text, struct date_hint hint, struct date *date)
{
    size_t from, to;

    text = str_trim(text);
    return from_digits(text, hint, date) || date_find(text, 0, hint, date, &from, &to) ||
           month_only(text, hint, date);
}

str date_iso(struct arena *arena, const struct date *date)
{
    struct buf out = buf_new(arena, 64);
    int offset = date->offset < 0 ? -date->offset : date->offset;

    if (date->precision == DATE_NONE)
        return (str){NULL, 0};
    buf_printf(&out, "%04d-%02d", date->year, date->month);
    if (date->precision >= DATE_DAY)
        buf_printf(&out, "-%02d", date->day);
    if (date->precision >= DATE_MINUTE)
        buf_printf(&out, "T%02d:%02d", date->hour, date->minute);
    if (date->precision == DATE_SECOND)
        buf_printf(&out, ":%02d", date->second);
    if (date->precision >= DATE_MINUTE && date->has_offset) {
        if (date->utc)
            buf_char(&out, 'Z');
        else
            buf_printf(&out, "%c%02d:%02d", date->offset < 0 ? '-' : '+', offset / 60, offset % 60);
    }
    return buf_text(&out);
}
