/* archive_name: what the names in an archive, and the ids of its records, are. */
#ifndef NEWSMILL_STORE_ARCHIVE_NAME_H
#define NEWSMILL_STORE_ARCHIVE_NAME_H

#include "../base/pack.h"

enum { ARCHIVE_NAME_SIZE = 80 };

/* "2026/11/22/newsmill-000001-00000.jsonl.gz"; date: "2026-11-22". */
void archive_shard_name(char name[ARCHIVE_NAME_SIZE], const char *date, uint64_t run,
                        uint64_t number, const char *ending);

/* The id of a record as it stands in a shard; empty: it has none. In the arena where need be. */
str archive_record_id(struct arena *arena, str record);

/* By the end of a shard's name, finished or not: how it is compressed, and whether it holds records
 * of WARC. */
enum pack_form archive_form_of_name(str name);
bool archive_is_warc_name(str name);

#endif
