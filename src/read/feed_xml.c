#include "feed_build.h"
#include "feed_parts.h"
#include "feed_value.h"
#include "html_text.h"

#include "../base/markup.h"
#include "../base/url.h"
#include "../base/utf8.h"

enum { CAPTURE_MOST = 4 * FEED_TEXT, FRAMES = 256 + 2, NO_DEPTH = 0 };

/* Elements whose text is a field, with its rank among those that say the same. */
static const struct element_row {
    const char *name;
    enum xml_space space;
    enum feed_field field;
    unsigned char rank;
} rows[] = {
    {"title", SPACE_PLAIN, FEED_TITLE, 3},
    {"title", SPACE_DC, FEED_TITLE, 2},
    {"title", SPACE_MEDIA, FEED_TITLE, 1},
    {"link", SPACE_PLAIN, FEED_LINK, 4},
    {"origlink", SPACE_FEEDBURNER, FEED_LINK, 6},
    {"id", SPACE_PLAIN, FEED_ID, 4},
    {"guid", SPACE_PLAIN, FEED_ID, 4},
    {"identifier", SPACE_DC, FEED_ID, 2},
    {"pubdate", SPACE_PLAIN, FEED_PUBLISHED, 4},
    {"published", SPACE_PLAIN, FEED_PUBLISHED, 4},
    {"issued", SPACE_PLAIN, FEED_PUBLISHED, 4},
    {"issued", SPACE_DC, FEED_PUBLISHED, 3},
    {"date", SPACE_DC, FEED_PUBLISHED, 2},
    {"created", SPACE_DC, FEED_PUBLISHED, 1},
    {"created", SPACE_PLAIN, FEED_PUBLISHED, 1},
    {"publication_date", SPACE_NEWS, FEED_PUBLISHED, 1},
    {"updated", SPACE_PLAIN, FEED_UPDATED, 4},
    {"modified", SPACE_PLAIN, FEED_UPDATED, 4},
    {"lastbuilddate", SPACE_PLAIN, FEED_UPDATED, 4},
    {"modified", SPACE_DC, FEED_UPDATED, 3},
    {"author", SPACE_PLAIN, FEED_AUTHOR, 3},
    {"creator", SPACE_DC, FEED_AUTHOR, 4},
    {"author", SPACE_DC, FEED_AUTHOR, 2},
    {"author", SPACE_ITUNES, FEED_AUTHOR, 1},
    {"category", SPACE_PLAIN, FEED_CATEGORY, 2},
    {"subject", SPACE_DC, FEED_CATEGORY, 2},
    {"description", SPACE_PLAIN, FEED_SUMMARY, 4},
    {"abstract", SPACE_PLAIN, FEED_SUMMARY, 4},
    {"summary", SPACE_PLAIN, FEED_SUMMARY, 5},
    {"description", SPACE_DC, FEED_SUMMARY, 3},
    {"summary", SPACE_ITUNES, FEED_SUMMARY, 2},
    {"description", SPACE_MEDIA, FEED_SUMMARY, 1},
    {"language", SPACE_PLAIN, FEED_LANGUAGE, 4},
    {"language", SPACE_DC, FEED_LANGUAGE, 3},
    {"ttl", SPACE_PLAIN, FEED_TTL, 1},
    {"updateperiod", SPACE_SYNDICATION, FEED_PERIOD, 1},
    {"updatefrequency", SPACE_SYNDICATION, FEED_FREQUENCY, 1},
};

/* Elements that have titles, links and names of their own, or bodies that nobody here reads. */
static const char *const passed_over[] = {
    "image",   "textinput", "source", "cloud",     "contributor", "content",
    "encoded", "owner",     "rights", "generator", "items",       "credit",
};

/* How the text of an element is written. */
enum writing { WRITTEN_PLAIN, WRITTEN_HTML, WRITTEN_BASE64 };

struct reading {
    struct arena *arena, *scratch;
    struct xml_walk walk;
    struct feed_build build;
    struct feed *feed;
    bool damaged;
    size_t item_depth, skip_depth, mute_depth, name_depth; /* NO_DEPTH: not within one */
    bool named;        /* the person's name was read: what follows is an address */
    str bases[FRAMES]; /* of the elements that are open */

    const struct element_row *row; /* whose text is being taken; NULL: of none */
    size_t row_depth;
    struct buf text;
    enum writing writing;
    bool permanent; /* of a guid: it may be the link */
};

static const struct element_row *row_of(const struct xml_walk *walk)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].space == walk->space && str_eq_nocase(walk->name, str_of(rows[i].name)))
            return &rows[i];
    return NULL;
}

