/* coding: undo one HTTP content coding (RFC 9110, section 8.4.1) of bytes in memory. */
#ifndef NEWSMILL_BASE_CODING_H
#define NEWSMILL_BASE_CODING_H

#include "str.h"

enum coding {
    CODING_IDENTITY,
    CODING_GZIP,
    CODING_DEFLATE,
    CODING_BR,
    CODING_ZSTD,
    CODING_UNKNOWN
};

enum coding_said {
    CODING_WHOLE, /* everything is there */
    CODING_CUT,   /* it ends too early or is damaged: what came before is given, perhaps nothing */
    CODING_NOT,   /* the bytes are not of this coding at all; nothing is given */
    CODING_OVER,  /* larger than the ceiling: what fits is given */
    CODING_MISSING, /* this build cannot undo it; nothing is given */
};

/* The coding of a name in Content-Encoding, of either case; "x-gzip" is "gzip". */
enum coding coding_named(str name);
const char *coding_name(enum coding coding);

/* Do the bytes begin as a gzip member does (RFC 1952, section 2.3.1)? */
bool coding_is_gzip(str bytes);

/* Undoes `coding` into a buffer in `arena` of at most `ceiling` bytes. The decoders' state lives
 * in `state`, another arena, which may be reset when this has returned. "deflate" is read with and
 * without the zlib wrapper, since servers send both. Several gzip members or zstd frames are one
 * text; what follows the last and is none is left out. */
enum coding_said coding_undo(struct arena *arena, struct arena *state, enum coding coding,
                             str bytes, size_t ceiling, str *undone);

#endif
