/* unpack: undoes what pack made, one member of gzip (RFC 1952) or frame of zstd (RFC 8878) at a
 * time and in steps, so that neither has to lie in memory as a whole. */
#ifndef NEWSMILL_BASE_UNPACK_H
#define NEWSMILL_BASE_UNPACK_H

#include "pack.h"

enum { UNPACK_HEAD = 10 }; /* bytes that unpack_begins() looks at */

enum unpack_said { UNPACK_MORE, UNPACK_WHOLE, UNPACK_DAMAGED, UNPACK_NO_MEMORY };

/* Does a member begin as pack writes it? What no checksum guards is compared too: the next member
 * is found by it, and no bit of it can change unseen. */
bool unpack_begins(enum pack_form form, str bytes);

struct unpack;
struct unpack *unpack_new(enum pack_form form); /* NULL: memory is short, or it is not built in */
void unpack_free(struct unpack *unpack);        /* NULL is allowed */

/* Stands before a member. false: memory is short. */
bool unpack_reset(struct unpack *unpack);

/* Takes what it can of `from` and puts what it can at `to`: *used, *made. UNPACK_WHOLE: the member
 * ends, and its checksum agrees. */
enum unpack_said unpack_some(struct unpack *unpack, str from, size_t *used, char *to, size_t room,
                             size_t *made);

#endif
