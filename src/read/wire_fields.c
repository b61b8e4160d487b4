#include "wire_fields.h"

#include "../base/markup.h"
#include "../base/reference.h"
#include "../base/utf8.h"
#include "../base/xml.h"

enum { ATTRIBUTES_MOST = 64, NO_RANK = 1 << 16, LINE_MOST = 100 };

/* The text that is read goes to the field that is open; a body that stands around it goes on
 * behind. */
struct reading {
    unsigned document;                   /* its kind */
    struct buf texts[WIRE_FIELDS], rest; /* rest: of no field */
    unsigned ranks[WIRE_FIELDS];
    enum wire_field open;
    str open_name, body_name, unseen;  /* elements that are open */
    bool in_body, in_paragraph, takes; /* takes: the text of the field that is open is wanted */
};

/* ---- text ---- */

static struct buf *target(struct reading *reading)
{
    if (reading->unseen.n || (reading->open < WIRE_FIELDS && !reading->takes))
        return NULL;
    if (reading->open < WIRE_FIELDS)
        return &reading->texts[reading->open];
    return reading->in_body ? &reading->texts[WIRE_BODY] : &reading->rest;
}

static void put_char(struct reading *reading, struct buf *out, uint32_t c)
{
    if (c == '\n' && reading->in_paragraph)
        c = ' ';
    if (c >= ' ' || c == '\n' || c == '\t')
        buf_utf8(out, c);
}

static void put_text(struct reading *reading, str text, bool decode)
{
    struct buf *out = target(reading);

    for (size_t at = 0; out && at < text.n;) {
        uint32_t c;
        size_t n = decode && text.p[at] == '&' ? reference_at(str_from(text, at), &c) : 0;
        if (n)
            at += n;
        else
            c = utf8_next(text, &at);
        put_char(reading, out, c);
    }
}

static void part(struct reading *reading)
{
    struct buf *out = target(reading);

    if (out && out->n && !str_ends(buf_text(out), S("\n\n")))
        buf_str(out, S("\n\n"));
}

/* ---- elements ---- */

static void open_field(struct reading *reading, enum wire_field field, str name, unsigned rank)
{
    if (field == WIRE_BODY) {
        if (!reading->in_body)
            reading->body_name = name;
        reading->in_body = true;
        part(reading);
        return;
    }
    if (reading->open < WIRE_FIELDS)
        return;
    reading->takes = rank < reading->ranks[field];
    if (reading->takes) {
        reading->texts[field].n = 0;
        reading->ranks[field] = rank;
    }
    reading->open = field;
    reading->open_name = name;
}

static void take_attributes(struct reading *reading, str element, str tag)
{
    str name, value;
    size_t at = 0;
    unsigned rank;

    for (size_t i = 0; i < ATTRIBUTES_MOST && markup_attribute(tag, &at, &name, &value); i++) {
        enum wire_field field = wire_attribute(element, name, &rank);
        if (field >= WIRE_FIELDS || reading->texts[field].n || reading->unseen.n)
            continue;
        reading->ranks[field] = NO_RANK - 1;
        buf_str(&reading->texts[field], value);
    }
}

static void start(struct reading *reading, str name, bool is_empty)
{
    unsigned rank = 0;
    enum wire_field field = wire_element(name, reading->document, &rank);

    if (reading->unseen.n)
        return;
    if (field == WIRE_PARAGRAPH || field == WIRE_BREAK) {
        part(reading);
        reading->in_paragraph = field == WIRE_PARAGRAPH && !is_empty;
    } else if (field == WIRE_UNSEEN && !is_empty) {
        part(reading);
        reading->unseen = name;
    } else if (field < WIRE_FIELDS && !is_empty) {
        open_field(reading, field, name, rank);
    }
}

static void stop(struct reading *reading, str name)
{
    unsigned rank;
    enum wire_field field = wire_element(name, reading->document, &rank);

    if (reading->unseen.n) {
        if (str_eq_nocase(name, reading->unseen))
            reading->unseen.n = 0;
        return;
    }
    if (field == WIRE_PARAGRAPH || field == WIRE_BREAK) {
        reading->in_paragraph = false;
        part(reading);
    }
    if (reading->open < WIRE_FIELDS && str_eq_nocase(name, reading->open_name)) {
        reading->open = WIRE_NOTHING;
    } else if (reading->in_body && str_eq_nocase(name, reading->body_name)) {
        part(reading);
        reading->in_body = reading->in_paragraph = false;
    }
}

