#include "sitemap.h"

#include "../base/url.h"
#include "../base/utf8.h"
#include "feed_value.h"
#include "xml_walk.h"

enum { TEXT_MOST = 8192, FIRST_ROOM = 64, NO_DEPTH = 0 };

/* The elements of a row, by their place in it. */
static const struct {
    const char *name;
    enum xml_space space;
    size_t offset;
} parts[] = {
    {"loc", SPACE_PLAIN, offsetof(struct sitemap_row, url)},
    {"lastmod", SPACE_PLAIN, offsetof(struct sitemap_row, modified)},
    {"publication_date", SPACE_NEWS, offsetof(struct sitemap_row, published)},
    {"title", SPACE_NEWS, offsetof(struct sitemap_row, title)},
    {"language", SPACE_NEWS, offsetof(struct sitemap_row, language)},
    {"name", SPACE_NEWS, offsetof(struct sitemap_row, site_name)},
};

struct reading {
    struct arena *arena, *scratch;
    struct sitemap *sitemap;
    str base;
    size_t room;
    struct xml_walk walk;
    struct sitemap_row row; /* texts in `scratch`, until it ends */
    size_t row_depth, text_depth;
    str *place; /* of the text that is being taken */
    struct buf text;
};

static void add_row(struct reading *reading, struct sitemap_row row)
{
    struct sitemap *sitemap = reading->sitemap;

    if (!row.url.n)
        return;
    if (sitemap->count == SITEMAP_ROWS) {
        sitemap->over = true;
        return;
    }
    if (sitemap->count == reading->room) {
        size_t old = reading->room * sizeof row;
        reading->room = reading->room ? 2 * reading->room : FIRST_ROOM;
        sitemap->rows = arena_grow(reading->arena, sitemap->rows, old, reading->room * sizeof row);
    }
    sitemap->rows[sitemap->count++] = row;
}

static void finish_row(struct reading *reading)
{
    struct arena *arena = reading->arena;
    const struct sitemap_row *row = &reading->row;

    add_row(reading, (struct sitemap_row){
                         .url = url_resolve(arena, reading->base, row->url),
                         .modified = feed_date(arena, row->modified),
                         .published = feed_date(arena, row->published),
                         .title = text_tidy(arena, row->title),
                         .language = text_tidy(arena, row->language),
                         .site_name = text_tidy(arena, row->site_name),
                     });
    reading->row_depth = NO_DEPTH;
}

static void start(struct reading *reading)
{
    const struct xml_walk *walk = &reading->walk;

    if (walk->space == SPACE_PLAIN && !reading->row_depth &&
        (str_eq_nocase(walk->name, S("url")) || str_eq_nocase(walk->name, S("sitemap")))) {
        reading->row = (struct sitemap_row){0};
        reading->row_depth = walk->depth;
        return;
    }
    if (!reading->row_depth || reading->place)
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].space == walk->space && str_eq_nocase(walk->name, str_of(parts[i].name))) {
            reading->place = (str *)(void *)((char *)&reading->row + parts[i].offset);
            reading->text_depth = walk->depth;
            reading->text = buf_new(reading->scratch, TEXT_MOST);
        }
}

static void stop(struct reading *reading)
{
    if (reading->place && reading->text_depth == reading->walk.depth) {
        str text = buf_text(&reading->text);
        *reading->place = str_slice(text, 0, utf8_valid(text));
        reading->place = NULL;
    }
    if (reading->row_depth == reading->walk.depth)
        finish_row(reading);
}

static void read_xml(struct reading *reading, str text)
{
    enum xml_said said;

    xml_walk_begin(&reading->walk, reading->scratch, text);
    while ((said = xml_walk_next(&reading->walk)) != XML_DONE && !reading->sitemap->over) {
        if (said == XML_START)
            start(reading);
        else if (said == XML_STOP)
            stop(reading);
        else if (reading->place)
            buf_str(&reading->text, reading->walk.text);
    }
    if (reading->row_depth)
        finish_row(reading);
}

/* A URL a line. */
static void read_lines(struct reading *reading, str text)
{
    str line;

    while (!reading->sitemap->over && str_split(&text, '\n', &line)) {
        line = str_trim(line);
        if (str_starts_nocase(line, S("http")))
            add_row(reading, (struct sitemap_row){.url = url_resolve(reading->arena, S(""), line)});
    }
}

static bool is_url_list(str text)
{
    while (text.n && is_space((unsigned char)text.p[0]))
        text = str_from(text, 1);
    return str_starts_nocase(text, S("http://")) || str_starts_nocase(text, S("https://"));
}

static bool read_plain(struct reading *reading, str bytes, str http_type)
{
    struct charset_text text = {.truncated = false};

    charset_read(reading->scratch, reading->scratch, bytes, true, http_type, SITEMAP_BYTES, &text);
    if (!is_url_list(text.page))
        return false;
    reading->sitemap->kind = SITEMAP_PAGES;
    reading->sitemap->over = text.truncated;
    read_lines(reading, text.page);
    return true;
}

bool sitemap_read(struct arena *arena, struct arena *scratch, str bytes, str http_type, str base,
                  struct sitemap *sitemap)
{
    struct reading reading = {.arena = arena, .scratch = scratch, .sitemap = sitemap, .base = base};
    struct xml_source source;
    bool cut;

    *sitemap = (struct sitemap){0};
    xml_read(scratch, scratch, bytes, http_type, SITEMAP_BYTES, &source);
    if (str_eq_nocase(source.root, S("urlset")))
        sitemap->kind = SITEMAP_PAGES;
    else if (str_eq_nocase(source.root, S("sitemapindex")))
        sitemap->kind = SITEMAP_INDEX;
    else
        return !source.root.n && read_plain(&reading, bytes, http_type);
    sitemap->damaged = source.damaged;
    cut = source.over;
    read_xml(&reading, source.text);
    sitemap->over = sitemap->over || cut;
    return true;
}
