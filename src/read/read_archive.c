/* archive: what an archive of ours holds beside its shards. A folder that is read may be one: its
 * shards are read as what they are, its manifest and the indexes of the shards are no documents. */
#include "../stage.h"
#include "../store/archive.h"
#include "in.h"

enum { BID = 8 * (sizeof SHARD_INDEX_MAGIC - 1), CHUNK = 1 << 16 };

static unsigned archive_bid(const uint8_t *p, size_t n)
{
    str head = {(const char *)p, n};

    return str_starts(head, S(SHARD_INDEX_MAGIC)) || str_starts(head, S(ARCHIVE_HEAD)) ? BID : 0;
}

static enum reader_said archive_next(void *state, const void *config, struct in *in,
                                     struct doc *doc, struct run *run)
{
    (void)state;
    (void)config;
    (void)doc;
    while (in_skip(in, CHUNK) == CHUNK)
        continue;
    run_skip(run);
    return READER_END;
}

extern const struct reader reader_archive;
const struct reader reader_archive = {
    .name = "archive",
    .does = "passes over the manifest and the indexes of an archive that is read as a folder",
    .bid = archive_bid,
    .next = archive_next,
};
