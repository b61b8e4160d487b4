/* pack: one text as one whole gzip member (RFC 1952) or zstd frame (RFC 8878); members one behind
 * the other are what zcat and zstdcat read as one. The same text gives the same bytes on every
 * machine that has the same zlib. One thread at a time. */
#ifndef NEWSMILL_BASE_PACK_H
#define NEWSMILL_BASE_PACK_H

#include "bytes.h"

enum pack_form { PACK_GZIP, PACK_ZSTD };
enum { PACK_FAST = 3, PACK_SMALL = 6 }; /* levels of either; the first is twice as fast */

bool pack_built_in(enum pack_form form);
const char *pack_suffix(enum pack_form form); /* ".gz", ".zst" */

struct pack;
/* NULL: memory is short, or it is not built in. */
struct pack *pack_new(enum pack_form form, int level);
void pack_free(struct pack *pack); /* NULL is allowed */

/* Puts the member behind what stands in `to`. false: memory is short. */
bool pack_member(struct pack *pack, str plain, struct bytes *to);

#endif
