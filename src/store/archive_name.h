/* archive_name: what the names in an archive, and the ids of its records, are. */
#ifndef NEWSMILL_STORE_ARCHIVE_NAME_H
#define NEWSMILL_STORE_ARCHIVE_NAME_H

#include "../base/str.h"

enum { ARCHIVE_NAME_SIZE = 80 };

/* "2026/11/22/newsmill-000001-00000.jsonl.gz"; date: "2026-11-22". */
void archive_shard_name(char name[ARCHIVE_NAME_SIZE], const char *date, uint64_t run,
                        uint64_t number, const char *ending);

/* The id of a record as it stands in a shard; empty: it has none. In the arena where need be. */
str archive_record_id(struct arena *arena, str record);

/* Is a member's text a record of WARC, and then the one that a shard begins with? */
bool archive_is_warc(str member);
bool archive_is_warcinfo(str member);
/* The id of a record of WARC, which stands in its metadata; empty: it has none. */
str archive_warc_id(struct arena *arena, str member);

#endif
