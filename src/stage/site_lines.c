#include "site_lines.h"

#include "../base/hash.h"
#include "../base/utf8.h"

enum { FILE_CEILING = 256 << 20, SIZE_LEAST = 1024 };

/* Numbers alone are counts, dates and items of lists: they say nothing of a site. */
static bool has_letter(str folded)
{
    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] != ' ' && (folded.p[i] < '0' || folded.p[i] > '9'))
            return true;
    return false;
}

uint64_t site_line_key(struct arena *arena, str site, str line)
{
    str folded, key;

    if (line.n > SITE_LINE_BYTES || str_find_char(line, '\n') != SIZE_MAX)
        return 0;
    folded = text_fold(arena, line);
    if (!has_letter(folded))
        return 0;
    key = str_printf(arena, "%.*s\n%.*s", (int)site.n, site.p, (int)folded.n, folded.p);
    return hash64(key) | 1; /* 0 is an empty place */
}

/* ---- the set ---- */

static size_t place_of(const struct site_lines *lines, uint64_t key)
{
    size_t at = (key >> 1) & (lines->size - 1);

    while (lines->keys[at] && lines->keys[at] != key)
        at = (at + 1) & (lines->size - 1);
    return at;
}

bool site_lines_have(const struct site_lines *lines, uint64_t key)
{
    return lines->size && key && lines->keys[place_of(lines, key)] == key;
}

static void grow(struct site_lines *lines, struct arena *arena)
{
    struct site_lines wider = {.size = lines->size ? lines->size * 2 : SIZE_LEAST,
                               .used = lines->used};

    wider.keys = ARENA_ARRAY(arena, uint64_t, wider.size);
    for (size_t i = 0; i < lines->size; i++)
        if (lines->keys[i])
            wider.keys[place_of(&wider, lines->keys[i])] = lines->keys[i];
    *lines = wider;
}

static void add(struct site_lines *lines, struct arena *arena, uint64_t key)
{
    size_t at;

    if (!key)
        return;
    if (lines->used * 2 >= lines->size)
        grow(lines, arena);
    at = place_of(lines, key);
    lines->used += !lines->keys[at];
    lines->keys[at] = key;
}

/* ---- the file ---- */

/* "[example.com] 120 documents" */
static bool read_site(str line, str *site)
{
    size_t end = str_find_char(line, ']');

    if (line.p[0] != '[' || end == SIZE_MAX || end == 1)
        return false;
    *site = str_slice(line, 1, end);
    return true;
}

/* "37 Sign up for our morning letter" */
static bool read_line(str line, uint64_t *stories, str *text)
{
    str count;

    *text = line;
    return str_split(text, ' ', &count) && str_number(count, stories) && str_trim(*text).n;
}

bool site_lines_read(struct site_lines *lines, struct arena *arena, const char *path,
                     uint64_t least, struct run *run)
{
    str rest, line, text, site = {NULL, 0};
    uint64_t number = 0, stories;

    if (!run_read(run, arena, path, FILE_CEILING, &rest))
        return false;
    while (str_split(&rest, '\n', &line)) {
        number++;
        line = str_trim(line);
        if (!line.n || line.p[0] == '#' || read_site(line, &site))
            continue;
        if (!site.n || !read_line(line, &stories, &text))
            return run_misused(run, "%s:%llu: %s", path, (unsigned long long)number,
                               site.n ? "is neither \"[site]\" nor a number and a line"
                                      : "a line before the first \"[site]\"");
        if (stories >= least)
            add(lines, arena, site_line_key(arena, site, text));
    }
    return true;
}