/* ---- the document ---- */

/* Behind the "<!" or "<?" at `at`; text of a CDATA section is taken. */
static size_t declaration(struct reading *reading, str text, size_t at)
{
    if (str_starts(str_from(text, at), S("<![CDATA[")))
        put_text(reading, xml_cdata(text, at), false);
    return xml_declaration_end(text, at);
}

/* Behind the tag at the '<' at `at`; the '<' alone where there is none. */
static size_t element(struct reading *reading, str text, size_t at)
{
    struct markup_tag tag;
    size_t end;
    bool closing;
    str name = xml_local(xml_tag_name(text, at, &closing));

    if (!name.n || !markup_tag(text, at, ATTRIBUTES_MOST, &tag, &end)) {
        put_text(reading, str_slice(text, at, at + 1), false);
        return at + 1;
    }
    if (closing) {
        stop(reading, name);
    } else {
        take_attributes(reading, name, str_slice(text, tag.after_name, tag.end));
        start(reading, name, tag.self_closing);
    }
    return tag.end;
}

/* ---- lines ---- */

static bool is_set_in(str line)
{
    return line.n && is_space((unsigned char)line.p[0]);
}

/* Is no line longer than those of wires and of printed text? Then lines are no paragraphs.
 * *set_in: how many begin with a space. */
static bool is_wrapped(str body, size_t *lines, size_t *set_in)
{
    str line;

    for (*lines = *set_in = 0; str_split(&body, '\n', &line); ++*lines) {
        if (line.n > LINE_MOST)
            return false;
        *set_in += is_set_in(line);
    }
    return *lines > 1;
}

/* Joins lines; a paragraph begins behind an empty line, and where a line is set in, unless most
 * are. */
static str unwrap(struct arena *arena, str body)
{
    struct buf out = buf_new(arena, body.n * 2 + 1);
    size_t lines, set_in;
    bool begins = true;
    str line;

    if (!is_wrapped(body, &lines, &set_in))
        return body;
    while (str_split(&body, '\n', &line)) {
        str text = str_trim(line);
        begins = begins || (is_set_in(line) && set_in * 2 <= lines);
        if (text.n && out.n)
            buf_str(&out, begins ? S("\n\n") : S(" "));
        buf_str(&out, text);
        begins = !text.n;
    }
    return buf_text(&out);
}

/* "BAHIA, Feb 26 -" stands in front of its text; without a dash it is a line of its own. */
static str with_dateline(struct arena *arena, str dateline, str body)
{
    static const char *const dashes[] = {"-", "–", "—", "_"};
    struct buf out = buf_new(arena, dateline.n + body.n + 4);
    bool joins = false;

    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        joins = joins || str_ends(dateline, str_of(dashes[i]));
    if (!dateline.n || str_starts(body, dateline))
        return body;
    buf_str(&out, dateline);
    buf_str(&out, joins ? S(" ") : S("\n\n"));
    buf_str(&out, body);
    return buf_text(&out);
}

void wire_read(struct arena *arena, str text, unsigned document, struct wire_said *said)
{
    struct reading reading = {
        .document = document, .open = WIRE_NOTHING, .rest = buf_new(arena, text.n * 2 + 1)};
    size_t at = 0, next;

    for (unsigned i = 0; i < WIRE_FIELDS; i++) {
        reading.texts[i] = buf_new(arena, text.n * 2 + 1);
        reading.ranks[i] = NO_RANK;
    }
    while (at < text.n) {
        next = str_find_char(str_from(text, at), '<');
        next = next == SIZE_MAX ? text.n : at + next;
        put_text(&reading, str_slice(text, at, next), true);
        if (next + 1 >= text.n)
            break;
        at = text.p[next + 1] == '!' || text.p[next + 1] == '?' ? declaration(&reading, text, next)
                                                                : element(&reading, text, next);
    }
    for (unsigned i = 0; i < WIRE_FIELDS; i++)
        said->fields[i] = i == WIRE_BODY ? str_trim(buf_text(&reading.texts[i]))
                                         : text_tidy(arena, buf_text(&reading.texts[i]));
    if (!said->fields[WIRE_BODY].n)
        said->fields[WIRE_BODY] = str_trim(buf_text(&reading.rest));
    said->fields[WIRE_BODY] =
        with_dateline(arena, said->fields[WIRE_DATELINE], unwrap(arena, said->fields[WIRE_BODY]));
}
