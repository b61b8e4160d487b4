#include "http.h"

#include "header.h"

enum {
    INTERIM_MOST = 16, /* answers 1xx that may stand before the final one */
    CHUNK_DIGITS = 15, /* of a chunk's size: fits 64 bits, and then some */
    CHUNK_LINE = 4096, /* size with extensions */
};

static bool read_fields(str rest, struct http *http)
{
    size_t count = 0;
    str name, value;

    while (header_field(&rest, &name, &value)) {
        if (++count > HEADER_FIELDS)
            return false;
        if (str_eq_nocase(name, S("Content-Type")) && value.n)
            http->type = value;
        else if (str_eq_nocase(name, S("Content-Encoding")) && !http->coding.n)
            http->coding = value;
        else if (str_eq_nocase(name, S("Transfer-Encoding")) && str_has_nocase(value, S("chunked")))
            http->chunked = true;
    }
    return true;
}

static enum http_said read_one(str message, struct http *http)
{
    size_t length = header_length(str_slice(message, 0, HEADER_BYTES));
    str head = str_slice(message, 0, length ? length : HEADER_BYTES), line;

    *http = (struct http){0};
    if (!header_line(&head, &line) || !(http->status = header_status(line)))
        return HTTP_NONE;
    if (!read_fields(head, http))
        return HTTP_FLOOD;
    http->body = str_from(message, length ? length : message.n);
    if (length)
        return HTTP_READ;
    return message.n < HEADER_BYTES ? HTTP_CUT : HTTP_FLOOD;
}

enum http_said http_read(str message, struct http *http)
{
    enum http_said said = read_one(message, http);

    for (int i = 0; said == HTTP_READ && http->status < 200 && i < INTERIM_MOST; i++) {
        struct http final;

        if (read_one(http->body, &final) == HTTP_NONE)
            break;
        said = read_one(http->body, http);
    }
    return said;
}

/* ---- chunks (RFC 9112, 7.1) ---- */

/* Takes a chunk's size line from *rest. */
static bool chunk_size(str *rest, uint64_t *size)
{
    str after = *rest, line;
    size_t digits = 0;

    *size = 0;
    after.n = after.n < CHUNK_LINE ? after.n : CHUNK_LINE;
    if (str_find_char(after, '\n') == SIZE_MAX || !header_line(&after, &line))
        return false;
    while (digits < line.n && hex_digit(line.p[digits]) >= 0 && digits < CHUNK_DIGITS)
        *size = *size << 4 | (uint64_t)hex_digit(line.p[digits++]);
    line = str_trim(str_from(line, digits));
    if (!digits || (line.n && line.p[0] != ';'))
        return false;
    *rest = str_from(*rest, (size_t)(after.p - rest->p));
    return true;
}

static bool take_line_end(str *rest)
{
    size_t n = str_starts(*rest, S("\r\n")) ? 2 : str_starts(*rest, S("\n")) ? 1 : 0;

    *rest = str_from(*rest, n);
    return n != 0;
}

/* Takes a chunk from *rest; false when there is none. *whole: all its data is there, and the line
 * end behind it. Behind the last chunk, of no bytes, trailers may follow instead. */
static bool take_chunk(str *rest, str *data, bool *whole)
{
    uint64_t size;

    if (!chunk_size(rest, &size))
        return false;
    *data = str_slice(*rest, 0, size < SIZE_MAX ? (size_t)size : SIZE_MAX);
    *rest = str_from(*rest, data->n);
    *whole = data->n == size && (!size || take_line_end(rest));
    return true;
}

/* Is the body in chunks indeed? The first one must be whole, or the body end within it. */
static bool is_chunked(str body)
{
    str data;
    bool whole;

    return take_chunk(&body, &data, &whole) && (whole || !body.n || str_eq(body, S("\r")));
}

static str join_chunks(str body, struct arena *arena, size_t most, bool *cut)
{
    struct buf out = buf_new(arena, most);
    bool whole = true;
    str data;

    buf_reserve(&out, body.n < most ? body.n : most);
    *cut = true; /* unless the last chunk is met */
    while (whole && !out.full && take_chunk(&body, &data, &whole)) {
        *cut = !whole || data.n;
        if (!*cut)
            break;
        buf_str(&out, data);
    }
    return buf_text(&out);
}

/* Some dumps have one line end too many before the body. White space before markup does no harm;
 * before chunks or a compressed body it would, and no such body begins with it. */
static str without_line_end(const struct http *http)
{
    if ((http->coding.n || http->chunked) && str_starts(http->body, S("\r\n")))
        return str_from(http->body, 2);
    return http->body;
}

str http_start(const struct http *http)
{
    str body = without_line_end(http), rest = body, data;
    bool whole;

    if (http->chunked && is_chunked(body) && take_chunk(&rest, &data, &whole))
        return data;
    return body;
}

str http_body(const struct http *http, struct arena *arena, size_t most, bool *cut)
{
    str body = without_line_end(http);

    if (http->chunked && is_chunked(body))
        return join_chunks(body, arena, most, cut);
    *cut = body.n > most;
    return str_dup(arena, str_slice(body, 0, most));
}
