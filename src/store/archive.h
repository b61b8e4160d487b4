/* archive: how a folder of shards looks; docs/archive.md describes it. The shards are the truth:
 * an index is made of its shard alone, and can be made anew. */
#ifndef NEWSMILL_STORE_ARCHIVE_H
#define NEWSMILL_STORE_ARCHIVE_H

#include "../base/str.h"

/* DIR/YYYY/MM/DD/newsmill-RRRRRR-NNNNN.jsonl.gz, while it grows with .part behind it; whole
 * members of gzip (frames of zstd: .jsonl.zst), each of whole records. */
#define ARCHIVE_PART ".part"
#define ARCHIVE_INDEX ".idx" /* behind the whole name of a shard */
#define ARCHIVE_MANIFEST "MANIFEST"
#define ARCHIVE_HEAD "newsmill-archive 1\n" /* first line of the manifest */

enum {
    MEMBER_LEAST = 64 << 10, /* plain bytes of a member, but for the last of a shard ... */
    MEMBER_MOST = 256 << 10, /* ... and for a record that is longer alone */
};

/* The index of a shard, all numbers little-endian:
 *     struct shard_index_head
 *     members times struct shard_index_member, in order of the shard
 *     records times struct shard_index_entry, in order of id_hash, then member, then number
 *     uint64_t hash64 of all bytes before it */
#define SHARD_INDEX_MAGIC "NMSHIDX1"

struct shard_index_head {
    char magic[8];
    uint64_t shard_bytes; /* of the whole shard */
    uint64_t plain_bytes; /* of all its members */
    uint64_t members, records;
};

struct shard_index_member {
    uint64_t offset; /* of its first byte in the shard */
    uint64_t first;  /* number of its first record in the shard, from 0 */
};

struct shard_index_entry {
    uint64_t id_hash; /* hash64 of the record's id */
    uint32_t member;  /* its number in the shard, from 0 */
    uint32_t number;  /* of the record in the member, from 0 */
};

#endif
