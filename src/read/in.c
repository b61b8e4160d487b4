#include "in.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gunzip.h"
#include "in_file.h"
#include "in_marks.h"
#include "in_utf16.h"

enum {
    DEEPEST = 2,     /* a .gz within a .gz happens by mistake; deeper nesting is an attack */
    LEAST_CHUNK = 4, /* of what is recoded */
};

struct in {
    struct in_limits limits;
    size_t keep;

    uint8_t *window; /* bytes from..to can be shown; those before `from` were used */
    size_t room, from, to;
    uint64_t offset; /* of window[from] */

    enum in_state state;
    const char *damage;
    uint64_t damage_at;
    bool failed, no_room;

    /* where the window is filled from: one of four */
    struct gunzip *gunzip;
    struct in *utf16;   /* NULL, or it is recoded */
    bool big;           /* end first */
    int fd;             /* -1: none */
    uint64_t file_left; /* of a regular file: what it held when it was opened and is not read yet */
    const uint8_t *memory;
    size_t memory_left;

    struct marks marks;
    uint64_t last_member; /* of the newest byte in the window */
};

static struct in *new_in(const struct in_limits *limits)
{
    struct in *in = calloc(1, sizeof *in);

    if (!in)
        return NULL;
    in->limits.chunk = limits && limits->chunk ? limits->chunk : IN_CHUNK;
    in->limits.peek = limits && limits->peek ? limits->peek : IN_PEEK;
    in->fd = -1;
    in->room = 2 * in->limits.chunk;
    in->window = malloc(in->room);
    if (in->window)
        return in;
    free(in);
    return NULL;
}

void in_close(struct in *in)
{
    if (!in)
        return;
    gunzip_free(in->gunzip);
    in_close(in->utf16);
    if (in->fd > STDIN_FILENO)
        close(in->fd);
    free(in->window);
    free(in);
}

/* Puts gunzip over what begins compressed. NULL: memory is short, and `in` is closed. */
static struct in *undo_compression(struct in *in)
{
    for (int depth = 0; in && depth < DEEPEST && gunzip_claims(in); depth++) {
        struct in *over = new_in(&in->limits);

        if (over)
            over->gunzip = gunzip_new(in);
        if (!over || !over->gunzip) {
            in_close(over);
            in_close(in);
            return NULL;
        }
        in = over;
    }
    return in;
}

struct in *in_memory(const void *p, size_t n, const struct in_limits *limits)
{
    struct in *in = new_in(limits);

    if (!in)
        return NULL;
    in->memory = p;
    in->memory_left = n;
    return undo_compression(in);
}

struct in *in_open(const char *path, const struct in_limits *limits, const char **error)
{
    int fd = in_file_open(path, error);
    struct in *in;

    in = fd < 0 ? NULL : new_in(limits);
    if (in) {
        in->fd = fd;
        in->file_left = fd == STDIN_FILENO ? UINT64_MAX : in_file_bytes(fd);
    } else if (fd > STDIN_FILENO) {
        close(fd);
    }
    return undo_compression(in);
}

struct in *in_recode(struct in *below, bool big)
{
    struct in *in = new_in(&below->limits);

    if (!in)
        return NULL;
    if (in->limits.chunk < LEAST_CHUNK)
        in->limits.chunk = LEAST_CHUNK;
    in->utf16 = below;
    in->big = big;
    return in;
}

/* ---- the window ---- */

static void damaged(struct in *in, const char *what, uint64_t at)
{
    in->state = IN_DAMAGED;
    in->damage = what;
    in->damage_at = at;
}

/* Makes room for a chunk behind `to`. Bytes are moved down only when more were used than must be
 * moved, else the window doubles: so each byte is moved a bounded number of times. */
static bool make_room(struct in *in)
{
    size_t kept = in->from < in->keep ? in->from : in->keep;
    size_t used = in->from - kept, held = in->to - used, room = in->room;
    uint8_t *window;

    if (in->room - in->to >= in->limits.chunk)
        return true;
    memmove(in->window, in->window + used, held);
    in->from = kept;
    in->to = held;
    if (used >= held && room - held >= in->limits.chunk)
        return true;
    room = 2 * held + 2 * in->limits.chunk;
    window = realloc(in->window, room);
    in->no_room = !window;
    if (!window)
        return false;
    in->window = window;
    in->room = room;
    return true;
}

static size_t fill_from_file(struct in *in, uint8_t *to, size_t room)
{
    size_t most = in->file_left < room ? (size_t)in->file_left : room;
    ssize_t n;

    do
        n = read(in->fd, to, most);
    while (n < 0 && errno == EINTR);
    in->failed |= n < 0;
    if (n < 0)
        damaged(in, errno == EISDIR ? "is a folder" : "the system cannot read on",
                in->offset + (in->to - in->from));
    else if (!n)
        in->state = IN_END;
    else if (in->file_left != UINT64_MAX)
        in->file_left -= (uint64_t)n;
    return n > 0 ? (size_t)n : 0;
}

static size_t fill_from_memory(struct in *in, uint8_t *to, size_t room)
{
    size_t n = in->memory_left < room ? in->memory_left : room;

    if (n) {
        memcpy(to, in->memory, n);
        in->memory += n;
        in->memory_left -= n;
    } else {
        in->state = IN_END;
    }
    return n;
}

static size_t fill_from_utf16(struct in *in, uint8_t *to, size_t room)
{
    size_t n = in_utf16_fill(in->utf16, in->big, to, room, &in->state);

    if (in->state == IN_DAMAGED)
        in->damage = in_damage(in->utf16, &in->damage_at);
    return n;
}

