/* arena_pool: the chunks that arenas are made of, and a pool of those that no page needs at the
 * moment, for all arenas of a run: what one page has left serves the next, on whatever thread. */
#ifndef NEWSMILL_BASE_ARENA_POOL_H
#define NEWSMILL_BASE_ARENA_POOL_H

#include <pthread.h>
#include <stddef.h>

struct arena_chunk {
    struct arena_chunk *older;
    size_t size, used;
    max_align_t bytes[];
};

/* NULL: the system gives no memory. */
struct arena_chunk *arena_chunk_new(size_t size);
/* Nothing in it is anybody's any more. */
void arena_chunk_empty(struct arena_chunk *chunk);
/* Lets go of a chunk and all that are older. */
void arena_chunk_free(struct arena_chunk *chunks);

struct arena_pool {
    pthread_mutex_t lock;
    struct arena_chunk *chunks;
    size_t held, most; /* bytes: more than `most` are let go */
};

void arena_pool_init(struct arena_pool *pool, size_t most);
void arena_pool_free(struct arena_pool *pool);

/* The smallest chunk of at least `wanted` bytes, or else the largest of at least `least`; NULL when
 * there is none. It is empty. */
struct arena_chunk *arena_pool_take(struct arena_pool *pool, size_t least, size_t wanted);
/* The chunk, which stands in no list, is the pool's, or the system's, from now on. */
void arena_pool_give(struct arena_pool *pool, struct arena_chunk *chunk);

#endif
