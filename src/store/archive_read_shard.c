#include "archive_read_shard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/unpack.h"
#include "archive.h"
#include "archive_name.h"
#include "archive_read_file.h"

enum {
    IN_SIZE = 1 << 18,
    OUT_FIRST = 2 * MEMBER_MOST,
    OUT_MOST = 1 << 28, /* of one record: far above what a page may give */
    PIECE = 1 << 20,    /* of a loose file */
};

struct shard {
    int fd;
    enum pack_form form;
    bool loose, packed, in_member, ended;
    bool in_order; /* every byte went through `sha` */
    const char *error;
    uint64_t member, limit;
    uint64_t filled; /* where in the file in[in_n] would stand */
    size_t in_at, in_n;
    size_t out_n, out_room, shown; /* shown: bytes of `out` that were given away */
    unsigned char *in;
    char *out;
    struct sha256 sha;
    struct unpack *unpack; /* NULL until the first member */
};

/* ---- bytes of the file ---- */

static uint64_t place(const struct shard *shard)
{
    return shard->filled - (shard->in_n - shard->in_at);
}

/* Shows at least `want` bytes unless the file ends. false: it cannot be read. */
static bool fill(struct shard *shard, size_t want)
{
    if (shard->in_n - shard->in_at >= want)
        return true;
    memmove(shard->in, shard->in + shard->in_at, shard->in_n - shard->in_at);
    shard->in_n -= shard->in_at;
    shard->in_at = 0;
    while (shard->in_n < want && shard->filled < shard->limit) {
        uint64_t left = shard->limit - shard->filled;
        size_t room = IN_SIZE - shard->in_n;
        ssize_t got = pread(shard->fd, shard->in + shard->in_n, left < room ? (size_t)left : room,
                            (off_t)shard->filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            shard->error = read_why_not();
            return false;
        }
        if (got == 0) {
            shard->limit = shard->filled; /* it was cut while it was read */
            break;
        }
        if (shard->in_order)
            sha256_add(&shard->sha, (str){(char *)shard->in + shard->in_n, (size_t)got});
        shard->in_n += (size_t)got;
        shard->filled += (uint64_t)got;
    }
    return true;
}

bool shard_seek(struct shard *shard, uint64_t offset)
{
    uint64_t first = shard->filled - shard->in_n;

    if (offset >= first && offset <= shard->filled) {
        shard->in_at = (size_t)(offset - first);
    } else {
        shard->in_at = shard->in_n = 0;
        shard->filled = offset;
    }
    shard->in_order = false;
    shard->in_member = shard->ended = false;
    shard->out_n = shard->shown = 0;
    return offset <= shard->limit;
}

/* ---- opening ---- */

/* A shard's form is in its name; of another file the first bytes tell it. */
static void set_form(struct shard *shard, const char *path, bool loose)
{
    str first = {(char *)shard->in, shard->in_n};

    shard->loose = loose && !archive_is_warc_name(str_of(path));
    if (!shard->loose) {
        shard->packed = true;
        shard->form = archive_form_of_name(str_of(path));
        return;
    }
    shard->form = str_starts(first, S("\x28\xb5\x2f\xfd")) ? PACK_ZSTD : PACK_GZIP;
    shard->packed = shard->form == PACK_ZSTD || str_starts(first, S("\x1f\x8b"));
}