static bool is_passed_over(str name)
{
    for (size_t i = 0; i < sizeof passed_over / sizeof *passed_over; i++)
        if (str_eq_nocase(name, str_of(passed_over[i])))
            return true;
    return false;
}

static bool is_item(const struct xml_walk *walk)
{
    return walk->space == SPACE_PLAIN &&
           (str_eq_nocase(walk->name, S("item")) || str_eq_nocase(walk->name, S("entry")));
}

static str base_of(const struct reading *reading)
{
    size_t depth = reading->walk.depth;

    return reading->bases[depth < FRAMES ? depth : FRAMES - 1];
}

static void enter_base(struct reading *reading)
{
    size_t depth = reading->walk.depth;
    str base = xml_attribute(&reading->walk, reading->scratch, "xml:base"), parent;

    if (depth >= FRAMES)
        return;
    parent = reading->bases[depth - 1];
    reading->bases[depth] = base.n ? url_resolve(reading->scratch, parent, base) : parent;
    if (!reading->bases[depth].n)
        reading->bases[depth] = parent;
}

static void set_attribute(struct reading *reading, enum feed_field field, unsigned rank,
                          const char *name)
{
    str value = xml_attribute(&reading->walk, reading->scratch, name);

    if (value.n)
        feed_build_set(&reading->build, field, rank, value, base_of(reading));
}

/* ---- elements that speak by their attributes ---- */

static bool has_word(str words, str word)
{
    str part;

    while (str_split(&words, ' ', &part))
        if (str_eq_nocase(part, word))
            return true;
    return false;
}

/* <link rel= type= href=> of Atom: the page, the feed itself, the hub. */
static void atom_link(struct reading *reading, str href)
{
    struct feed *feed = reading->feed;
    str rel = xml_attribute(&reading->walk, reading->scratch, "rel");
    str type = xml_attribute(&reading->walk, reading->scratch, "type");
    unsigned rank = feed->kind == FEED_ATOM ? 5 : 3;

    if (!rel.n || has_word(rel, S("alternate"))) {
        if (type.n && !str_has_nocase(type, S("html")))
            rank = 2;
        feed_build_set(&reading->build, FEED_LINK, rank, href, base_of(reading));
    } else if (!reading->item_depth && has_word(rel, S("self")) && !feed->self.n) {
        feed->self = url_resolve(reading->arena, base_of(reading), href);
    } else if (!reading->item_depth && has_word(rel, S("hub")) && !feed->hub.n) {
        feed->hub = url_resolve(reading->arena, base_of(reading), href);
    }
}

/* What an item or the feed says in its own start tag: rdf:about, xml:lang, and CDF's href. */
static void own_attributes(struct reading *reading)
{
    set_attribute(reading, FEED_LANGUAGE, 2, "xml:lang");
    set_attribute(reading, FEED_LINK, 1, "href");
    set_attribute(reading, FEED_UPDATED, 2, "lastmod");
    if (reading->item_depth) {
        set_attribute(reading, FEED_ID, 3, "rdf:about");
        set_attribute(reading, FEED_LINK, 1, "rdf:about");
    }
}

/* ---- elements that speak by their text ---- */

static enum writing writing_of(struct reading *reading)
{
    str type = xml_attribute(&reading->walk, reading->scratch, "type");
    str mode = xml_attribute(&reading->walk, reading->scratch, "mode");

    if (str_eq_nocase(mode, S("base64")) || str_eq_nocase(type, S("application/octet-stream")))
        return WRITTEN_BASE64;
    if (str_has_nocase(type, S("xhtml")) && !str_eq_nocase(mode, S("escaped")))
        return WRITTEN_PLAIN;
    if (str_eq_nocase(mode, S("escaped")) || str_has_nocase(type, S("html")))
        return WRITTEN_HTML;
    return reading->feed->kind == FEED_ATOM ? WRITTEN_PLAIN : WRITTEN_HTML;
}

static void start_text(struct reading *reading, const struct element_row *row)
{
    str guid = xml_attribute(&reading->walk, reading->scratch, "isPermaLink");

    reading->row = row;
    reading->row_depth = reading->walk.depth;
    reading->name_depth = reading->mute_depth = NO_DEPTH;
    reading->named = false;
    reading->text = buf_new(reading->scratch, CAPTURE_MOST);
    reading->writing = writing_of(reading);
    reading->permanent = !str_eq_nocase(guid, S("false"));
}

