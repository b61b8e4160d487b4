#include "extract_wrap.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    EVEN_LEAST = 55,   /* a text is wrapped when nearly all lines that go on are */
    WIDTH_MOST = 100,  /* between these lengths, in characters ... */
    EVEN_SHARE = 9,    /* ... 9 of 10 of them */
    EVEN_LINES = 8,    /* and there are at least this many. */
    WIDTH_LEAST = 40,  /* Or when of the lines that begin in small letters, as no list of titles */
    FILLED_SHARE = 8,  /* does, 8 of 10 have a first word that would not have fitted on the line */
    FILLED_LINES = 4,  /* before. */
    HYPHEN_SHARE = 20, /* words are parted at line ends when 1 line of 20 ends in a hyphen; where
                        * lines are only broken, at "well-" of "well-known", 1 of 60 does */
};

/* What is counted of the lines that are followed by another at once. */
struct lines {
    size_t going_on, even, too_long, parted, width;
    size_t small, filled; /* that begin in small letters; and did not fit, by the width */
};

static size_t indent_of(str line)
{
    size_t n = 0;

    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return n;
}

/* As it was filled, its indent too. */
static size_t width_of(str line)
{
    return indent_of(line) + utf8_length(str_trim(line));
}

size_t wrap_item_mark(str line)
{
    static const char *const marks[] = {"- ", "* ", "• ", "– ", "· ", "▪ ", "● ", "◦ ", "‣ "};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(line, str_of(marks[i])))
            return strlen(marks[i]);
    return 0;
}

static bool begins_small(str line)
{
    size_t at = 0;

    return line.n && is_lower_char(utf8_next(line, &at));
}

/* Does the line end in a hyphen, and go on in small letters? */
static bool is_parted(str line, str next)
{
    return line.n >= 2 && str_ends(line, S("-")) && line.p[line.n - 2] != '-' &&
           line.p[line.n - 2] != ' ' && begins_small(next);
}

/* Both stand in one paragraph, as far as the indent tells: that of a first line is deeper, unless
 * it hangs below an item. */
static bool stand_together(str before, str line)
{
    str words = str_trim(line);

    if (!words.n || !str_trim(before).n || wrap_item_mark(words))
        return false;
    return indent_of(line) <= indent_of(before) || wrap_item_mark(str_trim(before));
}

static bool is_filled(size_t width, str before, str line)
{
    str rest = str_trim(line), word;

    return str_split(&rest, ' ', &word) && width_of(before) + 1 + utf8_length(word) > width;
}

static void count_shape(struct lines *lines, str before, str line)
{
    size_t length = width_of(before);

    lines->going_on++;
    lines->even += length >= EVEN_LEAST && length <= WIDTH_MOST;
    lines->too_long += length > WIDTH_MOST;
    lines->parted += is_parted(str_trim(before), str_trim(line));
    lines->width = length > lines->width ? length : lines->width;
}

static void count_filled(struct lines *lines, str before, str line)
{
    if (!begins_small(str_trim(line)))
        return;
    lines->small++;
    lines->filled += is_filled(lines->width, before, line);
}

static void count(struct lines *lines, str text,
                  void (*add)(struct lines *lines, str before, str line))
{
    str line, before = {NULL, 0};

    while (str_split(&text, '\n', &line)) {
        if (stand_together(before, line))
            add(lines, before, line);
        before = line;
    }
}

struct wrapping wrapping_of(str text)
{
    struct wrapping wrapping = {.how = WRAP_NONE};
    struct lines lines = {0};

    count(&lines, text, count_shape);
    if (lines.too_long || lines.going_on < FILLED_LINES)
        return wrapping;
    count(&lines, text, count_filled);
    wrapping.width = lines.width;
    wrapping.hyphens = lines.parted * HYPHEN_SHARE >= lines.going_on;
    if (lines.filled >= FILLED_LINES && lines.width >= WIDTH_LEAST &&
        lines.filled * 10 >= lines.small * FILLED_SHARE)
        wrapping.how = WRAP_FILLED;
    else if (lines.going_on >= EVEN_LINES && lines.even * 10 >= lines.going_on * EVEN_SHARE)
        wrapping.how = WRAP_EVEN;
    return wrapping;
}

bool wrapping_goes_on(const struct wrapping *wrapping, str before, str line)
{
    if (wrapping->how == WRAP_NONE || !stand_together(before, line))
        return false;
    return wrapping->how == WRAP_FILLED ? is_filled(wrapping->width, before, line)
                                        : str_trim(before).n >= EVEN_LEAST;
}

void wrapping_join(const struct wrapping *wrapping, struct buf *paragraph, str line)
{
    if (!is_parted(buf_text(paragraph), line))
        buf_char(paragraph, ' ');
    else if (wrapping->hyphens)
        paragraph->n--;
    buf_str(paragraph, line);
}
