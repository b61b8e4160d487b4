/* gunzip: undoes gzip (RFC 1952) and zstd (RFC 8878) for in.c, member after member. Each member is
 * inflated and checked by itself: zlib's gzread drops what stands behind damage in silence. */
#ifndef NEWSMILL_READ_GUNZIP_H
#define NEWSMILL_READ_GUNZIP_H

#include "in.h"

struct gunzip;

/* Do these bytes begin compressed data, or data that was compressed before its magic number was
 * damaged? */
bool gunzip_claims(struct in *below);

/* NULL: memory is short, and `below` still belongs to the caller; else it is closed with it. */
struct gunzip *gunzip_new(struct in *below);
void gunzip_free(struct gunzip *gunzip);

/* Writes up to `room` bytes, all of one member, and says what stands behind them. Gives 0 only at
 * the end or at damage. */
size_t gunzip_fill(struct gunzip *gunzip, uint8_t *to, size_t room, enum in_state *state);

/* As in.h has them. */
bool gunzip_short(const struct gunzip *gunzip);
bool gunzip_failed(const struct gunzip *gunzip);
const char *gunzip_damage(const struct gunzip *gunzip, uint64_t *at);
uint64_t gunzip_resume(struct gunzip *gunzip);
uint64_t gunzip_file_offset(const struct gunzip *gunzip);
/* Where the member of the bytes given last begins in the file. */
uint64_t gunzip_member(const struct gunzip *gunzip);

#endif
