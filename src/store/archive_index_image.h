/* archive_index_image: the index of a shard, made of what the shard holds. */
#ifndef NEWSMILL_STORE_ARCHIVE_INDEX_IMAGE_H
#define NEWSMILL_STORE_ARCHIVE_INDEX_IMAGE_H

#include "archive.h"

/* What is collected here, or was elsewhere. */
struct index_image {
    struct arena *arena;
    struct shard_index_member *members;
    struct shard_index_entry *entries;
    uint64_t member_count, member_room, entry_count, entry_room;
    uint64_t in_member; /* records of the last member */
};

struct index_image index_image_new(struct arena *arena);
/* The next member begins at `offset` of the shard; then its records. */
void index_image_member(struct index_image *image, uint64_t offset);
void index_image_record(struct index_image *image, uint64_t id_hash);
/* The whole index as it stands in its file, in the arena. */
str index_image_bytes(struct index_image *image, uint64_t shard_bytes, uint64_t plain_bytes);

#endif
