/* arena: memory that is let go all at once.
 *
 * What hangs on a document lives in its arena and goes with it. arena_alloc never gives NULL: when
 * the system has no memory, or the arena would pass its ceiling, it leaves by longjmp to `escape`,
 * which whoever owns the arena sets before calling the code that fills it. So that nothing leaks on
 * that way out, foreign objects (iconv, zlib ...) are registered by arena_own() and are
 * released with the arena. */
#ifndef NEWSMILL_BASE_ARENA_H
#define NEWSMILL_BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena_pool.h"

/* What longjmp brings to `escape`. */
enum arena_escape {
    ARENA_NO_MEMORY = 1, /* the system gave nothing */
    ARENA_CEILING = 2,   /* the arena's own ceiling */
};

struct arena {
    struct arena_chunk *chunks; /* newest first */
    struct arena_chunk *spare;  /* kept at the last reset */
    struct arena_owned *owned;
    size_t used;             /* bytes given out since the last reset */
    size_t ceiling;          /* most that `used` may reach; 0: none */
    struct arena_pool *pool; /* where chunks come from and go to; NULL: a few are kept */
    jmp_buf *escape;         /* must be set before the first allocation */
};

/* Sets up an arena that holds nothing yet; takes no memory. */
void arena_init(struct arena *arena, size_t ceiling);

/* n bytes, aligned for any object; arena_zero's are zero. n may be 0. Leaves by `escape`. */
void *arena_alloc(struct arena *arena, size_t n);
void *arena_zero(struct arena *arena, size_t n);

/* Makes the newest allocation longer or shorter in place if it is p and there is room; what grows
 * else is copied, and p is no more; what shrinks stays where it is. Gives the (new) place. */
void *arena_grow(struct arena *arena, void *p, size_t old, size_t n);

#define ARENA_NEW(arena, type)      ((type *)arena_zero((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_zero((arena), sizeof(type) * (n)))

/* Reserves a place for a foreign object: set *place after making the object, and release(*place)
 * is called at the reset, newest first, unless *place is NULL then. */
void **arena_own(struct arena *arena, void (*release)(void *));

/* Releases all that is owned and forgets all allocations; chunks are kept for what comes. */
void arena_reset(struct arena *arena);
/* The same, and keeps nothing. */
void arena_free(struct arena *arena);

#endif
