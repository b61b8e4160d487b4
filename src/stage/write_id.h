/* write_id: the stable name of a record. */
#ifndef NEWSMILL_STAGE_WRITE_ID_H
#define NEWSMILL_STAGE_WRITE_ID_H

#include "../doc.h"

/* Sets the field `id`: the input's own, or else a hash of the address and the raw bytes. */
void write_id(struct doc *doc);

/* An address in the form that is hashed: scheme and host in lower case, without default port,
 * fragment and the parameters that only track readers. What is no absolute address stays. */
str write_id_url(struct arena *arena, str url);

#endif