static void finish_text(struct reading *reading)
{
    const struct element_row *row = reading->row;
    str text = buf_text(&reading->text), base = base_of(reading);
    bool is_prose = row->field == FEED_TITLE || row->field == FEED_SUMMARY ||
                    row->field == FEED_CATEGORY || row->field == FEED_AUTHOR;

    text = str_slice(text, 0, utf8_valid(text));
    if (reading->writing == WRITTEN_BASE64)
        text = feed_base64(reading->scratch, text);
    if (is_prose && reading->writing != WRITTEN_PLAIN && row->field != FEED_AUTHOR)
        text = html_text(reading->scratch, text);
    feed_build_set(&reading->build, row->field, row->rank, text, base);
    if (row->field == FEED_ID && reading->item_depth && reading->permanent)
        feed_build_set(&reading->build, FEED_LINK, 2, text, S(""));
    reading->row = NULL;
}

/* An element within one whose text is taken. */
static void start_within(struct reading *reading)
{
    str name = reading->walk.name;

    if (reading->row->field == FEED_AUTHOR && str_eq_nocase(name, S("name"))) {
        reading->text.n = 0; /* what stood before is an address */
        reading->name_depth = reading->walk.depth;
    }
    if (!reading->mute_depth && html_is_unseen(name))
        reading->mute_depth = reading->walk.depth;
    if (!markup_is_inline(name))
        buf_char(&reading->text, ' ');
    /* What is marked up needs no second look, and what it says of tags is text. */
    if (reading->writing == WRITTEN_HTML && reading->walk.space == SPACE_XHTML)
        reading->writing = WRITTEN_PLAIN;
}

/* ---- the walk ---- */

static void start_field(struct reading *reading)
{
    const struct element_row *row = row_of(&reading->walk);
    str href;

    if (!row) {
        if (reading->walk.depth <= 2)
            own_attributes(reading);
        return;
    }
    if (row->field == FEED_LINK) {
        href = xml_attribute(&reading->walk, reading->scratch, "href");
        if (href.n) {
            atom_link(reading, href);
            return;
        }
    }
    if (row->field == FEED_CATEGORY) {
        set_attribute(reading, FEED_CATEGORY, row->rank, "label");
        if (!xml_attribute(&reading->walk, reading->scratch, "label").n)
            set_attribute(reading, FEED_CATEGORY, row->rank, "term");
    }
    start_text(reading, row);
}

static void start(struct reading *reading)
{
    const struct xml_walk *walk = &reading->walk;

    enter_base(reading);
    if (reading->skip_depth)
        return;
    /* A field within a field: the end tag of the first is missing. */
    if (reading->row && reading->damaged && walk->space == SPACE_PLAIN && row_of(walk))
        finish_text(reading);
    if (reading->row) {
        start_within(reading);
    } else if (is_item(walk)) {
        if (reading->item_depth)
            feed_build_item_end(&reading->build);
        feed_build_item(&reading->build);
        reading->item_depth = walk->depth;
        own_attributes(reading);
    } else if (is_passed_over(walk->name)) {
        reading->skip_depth = walk->depth;
    } else {
        start_field(reading);
    }
}

static void stop(struct reading *reading)
{
    size_t depth = reading->walk.depth;

    if (reading->skip_depth) {
        if (reading->skip_depth == depth)
            reading->skip_depth = NO_DEPTH;
        return;
    }
    if (reading->row && reading->row_depth == depth) {
        finish_text(reading);
    } else if (reading->row && reading->row_depth < depth) {
        if (reading->mute_depth == depth)
            reading->mute_depth = NO_DEPTH;
        reading->named = reading->named || reading->name_depth == depth;
        if (!markup_is_inline(reading->walk.name))
            buf_char(&reading->text, ' ');
    }
    if (reading->item_depth == depth) {
        feed_build_item_end(&reading->build);
        reading->item_depth = NO_DEPTH;
    }
}

static void text(struct reading *reading)
{
    if (reading->row && !reading->skip_depth && !reading->mute_depth && !reading->named)
        buf_str(&reading->text, reading->walk.text);
}

void feed_read_xml(struct arena *arena, struct arena *scratch, const struct xml_source *source,
                   str base, struct feed *feed)
{
    struct reading *reading = ARENA_NEW(scratch, struct reading);
    enum xml_said said;

    reading->arena = arena;
    reading->scratch = scratch;
    reading->feed = feed;
    reading->damaged = source->damaged;
    reading->bases[0] = base;
    feed_build_begin(&reading->build, arena, feed);
    xml_walk_begin(&reading->walk, scratch, source->text);
    while ((said = xml_walk_next(&reading->walk)) != XML_DONE) {
        if (said == XML_START)
            start(reading);
        else if (said == XML_STOP)
            stop(reading);
        else
            text(reading);
    }
    if (reading->row)
        finish_text(reading);
    if (reading->item_depth)
        feed_build_item_end(&reading->build);
    feed_build_end(&reading->build);
}
