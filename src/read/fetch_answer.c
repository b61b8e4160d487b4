#include "fetch_answer.h"

#include "../base/markup.h"
#include "header.h"

enum {
    LAYERS = 2,           /* of content codings */
    PAGE_HEAD = 64 << 10, /* bytes of a page that its <meta> are looked for in */
    ATTRIBUTES = 32,      /* of one <meta> */
    DATE_MOST = 64,       /* bytes of a date */
    PLAIN = 16,           /* bytes by which text is told from compressed bytes */
};

/* ---- the header ---- */

static void read_length(struct answer_head *head, str value)
{
    uint64_t length;
    str part;

    /* "5, 5" is one field that was sent twice (RFC 9110, 8.6). */
    while (str_split(&value, ',', &part)) {
        if (!str_number(str_trim(part), &length) || length > INT64_MAX)
            head->fault = "Content-Length is no length";
        else if (head->has_length && length != head->length)
            head->fault = "several values of Content-Length";
        else
            head->length = length;
        head->has_length = true;
    }
}

/* Does a list of directives hold one, for all crawlers or for ours? "otherbot: noai" is for
 * another, and so is what follows it. */
static bool directive(str list, str agent, str wanted)
{
    bool ours = true;
    str part;

    while (str_split(&list, ',', &part)) {
        size_t colon = str_find_char(part, ':');
        str name = str_trim(str_slice(part, 0, colon == SIZE_MAX ? 0 : colon));
        if (name.n && !str_eq_nocase(name, S("unavailable_after")) &&
            !str_starts_nocase(name, S("max-"))) {
            ours = str_eq_nocase(name, agent) || str_eq(name, S("*"));
            part = str_from(part, colon + 1);
        }
        if (ours && str_eq_nocase(str_trim(part), wanted))
            return true;
    }
    return false;
}

static bool reserves(str name, str value, str agent)
{
    if (str_eq_nocase(name, S("X-Robots-Tag")))
        return directive(value, agent, S("noai"));
    return str_eq_nocase(name, S("TDM-Reservation")) && str_eq(str_trim(value), S("1"));
}

static void read_framing(struct answer_head *head, str name, str value)
{
    if (str_eq_nocase(name, S("Content-Length"))) {
        read_length(head, value);
    } else if (str_eq_nocase(name, S("Transfer-Encoding"))) {
        head->chunked = true;
        if (!str_eq_nocase(value, S("chunked")))
            head->fault = "a Transfer-Encoding other than chunked";
    }
}

bool answer_head_read(str block, str agent, struct answer_head *head)
{
    struct {
        str name;
        str *place;
    } texts[] = {
        {S("Content-Type"), &head->type}, {S("Content-Encoding"), &head->coding},
        {S("Location"), &head->location}, {S("Retry-After"), &head->retry_after},
        {S("ETag"), &head->etag},         {S("Last-Modified"), &head->modified},
        {S("Date"), &head->date},
    };
    str line, name, value;

    *head = (struct answer_head){0};
    if (!header_line(&block, &line) || !(head->status = header_status(line)))
        return false;
    while (header_field(&block, &name, &value)) {
        read_framing(head, name, value);
        head->reserved = head->reserved || reserves(name, value, agent);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            if (str_eq_nocase(name, texts[i].name) && value.n)
                *texts[i].place = value;
    }
    if (head->chunked && head->has_length && !head->fault)
        head->fault = "both Content-Length and Transfer-Encoding";
    return true;
}

str answer_head_stored(struct arena *arena, str block)
{
    struct buf out = buf_new(arena, block.n + HEADER_FIELDS * sizeof "X-Crawl-\r");
    bool first = true;
    str line;

    while (header_line(&block, &line)) {
        size_t space = str_find_char(line, ' ');
        str rest = line, name;
        if (first && space != SIZE_MAX && !str_starts(line, S("HTTP/1."))) {
            buf_str(&out, S("HTTP/1.1"));
            line = str_from(line, space);
        }
        if (str_split(&rest, ':', &name) && str_eq_nocase(str_trim(name), S("Transfer-Encoding")))
            buf_str(&out, S("X-Crawl-"));
        buf_str(&out, line);
        buf_str(&out, S("\r\n"));
        first = false;
    }
    return buf_text(&out);
}

/* ---- the body ---- */

/* The codings in the order in which they were put on; more than LAYERS are UNKNOWN. */
static size_t codings_of(str value, enum coding codings[LAYERS])
{
    size_t count = 0;
    str part;

    while (str_split(&value, ',', &part)) {
        enum coding coding = coding_named(str_trim(part));
        if (coding == CODING_IDENTITY)
            continue;
        if (count == LAYERS) {
            codings[0] = CODING_UNKNOWN;
            return 1;
        }
        codings[count++] = coding;
    }
    return count;
}

static bool begins_plainly(str body)
{
    for (size_t i = 0; i < body.n && i < PLAIN; i++)
        if ((unsigned char)body.p[i] < 0x20 && !is_space((unsigned char)body.p[i]))
            return false;
    return true;
}

enum reason answer_body(struct arena *arena, struct arena *scratch, const struct answer_head *head,
                        str body, size_t most, str *plain)
{
    enum coding codings[LAYERS];
    size_t left = codings_of(head->coding, codings);

    *plain = body;
    if (body.n > most)
        return WHY_TOO_LARGE;
    while (left && body.n) {
        switch (coding_undo(arena, scratch, codings[--left], *plain, most, plain)) {
        case CODING_WHOLE:
            break;
        case CODING_NOT: /* the header is wrong, the body is not */
            *plain = body;
            if (begins_plainly(body))
                return WHY_KEPT;
            return codings[left] == CODING_UNKNOWN ? WHY_BAD_CODING : WHY_CUT_ANSWER;
        case CODING_CUT:
            return WHY_CUT_ANSWER;
        case CODING_OVER:
            return WHY_TOO_LARGE;
        default:
            return WHY_BAD_CODING;
        }
    }
    return WHY_KEPT;
}

static bool meta_reserves(struct arena *scratch, str tag, str agent)
{
    str name, value, key = {NULL, 0}, content = {NULL, 0};
    size_t at = sizeof "<meta" - 1;

    while (markup_attribute(tag, &at, &name, &value))
        if (str_eq_nocase(name, S("name")))
            key = value;
        else if (str_eq_nocase(name, S("content")))
            content = markup_value(scratch, value);
    if (str_eq_nocase(key, S("robots")) || str_eq_nocase(key, agent))
        return directive(content, agent, S("noai"));
    return str_eq_nocase(key, S("tdm-reservation")) && str_eq(str_trim(content), S("1"));
}

bool answer_page_reserved(struct arena *scratch, str page, str agent)
{
    str head = str_slice(page, 0, PAGE_HEAD);

    for (size_t at = 0, step; (step = str_find_nocase(str_from(head, at), S("<meta"))) != SIZE_MAX;
         at++) {
        struct markup_tag tag;
        size_t end;
        at += step;
        if (markup_tag(head, at, ATTRIBUTES, &tag, &end) && tag.ended &&
            meta_reserves(scratch, str_slice(head, at, end), agent))
            return true;
    }
    return false;
}

/* ---- Retry-After ---- */

uint64_t answer_retry_after(struct arena *scratch, str value, int64_t now, http_date *read)
{
    uint64_t seconds;
    time_t then;

    value = str_trim(value);
    if (str_number(value, &seconds))
        return seconds;
    then = value.n && value.n < DATE_MOST ? read(str_zero_ended(scratch, value), NULL) : -1;
    return then > now ? (uint64_t)(then - now) : 0;
}
