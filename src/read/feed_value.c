#include "feed_value.h"

#include "../base/date.h"
#include "../base/utf8.h"

enum { DATE_MOST = 128, LANGUAGE_MOST = 35 };

str feed_date(struct arena *arena, str text)
{
    struct date date;

    text = str_trim(text);
    if (!text.n || text.n > DATE_MOST || !date_read(text, (struct date_hint){0}, &date))
        return (str){NULL, 0};
    return date_iso(arena, &date);
}

str feed_person(struct arena *arena, str text)
{
    size_t open, close, at;

    text = str_trim(text);
    at = str_find_char(text, '@');
    if (at == SIZE_MAX)
        return text_tidy(arena, text);
    open = str_find_char(text, '(');
    close = open == SIZE_MAX ? SIZE_MAX : str_find_char(str_from(text, open), ')');
    if (close != SIZE_MAX && at < open)
        return text_tidy(arena, str_slice(text, open + 1, open + close));
    open = open == SIZE_MAX ? str_find_char(text, '<') : open;
    return text_tidy(arena, str_slice(text, 0, open == SIZE_MAX ? 0 : open));
}

str feed_language(struct arena *arena, str text)
{
    char *p;

    text = str_trim(text);
    if (text.n < 2 || text.n > LANGUAGE_MOST)
        return (str){NULL, 0};
    p = str_zero_ended(arena, text);
    for (size_t i = 0; i < text.n; i++) {
        if (p[i] == '_')
            p[i] = '-';
        if (p[i] != '-' && !((p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'z') && !is_ascii_digit(p[i]))
            return (str){NULL, 0};
    }
    return (str){p, text.n};
}

str feed_list(struct arena *arena, str list, str name, size_t most)
{
    str rest = list, line;
    size_t count = 0;

    name = text_tidy(arena, name);
    while (list.n && str_split(&rest, '\n', &line))
        if (++count >= most || str_eq(line, name))
            return list;
    if (!name.n || !list.n)
        return name.n ? name : list;
    return str_printf(arena, "%.*s\n%.*s", (int)list.n, list.p, (int)name.n, name.p);
}

str feed_cut(str text, size_t n)
{
    if (text.n <= n)
        return text;
    text = str_slice(text, 0, n);
    return str_slice(text, 0, utf8_valid(text));
}

static int base64_digit(char c)
{
    if (is_ascii_upper(c))
        return c - 'A';
    if (is_ascii_lower(c))
        return c - 'a' + 26;
    if (is_ascii_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

str feed_base64(struct arena *arena, str text)
{
    struct buf out = buf_new(arena, text.n);
    unsigned bits = 0, count = 0;
    size_t bad;

    for (size_t i = 0; i < text.n && text.p[i] != '='; i++) {
        int digit = base64_digit(text.p[i]);
        if (is_space((unsigned char)text.p[i]))
            continue;
        if (digit < 0)
            return (str){NULL, 0};
        bits = bits << 6 | (unsigned)digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buf_char(&out, (char)(bits >> count & 0xFF));
        }
    }
    return utf8_repair(arena, buf_text(&out), &bad);
}
