#include "in.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gunzip.h"
#include "in_file.h"

/* DEEPEST: a .gz within a .gz happens by mistake; deeper nesting is an attack. MARKS: members that
 * begin within the window and are remembered. */
enum { DEEPEST = 2, MARKS = 1024 };

/* A member begins at `at` of the bytes given out, and at `member` of the file. */
struct mark {
    uint64_t at, member;
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

    /* where the window is filled from: one of three */
    struct gunzip *gunzip;
    int fd;             /* -1: none */
    uint64_t file_left; /* of a regular file: what it held when it was opened and is not read yet */
    const uint8_t *memory;
    size_t memory_left;

    struct mark marks[MARKS];
    size_t mark_count;
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

static void add_mark(struct in *in, uint64_t at, uint64_t member)
{
    in->last_member = member;
    if (in->mark_count == MARKS)
        return;
    if (!in->mark_count || in->marks[in->mark_count - 1].member != member)
        in->marks[in->mark_count++] = (struct mark){at, member};
}

static size_t fill_from_gunzip(struct in *in, uint8_t *to, size_t room)
{
    size_t n = gunzip_fill(in->gunzip, to, room, &in->state);

    if (in->state == IN_DAMAGED)
        in->damage = gunzip_damage(in->gunzip, &in->damage_at);
    if (n)
        add_mark(in, in->offset + (in->to - in->from), gunzip_member(in->gunzip));
    return n;
}

/* What comes behind the window; 0 when in->state says why. */
static size_t fill_from(struct in *in, uint8_t *to, size_t room)
{
    if (in->gunzip)
        return fill_from_gunzip(in, to, room);
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

static void drop_marks(struct in *in)
{
    size_t passed = 0;

    while (passed + 1 < in->mark_count && in->marks[passed + 1].at <= in->offset)
        passed++;
    if (passed) {
        in->mark_count -= passed;
        memmove(in->marks, in->marks + passed, in->mark_count * sizeof *in->marks);
    }
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
        drop_marks(in);
        fill(in);
    }
    drop_marks(in);
    return n - left;
}

size_t in_take(struct in *in, uint8_t *to, size_t room)
{
    size_t held = in->to - in->from, n = 0;

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
    drop_marks(in);
    return n;
}

enum in_state in_state(const struct in *in)
{
    return in->state;
}

bool in_short(const struct in *in)
{
    return in->no_room || (in->gunzip && gunzip_short(in->gunzip));
}

bool in_failed(const struct in *in)
{
    return in->failed || (in->gunzip && gunzip_failed(in->gunzip));
}

const char *in_damage(const struct in *in, uint64_t *at)
{
    *at = in->damage_at;
    return in->damage;
}

bool in_damage_shown(const struct in *in)
{
    return in->state == IN_DAMAGED && in->gunzip && in->last_member == gunzip_member(in->gunzip);
}

uint64_t in_resume(struct in *in)
{
    uint64_t passed = 0;

    if (in->state != IN_DAMAGED)
        return 0;
    in->offset += in->to - in->from;
    in->from = in->to;
    in->mark_count = 0;
    in->state = in->gunzip ? IN_OPEN : IN_END; /* nothing stands behind what cannot be read */
    if (in->gunzip)
        passed = gunzip_resume(in->gunzip);
    return passed;
}

uint64_t in_left(const struct in *in)
{
    return in->gunzip ? UINT64_MAX : in->fd < 0 ? in->memory_left : in->file_left;
}

uint64_t in_offset(const struct in *in)
{
    return in->offset;
}

uint64_t in_file_offset(const struct in *in)
{
    return in->gunzip ? gunzip_file_offset(in->gunzip) : in->offset;
}

uint64_t in_member_offset(const struct in *in)
{
    size_t i = in->mark_count;

    if (!in->gunzip)
        return in->offset;
    while (i > 1 && in->marks[i - 1].at > in->offset)
        i--;
    return i ? in->marks[i - 1].member : gunzip_member(in->gunzip);
}

size_t in_next_member(const struct in *in, size_t from)
{
    size_t low = 0, high = in->mark_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (in->marks[middle].at < in->offset + from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < in->mark_count ? (size_t)(in->marks[low].at - in->offset) : SIZE_MAX;
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
