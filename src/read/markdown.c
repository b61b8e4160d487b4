#include "markdown.h"

#include "../base/markdown_fields.h"
#include "../base/utf8.h"

enum {
    LOOKED_AT = 1 << 16, /* bytes */
    LINKS_LEAST = 3,
    LINES_FOR_LINK = 16, /* where all is Markdown, one of so many lines has a link */
};

/* "](http", "](/" or "](#": the middle of a link. */
static size_t links_in(str line)
{
    static const char *const addresses[] = {"http://", "https://", "/", "#", "mailto:"};
    size_t links = 0, at;

    while ((at = str_find(line, S("]("))) != SIZE_MAX) {
        line = str_from(line, at + 2);
        for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
            links += str_starts(line, str_of(addresses[i]));
    }
    return links;
}

/* Headings in the middle say nothing: commands of a shell have their comments. */
static bool has_links(str text)
{
    size_t links = 0, lines = 0;
    str line;

    while (str_split(&text, '\n', &line)) {
        lines += str_trim(line).n > 0;
        links += links_in(line);
    }
    return links >= LINKS_LEAST && links * LINES_FOR_LINK >= lines;
}

/* "# A headline", and then an empty line. */
static bool has_headline(str text)
{
    str line = {NULL, 0};

    while (!line.n && str_split(&text, '\n', &line))
        line = str_trim(line);
    return str_starts(line, S("# ")) && str_split(&text, '\n', &line) && !str_trim(line).n;
}

bool markdown_claims(str text)
{
    str fields;

    text = utf8_past_mark(str_slice(text, 0, LOOKED_AT));
    return markdown_fields(text, &fields) || has_headline(text) || has_links(text);
}
