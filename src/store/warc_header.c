#include "warc_header.h"

#include <stdio.h>

struct out {
    char *p;
    size_t n, room;
    bool full;
};

/* No value brings a line end of its own into the header. */
static void put_clean(struct out *out, str s)
{
    for (size_t i = 0; i < s.n && !out->full; i++) {
        unsigned char c = (unsigned char)s.p[i];
        out->full = out->n + 1 >= out->room;
        if (!out->full)
            out->p[out->n++] = c < 0x20 || c == 0x7f ? ' ' : s.p[i];
    }
}

static void put(struct out *out, const char *s)
{
    size_t n = strlen(s);

    out->full = out->full || n >= out->room - out->n;
    if (!out->full) {
        memcpy(out->p + out->n, s, n);
        out->n += n;
    }
}

static void put_field(struct out *out, const char *name, str value, bool bracketed)
{
    if (!value.n)
        return;
    put(out, name);
    put(out, bracketed ? ": <" : ": ");
    put_clean(out, value);
    put(out, bracketed ? ">\r\n" : "\r\n");
}

static void put_length(struct out *out, uint64_t length)
{
    char number[24];

    snprintf(number, sizeof number, "%llu", (unsigned long long)length);
    put_field(out, "Content-Length", str_of(number), false);
}

str warc_header(const struct warc_out *record, str digest, char *buffer, size_t room)
{
    struct out out = {buffer, 0, room, false};

    put(&out, "WARC/1.1\r\n");
    put_field(&out, "WARC-Type", str_of(record->type), false);
    put_field(&out, "WARC-Target-URI", record->uri, false);
    put_field(&out, "WARC-Date", record->date, false);
    put_field(&out, "WARC-Record-ID", record->id, true);
    put_field(&out, "WARC-Concurrent-To", record->concurrent_to, true);
    put_field(&out, "WARC-Profile", record->profile, false);
    put_field(&out, "WARC-Refers-To", record->refers_to, true);
    put_field(&out, "WARC-Refers-To-Target-URI", record->refers_to_uri, false);
    put_field(&out, "WARC-Refers-To-Date", record->refers_to_date, false);
    put_field(&out, "WARC-IP-Address", record->ip, false);
    put_field(&out, "WARC-Truncated", record->truncated, false);
    put_field(&out, "Opt-Out", record->opt_out ? S("1") : S(""), false);
    put_field(&out, "WARC-Block-Digest", digest, false);
    put_field(&out, "WARC-Payload-Digest", record->payload_digest, false);
    put_field(&out, "Content-Type", str_of(record->content_type), false);
    put_length(&out, record->head.n + record->body.n);
    for (str rest = record->extra, line; str_split(&rest, '\n', &line);)
        if (line.n > 1 && out.n + line.n + 4 < out.room) {
            put_clean(&out, str_trim(line));
            put(&out, "\r\n");
        }
    put(&out, "\r\n");
    return out.full ? (str){NULL, 0} : (str){out.p, out.n};
}
