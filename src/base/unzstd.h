/* unzstd: one zstd frame (RFC 8878) at a time. The build without libzstd has it too and says that
 * it is not built in. */
#ifndef NEWSMILL_BASE_UNZSTD_H
#define NEWSMILL_BASE_UNZSTD_H

#include "str.h"

enum { UNZSTD_DICTIONARY = 8 << 20 }; /* most bytes of a dictionary */

struct unzstd;

/* What *error is, as this address, when memory is short: that is no damage. */
extern const char unzstd_no_memory[];

bool unzstd_built_in(void);
struct unzstd *unzstd_new(void); /* NULL: memory is short */
void unzstd_free(struct unzstd *unzstd);

/* Stands before a frame; a dictionary is kept. */
bool unzstd_reset(struct unzstd *unzstd);

/* The dictionary that a .warc.zst may begin with, itself compressed or not. A bad one is left out:
 * the frames that need it will say that it is not there. */
void unzstd_dictionary(struct unzstd *unzstd, const uint8_t *p, size_t n);

/* Undoes a part of the frame: `used` of the n bytes at `from` became `made` at `to`. true: the
 * frame is whole. *error is set to a constant text when it is damaged. */
bool unzstd_step(struct unzstd *unzstd, const uint8_t *from, size_t n, size_t *used, uint8_t *to,
                 size_t room, size_t *made, const char **error);

#endif
