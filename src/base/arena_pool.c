#include "config.h"

#include "arena_pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "asan.h"

/* From this size on a chunk is mapped, so that it goes back to the system when it is let go: malloc
 * would keep it for the thread, and eight threads that once met a large page would hold 100 MB. */
enum { MAPPED = 1 << 18 };

struct arena_chunk *arena_chunk_new(size_t size)
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
    if (!chunk)
        return NULL;
    *chunk = (struct arena_chunk){.size = size};
    asan_close(chunk->bytes, size);
    return chunk;
}

void arena_chunk_free(struct arena_chunk *chunks)
{
    while (chunks) {
        struct arena_chunk *chunk = chunks;
        chunks = chunk->older;
        asan_open(chunk->bytes, chunk->size);
        if (chunk->size < MAPPED)
            free(chunk);
        else
            munmap(chunk, sizeof *chunk + chunk->size);
    }
}

void arena_chunk_empty(struct arena_chunk *chunk)
{
    chunk->used = 0;
    asan_close(chunk->bytes, chunk->size);
}

void arena_pool_init(struct arena_pool *pool, size_t most)
{
    *pool = (struct arena_pool){.most = most};
    pthread_mutex_init(&pool->lock, NULL);
}

void arena_pool_free(struct arena_pool *pool)
{
    arena_chunk_free(pool->chunks);
    pool->chunks = NULL;
    pool->held = 0;
    pthread_mutex_destroy(&pool->lock);
}

/* Is a chunk of size a better than one of size b? */
static bool fits_better(size_t a, size_t b, size_t wanted)
{
    if (a >= wanted)
        return b < wanted || a < b;
    return b < wanted && a > b;
}

struct arena_chunk *arena_pool_take(struct arena_pool *pool, size_t least, size_t wanted)
{
    struct arena_chunk **best = NULL, *chunk = NULL;

    pthread_mutex_lock(&pool->lock);
    for (struct arena_chunk **place = &pool->chunks; *place; place = &(*place)->older)
        if ((*place)->size >= least &&
            (!best || fits_better((*place)->size, (*best)->size, wanted)))
            best = place;
    if (best) {
        chunk = *best;
        *best = chunk->older;
        chunk->older = NULL;
        pool->held -= chunk->size;
    }
    pthread_mutex_unlock(&pool->lock);
    return chunk;
}

void arena_pool_give(struct arena_pool *pool, struct arena_chunk *chunk)
{
    bool keeps;

    pthread_mutex_lock(&pool->lock);
    keeps = chunk->size <= pool->most - pool->held;
    if (keeps) {
        arena_chunk_empty(chunk);
        pool->held += chunk->size;
        chunk->older = pool->chunks;
        pool->chunks = chunk;
    }
    pthread_mutex_unlock(&pool->lock);
    if (!keeps)
        arena_chunk_free(chunk);
}