static bool start(struct shard *shard, const char *path, uint64_t limit, bool loose)
{
    struct stat st;

    shard->in = malloc(IN_SIZE);
    shard->out = malloc(OUT_FIRST);
    sha256_begin(&shard->sha);
    shard->out_room = OUT_FIRST;
    if (!shard->in || !shard->out) {
        errno = ENOMEM;
        return false;
    }
    shard->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (shard->fd < 0 || fstat(shard->fd, &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    shard->limit = (uint64_t)st.st_size < limit ? (uint64_t)st.st_size : limit;
    shard->in_order = true;
    if (!fill(shard, UNPACK_HEAD))
        return false;
    set_form(shard, path, loose);
    if (!shard->packed || pack_built_in(shard->form))
        return true;
    shard->error = "is compressed by zstd, which is not built in";
    return false;
}

struct shard *shard_open(const char *path, uint64_t limit, bool loose, const char **error)
{
    struct shard *shard = calloc(1, sizeof *shard);

    if (!shard) {
        *error = read_no_memory;
        return NULL;
    }
    shard->fd = -1;
    if (start(shard, path, limit, loose))
        return shard;
    *error = shard->error ? shard->error : read_why_not();
    shard_close(shard);
    return NULL;
}

void shard_close(struct shard *shard)
{
    if (!shard)
        return;
    unpack_free(shard->unpack);
    if (shard->fd >= 0)
        close(shard->fd);
    free(shard->in);
    free(shard->out);
    free(shard);
}

/* ---- members ---- */

static enum shard_said damaged(struct shard *shard, const char *what)
{
    shard->error = what;
    return SHARD_DAMAGED;
}

static enum shard_said failed(struct shard *shard, const char *why)
{
    shard->error = why;
    return SHARD_FAILED;
}

static bool begins_here(const struct shard *shard)
{
    return unpack_begins(shard->form,
                         (str){(char *)shard->in + shard->in_at, shard->in_n - shard->in_at});
}

static enum shard_said begin_member(struct shard *shard)
{
    if (!fill(shard, UNPACK_HEAD))
        return SHARD_FAILED;
    shard->member = place(shard);
    if (shard->in_at == shard->in_n)
        return SHARD_END;
    if (!shard->loose && !begins_here(shard))
        return damaged(shard, "no member of ours begins here");
    if (!shard->unpack)
        shard->unpack = unpack_new(shard->form);
    if (!shard->unpack || !unpack_reset(shard->unpack))
        return failed(shard, read_no_memory);
    shard->in_member = true;
    return SHARD_PIECE;
}

/* Room for more of a member; SHARD_PIECE: there is. */
static enum shard_said make_room(struct shard *shard)
{
    char *more;

    if (shard->out_n < shard->out_room)
        return SHARD_PIECE;
    if (shard->out_room >= OUT_MOST)
        return damaged(shard, "a record is larger than any that was written");
    more = realloc(shard->out, shard->out_room * 2);
    if (!more)
        return failed(shard, read_no_memory);
    shard->out = more;
    shard->out_room *= 2;
    return SHARD_PIECE;
}

static enum shard_said unpack_more(struct shard *shard)
{
    size_t used, made;

    if (shard->in_at == shard->in_n && !fill(shard, 1))
        return SHARD_FAILED;
    switch (unpack_some(shard->unpack,
                        (str){(char *)shard->in + shard->in_at, shard->in_n - shard->in_at}, &used,
                        shard->out + shard->out_n, shard->out_room - shard->out_n, &made)) {
    case UNPACK_NO_MEMORY:
        return failed(shard, read_no_memory);
    case UNPACK_DAMAGED:
        return damaged(shard, "the member is damaged");
    case UNPACK_WHOLE:
        shard->in_member = false;
        break;
    case UNPACK_MORE:
        break;
    }
    shard->in_at += used;
    shard->out_n += made;
    if (shard->in_member && shard->in_at == shard->in_n && place(shard) >= shard->limit &&
        shard->out_n < shard->out_room)
        return damaged(shard, "the member is cut off");
    return SHARD_PIECE;
}

static enum shard_said copy_some(struct shard *shard)
{
    size_t n, room = shard->out_room - shard->out_n;

    if (shard->in_at == shard->in_n && !fill(shard, 1))
        return SHARD_FAILED;
    n = shard->in_n - shard->in_at;
    n = n < room ? n : room;
    memcpy(shard->out + shard->out_n, shard->in + shard->in_at, n);
    shard->in_at += n;
    shard->out_n += n;
    return SHARD_PIECE;
}

/* The rest of the last line of the piece before stands at the start of `out` again. */
static void drop_shown(struct shard *shard)
{
    memmove(shard->out, shard->out + shard->shown, shard->out_n - shard->shown);
    shard->out_n -= shard->shown;
    shard->shown = 0;
}

static size_t whole_lines(const struct shard *shard)
{
    const char *last = shard->out_n ? memrchr(shard->out, '\n', shard->out_n) : NULL;

    return last ? (size_t)(last - shard->out) + 1 : 0;
}

static enum shard_said show(struct shard *shard, size_t n, struct shard_piece *piece)
{
    *piece = (struct shard_piece){{shard->out, n}, shard->member, place(shard)};
    shard->shown = n;
    return SHARD_PIECE;
}

static enum shard_said next_strict(struct shard *shard, struct shard_piece *piece)
{
    enum shard_said said = begin_member(shard);

    while (said == SHARD_PIECE && shard->in_member) {
        said = make_room(shard);
        if (said == SHARD_PIECE)
            said = unpack_more(shard);
    }
    if (said != SHARD_PIECE)
        return said;
    if (!shard->out_n || whole_lines(shard) != shard->out_n)
        return damaged(shard, "a member does not end with a whole record");
    return show(shard, shard->out_n, piece);
}

/* Pieces of whole lines; at the end also a last line without its newline. */
static enum shard_said next_loose(struct shard *shard, struct shard_piece *piece)
{
    enum shard_said said = SHARD_PIECE;

    while (said == SHARD_PIECE && !shard->ended) {
        bool empty = shard->in_at == shard->in_n && place(shard) >= shard->limit;
        said = make_room(shard);
        if (said != SHARD_PIECE)
            break;
        if (shard->packed && !shard->in_member)
            said = begin_member(shard);
        else if (!shard->packed && empty)
            said = SHARD_END;
        if (said == SHARD_PIECE)
            said = shard->packed ? unpack_more(shard) : copy_some(shard);
        shard->ended = said == SHARD_END;
        if (said == SHARD_PIECE && shard->out_n >= PIECE && whole_lines(shard))
            return show(shard, whole_lines(shard), piece);
    }
    if (said != SHARD_END && said != SHARD_PIECE)
        return said;
    return shard->out_n ? show(shard, shard->out_n, piece) : SHARD_END;
}

enum shard_said shard_next(struct shard *shard, struct shard_piece *piece)
{
    drop_shown(shard);
    if (shard->loose)
        return next_loose(shard, piece);
    shard->out_n = 0;
    return next_strict(shard, piece);
}

const char *shard_error(const struct shard *shard)
{
    return shard->error ? shard->error : "";
}

uint64_t shard_at(const struct shard *shard)
{
    return shard->member;
}

uint64_t shard_size(const struct shard *shard)
{
    return shard->limit;
}

bool shard_over(const struct shard *shard)
{
    return place(shard) >= shard->limit;
}

/* ---- behind damage ---- */

/* Where a member may begin, from `at` on; the end when nowhere. false: it cannot be read. */
static bool find_head(struct shard *shard, uint64_t *at)
{
    int first = shard->form == PACK_GZIP ? 0x1f : 0x28;

    for (;; ++*at) {
        const unsigned char *p, *found;
        shard_seek(shard, *at);
        if (!fill(shard, UNPACK_HEAD))
            return false;
        p = shard->in + shard->in_at;
        if (shard->in_at == shard->in_n || begins_here(shard))
            return true;
        found = memchr(p + 1, first, shard->in_n - shard->in_at - 1);
        *at = (found ? *at + (uint64_t)(found - p) : shard->filled) - 1;
    }
}

bool shard_resync(struct shard *shard)
{
    uint64_t at = shard->member + 1;
    struct shard_piece piece;
    enum shard_said said;

    for (;; at++) {
        if (!find_head(shard, &at))
            return false;
        if (shard->in_at == shard->in_n)
            return true;
        said = shard_next(shard, &piece);
        if (said == SHARD_FAILED)
            return false;
        if (said == SHARD_PIECE)
            return shard_seek(shard, at);
    }
}

bool shard_sha256(struct shard *shard, char hex[SHA256_HEX + 1])
{
    if (shard->in_order)
        sha256_end(&shard->sha, hex);
    return shard->in_order;
}
