/* archive_read_shard: the members of one shard, or of any file of JSON lines. Nothing of a member
 * is shown before all of it was decompressed and its checksum agreed: damage never becomes a
 * record. */
#ifndef NEWSMILL_STORE_ARCHIVE_READ_SHARD_H
#define NEWSMILL_STORE_ARCHIVE_READ_SHARD_H

#include "../base/hash.h"

struct shard;

struct shard_piece {
    str lines;       /* whole lines, each with its newline; until the next call */
    uint64_t offset; /* where their member begins in the file */
    uint64_t end;    /* and ends: the next one begins there */
};

enum shard_said {
    SHARD_PIECE,
    SHARD_END,
    SHARD_DAMAGED, /* shard_error() says what, shard_at() where */
    SHARD_FAILED,  /* the system cannot read on, or memory is short */
};

/* limit: only so many bytes of the file count. loose: a file that is perhaps no shard: plain text,
 * or a member of any size, of which pieces are shown before its end is known; but what has the name
 * of a shard of WARC records is one.
 * NULL: *error says why (strerror, or a constant text). */
struct shard *shard_open(const char *path, uint64_t limit, bool loose, const char **error);
void shard_close(struct shard *shard); /* NULL is allowed */

enum shard_said shard_next(struct shard *shard, struct shard_piece *piece);
const char *shard_error(const struct shard *shard);
/* Where the member begins that was read last, or is damaged. */
uint64_t shard_at(const struct shard *shard);
/* Bytes of the file that count, and whether all of them were read. */
uint64_t shard_size(const struct shard *shard);
bool shard_over(const struct shard *shard);

/* Goes to the member that begins at `offset`. */
bool shard_seek(struct shard *shard, uint64_t offset);

/* After SHARD_DAMAGED: goes on at the next sound member, or the end. false: SHARD_FAILED. */
bool shard_resync(struct shard *shard);

/* SHA-256 of the bytes up to the end, when all were read in order: after SHARD_END. */
bool shard_sha256(struct shard *shard, char hex[SHA256_HEX + 1]);

#endif