static size_t fill_from_gunzip(struct in *in, uint8_t *to, size_t room)
{
    size_t n = gunzip_fill(in->gunzip, to, room, &in->state);

    if (in->state == IN_DAMAGED)
        in->damage = gunzip_damage(in->gunzip, &in->damage_at);
    if (n) {
        in->last_member = gunzip_member(in->gunzip);
        marks_add(&in->marks, in->offset + (in->to - in->from), in->last_member);
    }
    return n;
}

/* What comes behind the window; 0 when in->state says why. */
static size_t fill_from(struct in *in, uint8_t *to, size_t room)
{
    if (in->gunzip)
        return fill_from_gunzip(in, to, room);
    if (in->utf16)
        return fill_from_utf16(in, to, room);
    return in->fd >= 0 ? fill_from_file(in, to, room) : fill_from_memory(in, to, room);
}

static void fill(struct in *in)
{
    if (!make_room(in))
        damaged(in, "memory is short", in_file_offset(in));
    else
        in->to += fill_from(in, in->window + in->to, in->limits.chunk);
}

const uint8_t *in_peek(struct in *in, size_t want, size_t *got)
{
    if (want > in->limits.peek)
        want = in->limits.peek;
    while (in->to - in->from < want && in->state == IN_OPEN)
        fill(in);
    *got = in->to - in->from;
    return in->window + in->from;
}

uint64_t in_skip(struct in *in, uint64_t n)
{
    uint64_t left = n;

    for (;;) {
        size_t here = in->to - in->from, step = left < here ? (size_t)left : here;

        in->from += step;
        in->offset += step;
        left -= step;
        if (!left || in->state != IN_OPEN)
            break;
        marks_pass(&in->marks, in->offset);
        fill(in);
    }
    marks_pass(&in->marks, in->offset);
    return n - left;
}

size_t in_take(struct in *in, uint8_t *to, size_t room)
{
    size_t held = in->to - in->from, n = 0;

    if (in->utf16)
        in_peek(in, 1, &held); /* a character may have no room */
    if (held) {
        n = room < held ? room : held;
        memcpy(to, in->window + in->from, n);
    } else {
        while (room && !n && in->state == IN_OPEN)
            n = fill_from(in, to, room);
        in->from = in->to = 0; /* what the window held is no longer what stands before */
    }
    in->offset += n;
    in->from += held ? n : 0;
    marks_pass(&in->marks, in->offset);
    return n;
}

const uint8_t *in_rest(struct in *in, size_t most, size_t *n)
{
    size_t held = in->to - in->from, more;
    const uint8_t *rest;

    if (!in->memory)
        return NULL;
    rest = in->memory - held; /* what the window shows is a copy of it */
    *n = most < held + in->memory_left ? most : held + in->memory_left;
    more = *n > held ? *n - held : 0;
    in->memory += more;
    in->memory_left -= more;
    in->from += *n - more;
    in->offset += *n;
    return rest;
}

enum in_state in_state(const struct in *in)
{
    return in->state;
}

bool in_short(const struct in *in)
{
    return in->no_room || (in->gunzip && gunzip_short(in->gunzip)) ||
           (in->utf16 && in_short(in->utf16));
}

bool in_failed(const struct in *in)
{
    return in->failed || (in->gunzip && gunzip_failed(in->gunzip)) ||
           (in->utf16 && in_failed(in->utf16));
}

const char *in_damage(const struct in *in, uint64_t *at)
{
    *at = in->damage_at;
    return in->damage;
}

bool in_damage_shown(const struct in *in)
{
    if (in->utf16)
        return in_damage_shown(in->utf16);
    return in->state == IN_DAMAGED && in->gunzip && in->last_member == gunzip_member(in->gunzip);
}

uint64_t in_resume(struct in *in)
{
    uint64_t passed = 0;

    if (in->state != IN_DAMAGED)
        return 0;
    in->offset += in->to - in->from;
    in->from = in->to;
    in->marks.count = 0;
    in->state = IN_END; /* nothing stands behind what cannot be read */
    if (in->gunzip || in->utf16)
        in->state = IN_OPEN;
    if (in->gunzip)
        passed = gunzip_resume(in->gunzip);
    else if (in->utf16)
        passed = in_resume(in->utf16);
    return passed;
}

uint64_t in_left(const struct in *in)
{
    return in->gunzip || in->utf16 ? UINT64_MAX : in->fd < 0 ? in->memory_left : in->file_left;
}

uint64_t in_offset(const struct in *in)
{
    return in->offset;
}

uint64_t in_file_offset(const struct in *in)
{
    if (in->utf16)
        return in_file_offset(in->utf16);
    return in->gunzip ? gunzip_file_offset(in->gunzip) : in->offset;
}

uint64_t in_member_offset(const struct in *in)
{
    const struct mark *mark = marks_find(&in->marks, in->offset);

    if (in->utf16)
        return in_member_offset(in->utf16);
    if (!in->gunzip)
        return in->offset;
    return mark ? mark->member : gunzip_member(in->gunzip);
}

size_t in_next_member(const struct in *in, size_t from)
{
    const struct mark *mark = marks_next(&in->marks, in->offset + from);

    return mark ? (size_t)(mark->at - in->offset) : SIZE_MAX;
}

void in_keep(struct in *in, size_t keep)
{
    in->keep = keep;
}

size_t in_back(struct in *in, size_t n)
{
    if (n > in->from)
        n = in->from;
    in->from -= n;
    in->offset -= n;
    return n;
}
