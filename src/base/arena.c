#include "config.h"

#include "arena.h"

#include <stdlib.h>
#include <string.h>

#include "asan.h"

/* Chunks double from FIRST to LARGEST, so that a small page touches little memory and a large one
 * calls malloc rarely. Chunks of up to FEW bytes in all outlive a reset, memory that is new costs
 * the system more than most pages cost us; of up to BESIDE_POOL where there is a pool, which has
 * the rest: a stage that needs little does not ask it. */
enum { FIRST = 1 << 16, LARGEST = 1 << 20, FEW = 2 << 20, BESIDE_POOL = 1 << 17 };

struct arena_owned {
    struct arena_owned *older;
    void (*release)(void *);
    void *object;
};

void arena_init(struct arena *arena, size_t ceiling)
{
    memset(arena, 0, sizeof *arena);
    arena->ceiling = ceiling;
}

static _Noreturn void leave(struct arena *arena, enum arena_escape how)
{
    if (!arena->escape)
        abort(); /* the owner forgot to set the way out: a bug, not an input */
    longjmp(*arena->escape, (int)how);
}

static size_t aligned(size_t n)
{
    const size_t step = _Alignof(max_align_t);

    n += !n;
    return n > SIZE_MAX - step ? SIZE_MAX : (n + step - 1) / step * step;
}

/* The first of the spare chunks with room; NULL when there is none. */
static struct arena_chunk *take_spare(struct arena *arena, size_t least)
{
    struct arena_chunk **place = &arena->spare, *chunk;

    while (*place && (*place)->size < least)
        place = &(*place)->older;
    chunk = *place;
    if (chunk)
        *place = chunk->older;
    return chunk;
}

static struct arena_chunk *add_chunk(struct arena *arena, size_t least)
{
    size_t wanted = arena->chunks ? arena->chunks->size * 2 : FIRST;
    struct arena_chunk *chunk;

    if (wanted > LARGEST)
        wanted = LARGEST;
    if (wanted < least)
        wanted = least;
    if (wanted > SIZE_MAX - sizeof *chunk)
        leave(arena, ARENA_NO_MEMORY);
    chunk = take_spare(arena, least);
    if (!chunk && arena->pool)
        chunk = arena_pool_take(arena->pool, least, wanted);
    if (!chunk)
        chunk = arena_chunk_new(wanted);
    if (!chunk)
        leave(arena, ARENA_NO_MEMORY);
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

static bool over_ceiling(const struct arena *arena, size_t need)
{
    return arena->ceiling && (need > arena->ceiling || arena->used > arena->ceiling - need);
}

static void *take(struct arena *arena, struct arena_chunk *chunk, size_t need)
{
    void *p = (char *)chunk->bytes + chunk->used;

    chunk->used += need;
    arena->used += need;
    return p;
}

/* Apart from arena_alloc, which then needs no stack of its own. */
__attribute__((noinline)) static void *alloc_anew(struct arena *arena, size_t need)
{
    if (over_ceiling(arena, need))
        leave(arena, ARENA_CEILING);
    return take(arena, add_chunk(arena, need), need);
}

/* Short, for gumbo calls it ten thousand times a page. */
void *arena_alloc(struct arena *arena, size_t n)
{
    struct arena_chunk *chunk = arena->chunks;
    size_t need = aligned(n);
    void *p = !chunk || chunk->size - chunk->used < need || over_ceiling(arena, need)
                  ? alloc_anew(arena, need)
                  : take(arena, chunk, need);

    asan_open(p, n);
    return p;
}

void *arena_zero(struct arena *arena, size_t n)
{
    return memset(arena_alloc(arena, n), 0, n);
}

static void give_back(struct arena *arena, struct arena_chunk *chunk)
{
    chunk->older = NULL;
    if (arena->pool)
        arena_pool_give(arena->pool, chunk);
    else
        arena_chunk_free(chunk);
}

/* What was copied is not used any more: a large chunk that holds nothing else serves others. */
static void let_go(struct arena *arena, const void *p, size_t had)
{
    struct arena_chunk **place = &arena->chunks, *chunk;

    if (had < LARGEST)
        return;
    while (*place && (const void *)(*place)->bytes != p)
        place = &(*place)->older;
    chunk = *place;
    if (!chunk || chunk->used != had)
        return;
    *place = chunk->older;
    arena->used -= had;
    give_back(arena, chunk);
}

/* Apart from arena_grow, as above. */
__attribute__((noinline)) static void *grow_elsewhere(struct arena *arena, void *p, size_t old,
                                                      size_t n)
{
    void *grown = arena_alloc(arena, n);

    if (p) {
        memcpy(grown, p, old);
        asan_close(p, aligned(old));
        let_go(arena, p, aligned(old));
    }
    return grown;
}

void *arena_grow(struct arena *arena, void *p, size_t old, size_t n)
{
    struct arena_chunk *chunk = arena->chunks;
    size_t had = aligned(old), need = aligned(n);

    if (p && chunk && (char *)p + had == (char *)chunk->bytes + chunk->used &&
        chunk->used - had + need <= chunk->size &&
        (!arena->ceiling || arena->used - had + need <= arena->ceiling)) {
        chunk->used += need - had;
        arena->used += need - had;
        asan_close(p, had);
    } else if (!p || need > had) {
        return grow_elsewhere(arena, p, old, n);
    }
    asan_open(p, n);
    return p;
}

void **arena_own(struct arena *arena, void (*release)(void *))
{
    struct arena_owned *owned = arena_zero(arena, sizeof *owned);

    owned->release = release;
    owned->older = arena->owned;
    arena->owned = owned;
    return &owned->object;
}

static void release_owned(struct arena *arena)
{
    for (struct arena_owned *owned = arena->owned; owned; owned = owned->older)
        if (owned->object)
            owned->release(owned->object);
    arena->owned = NULL;
}

static void spare_chunks(struct arena *arena)
{
    struct arena_chunk *lists[] = {arena->chunks, arena->spare}, *chunk;
    size_t kept = 0, keep = arena->pool ? BESIDE_POOL : FEW;

    arena->spare = NULL;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        while ((chunk = lists[i])) {
            lists[i] = chunk->older;
            if (kept + chunk->size > keep) {
                give_back(arena, chunk);
                continue;
            }
            kept += chunk->size;
            arena_chunk_empty(chunk);
            chunk->older = arena->spare;
            arena->spare = chunk;
        }
}

void arena_reset(struct arena *arena)
{
    release_owned(arena);
    spare_chunks(arena);
    arena->chunks = NULL;
    arena->used = 0;
}

void arena_free(struct arena *arena)
{
    release_owned(arena);
    arena_chunk_free(arena->chunks);
    arena_chunk_free(arena->spare);
    arena->chunks = arena->spare = NULL;
    arena->used = 0;
}
