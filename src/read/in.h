/* in: where bytes come from. peek shows them, skip uses them up; gunzip (and zstd) sit under it
 * unseen, member after member.
 *
 * Damage is a barrier: in_peek() gives what stands before it and no more, in_state() says that it
 * was damage and not the end, and in_resume() goes on behind it, at the next sound member. So a
 * reader finishes what is whole, says what is lost, and goes on. */
#ifndef NEWSMILL_READ_IN_H
#define NEWSMILL_READ_IN_H

#include "../base/str.h"

struct in;

enum in_state { IN_OPEN, IN_END, IN_DAMAGED };

/* A member that is 0 stands for its default. */
enum { IN_CHUNK = 1 << 16, IN_PEEK = 1 << 24 };

struct in_limits {
    size_t chunk; /* bytes asked of the system at a time; tests use 1, 7, 4096 */
    size_t peek;  /* most bytes that in_peek() can show at once, give or take a chunk */
};

/* path "-" is standard input, another path a regular file or a FIFO. limits may be NULL.
 * NULL: *error says why (strerror, "is a folder" ...; NULL: memory is short). Compression is undone
 * at once. */
struct in *in_open(const char *path, const struct in_limits *limits, const char **error);
/* NULL: memory is short. The bytes stay where they are until in_close(). */
struct in *in_memory(const void *p, size_t n, const struct in_limits *limits);
/* What `below` has left of UTF-16, as UTF-8. NULL: memory is short, and `below` still belongs to
 * the caller; else it is closed with it. Places are then of the file, offsets of the UTF-8. */
struct in *in_recode(struct in *below, bool big);
void in_close(struct in *in); /* NULL is allowed */

/* Shows at least `want` bytes, or fewer at the end, at damage, or past the ceiling limits.peek.
 * The pointer holds until the next call. Never NULL. */
const uint8_t *in_peek(struct in *in, size_t want, size_t *got);
/* Uses up n bytes, of those shown or beyond; gives how many there were. */
uint64_t in_skip(struct in *in, uint64_t n);

/* Copies up to `room` bytes to `to` and uses them up: shorter than to show them first. 0 at the end
 * or at damage. Not for one that in_keep() was asked of. */
size_t in_take(struct in *in, uint8_t *to, size_t room);

/* Uses up what is left, `most` bytes of it, where it lies in memory: it stays there until
 * in_close(). NULL: it is not in memory. */
const uint8_t *in_rest(struct in *in, size_t most, size_t *n);

/* What stands behind the bytes that can be shown; IN_OPEN while it is not known. */
enum in_state in_state(const struct in *in);
/* Of the damage: a constant text ("the gzip member is cut off"), and its place in the file. */
const char *in_damage(const struct in *in, uint64_t *at);
/* Do the last bytes before the damage belong to the damaged member? Then they may be wrong. */
bool in_damage_shown(const struct in *in);
/* Did the system refuse to read on, at any time? Then what the file holds is not known, and may be
 * read another time. */
bool in_failed(const struct in *in);
/* Was memory short, at any time? Then what was said to be damaged need not be. */
bool in_short(const struct in *in);
/* Goes on behind the damage: at the next gzip member or zstd frame that begins soundly, or the end.
 * Bytes that stand before the damage and were not used are forgotten. Bytes of the file that were
 * passed over are given back. */
uint64_t in_resume(struct in *in);

/* Bytes behind those that can be shown; UINT64_MAX: not known. */
uint64_t in_left(const struct in *in);
uint64_t in_offset(const struct in *in);      /* of the next byte, after decompression */
uint64_t in_file_offset(const struct in *in); /* bytes of the file used so far */
/* Where the member (or frame) begins in the file that holds the next byte; the offset itself when
 * nothing is compressed. Among thousands of members of a few bytes each it may be an earlier one.
 */
uint64_t in_member_offset(const struct in *in);
/* How many bytes after the next byte plus `from` a member begins, among those that were shown, so
 * that 0 is there: SIZE_MAX when none does, or nothing is compressed. */
size_t in_next_member(const struct in *in, size_t from);

/* For what sits between two of them (gunzip.c): promises that in_back() can go back over `keep`
 * bytes; goes back over up to n bytes that were used, and gives how many. */
void in_keep(struct in *in, size_t keep);
size_t in_back(struct in *in, size_t n);

#endif
