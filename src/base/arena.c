#include "arena.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Chunks double from FIRST to LARGEST, so that a small page touches little memory and a large one
 * calls malloc rarely. Chunks of up to FEW bytes in all outlive a reset, or as many as the owner
 * says: memory that is new costs the system more than most pages cost us. */
enum { FIRST = 1 << 16, LARGEST = 1 << 20, FEW = 2 << 20 };

/* From this size on a chunk is mapped, so that it goes back to the system when it is let go: malloc
 * would keep it for the thread, and eight threads that once met a large page would hold 100 MB. */
enum { MAPPED = 1 << 18 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size, used;
    max_align_t bytes[];
};

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

static struct arena_chunk *make_chunk(size_t size)
{
    size_t whole = sizeof(struct arena_chunk) + size;
    struct arena_chunk *chunk;

    if (size < MAPPED) {
        chunk = malloc(whole);
    } else {
        chunk = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (chunk == MAP_FAILED)
            chunk = NULL;
    }
    if (chunk)
        *chunk = (struct arena_chunk){.size = size};
    return chunk;
}

static void free_chunk(struct arena_chunk *chunk)
{
    if (chunk->size < MAPPED)
        free(chunk);
    else
        munmap(chunk, sizeof *chunk + chunk->size);
}

static struct arena_chunk *new_chunk(struct arena *arena, size_t least)
{
    size_t size = arena->chunks ? arena->chunks->size * 2 : FIRST;
    struct arena_chunk *chunk;

    if (size > LARGEST)
        size = LARGEST;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof *chunk)
        leave(arena, ARENA_NO_MEMORY);
    chunk = make_chunk(size);
    if (!chunk)
        leave(arena, ARENA_NO_MEMORY);
    return chunk;
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
    struct arena_chunk *chunk = take_spare(arena, least);

    if (!chunk)
        chunk = new_chunk(arena, least);
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

    if (!chunk || chunk->size - chunk->used < need || over_ceiling(arena, need))
        return alloc_anew(arena, need);
    return take(arena, chunk, need);
}

void *arena_zero(struct arena *arena, size_t n)
{
    return memset(arena_alloc(arena, n), 0, n);
}

void *arena_grow(struct arena *arena, void *p, size_t old, size_t n)
{
    struct arena_chunk *chunk = arena->chunks;
    size_t had = aligned(old), need = aligned(n);
    void *grown;

    if (p && chunk && (char *)p + had == (char *)chunk->bytes + chunk->used &&
        chunk->used - had + need <= chunk->size &&
        (!arena->ceiling || arena->used - had + need <= arena->ceiling)) {
        chunk->used += need - had;
        arena->used += need - had;
        return p;
    }
    grown = arena_alloc(arena, n);
    if (p)
        memcpy(grown, p, old < n ? old : n);
    return grown;
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

static void free_chunks(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *older = chunk->older;
        free_chunk(chunk);
        chunk = older;
    }
}

static void spare_chunks(struct arena *arena)
{
    struct arena_chunk *lists[] = {arena->chunks, arena->spare}, *chunk;
    size_t kept = 0, keep = arena->keep ? arena->keep : FEW;

    arena->chunks = arena->spare = NULL;
    arena->used = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        while ((chunk = lists[i])) {
            lists[i] = chunk->older;
            if (kept + chunk->size > keep) {
                free_chunk(chunk);
                continue;
            }
            kept += chunk->size;
            chunk->used = 0;
            chunk->older = arena->spare;
            arena->spare = chunk;
        }
}

void arena_reset(struct arena *arena)
{
    release_owned(arena);
    spare_chunks(arena);
}

void arena_free(struct arena *arena)
{
    release_owned(arena);
    free_chunks(arena->chunks);
    free_chunks(arena->spare);
    arena->chunks = arena->spare = NULL;
    arena->used = 0;
}
