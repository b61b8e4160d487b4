#include "packers.h"

#include <stdlib.h>

#include "../base/thread.h"

enum { KEEP_ROOM = 1 << 19 }; /* of a buffer between two members */

struct packers {
    struct packers_config config;
    struct member *members;
    size_t count;
    /* Running numbers; a member's place is its number modulo count. first <= todo <= end. */
    uint64_t first, todo, end;
    struct pack *own; /* without threads */
    bool stop;
    pthread_t *threads;
    size_t thread_count;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
};

static struct member *place_of(struct packers *packers, uint64_t number)
{
    return &packers->members[number % packers->count];
}

static void *work(void *context)
{
    struct packers *packers = context;
    struct pack *pack = pack_new(packers->config.form, packers->config.level);

    pthread_mutex_lock(&packers->lock);
    for (;;) {
        struct member *member;
        bool failed;

        while (packers->todo == packers->end && !packers->stop)
            pthread_cond_wait(&packers->work, &packers->lock);
        if (packers->stop)
            break;
        member = place_of(packers, packers->todo++);
        pthread_mutex_unlock(&packers->lock);
        failed = !pack || !pack_member(pack, bytes_text(&member->plain), &member->packed);
        pthread_mutex_lock(&packers->lock);
        member->failed = failed;
        member->done = true;
        pthread_cond_signal(&packers->done);
    }
    pthread_mutex_unlock(&packers->lock);
    pack_free(pack);
    return NULL;
}

static bool start(struct packers *packers)
{
    size_t threads = packers->config.threads;

    if (!threads) {
        packers->own = pack_new(packers->config.form, packers->config.level);
        return packers->own != NULL;
    }
    packers->threads = calloc(threads, sizeof *packers->threads);
    if (!packers->threads)
        return false;
    while (packers->thread_count < threads) {
        if (!thread_start(&packers->threads[packers->thread_count], work, packers))
            return false;
        packers->thread_count++;
    }
    return true;
}

struct packers *packers_new(const struct packers_config *config)
{
    struct packers *packers = calloc(1, sizeof *packers);

    if (!packers)
        return NULL;
    packers->config = *config;
    packers->count = 1 + config->waiting; /* one is being filled */
    pthread_mutex_init(&packers->lock, NULL);
    pthread_cond_init(&packers->work, NULL);
    pthread_cond_init(&packers->done, NULL);
    packers->members = calloc(packers->count, sizeof *packers->members);
    if (!packers->members || !start(packers)) {
        packers_free(packers);
        return NULL;
    }
    return packers;
}

void packers_free(struct packers *packers)
{
    if (!packers)
        return;
    pthread_mutex_lock(&packers->lock);
    packers->stop = true;
    pthread_cond_broadcast(&packers->work);
    pthread_mutex_unlock(&packers->lock);
    for (size_t i = 0; i < packers->thread_count; i++)
        pthread_join(packers->threads[i], NULL);
    for (size_t i = 0; packers->members && i < packers->count; i++) {
        struct member *member = &packers->members[i];
        bytes_free(&member->plain);
        bytes_free(&member->ids);
        bytes_free(&member->lengths);
        bytes_free(&member->packed);
    }
    pthread_mutex_destroy(&packers->lock);
    pthread_cond_destroy(&packers->work);
    pthread_cond_destroy(&packers->done);
    pack_free(packers->own);
    free(packers->threads);
    free(packers->members);
    free(packers);
}

struct member *packers_place(struct packers *packers)
{
    return packers->end - packers->first < packers->count ? place_of(packers, packers->end) : NULL;
}

void packers_give(struct packers *packers)
{
    struct member *member = place_of(packers, packers->end);

    member->done = member->failed = false;
    if (packers->own) {
        member->failed = !pack_member(packers->own, bytes_text(&member->plain), &member->packed);
        member->done = true;
        packers->todo++;
        packers->end++;
        return;
    }
    pthread_mutex_lock(&packers->lock);
    packers->end++;
    pthread_cond_signal(&packers->work);
    pthread_mutex_unlock(&packers->lock);
}

struct member *packers_take(struct packers *packers, bool wait)
{
    struct member *member = place_of(packers, packers->first);
    bool done;

    if (packers->first == packers->end)
        return NULL;
    pthread_mutex_lock(&packers->lock);
    while (wait && !member->done)
        pthread_cond_wait(&packers->done, &packers->lock);
    done = member->done;
    pthread_mutex_unlock(&packers->lock);
    return done ? member : NULL;
}

void packers_release(struct packers *packers)
{
    struct member *member = place_of(packers, packers->first++);

    member->plain.n = member->ids.n = member->lengths.n = member->packed.n = 0;
    if (member->plain.room > KEEP_ROOM)
        bytes_free(&member->plain);
    if (member->packed.room > KEEP_ROOM)
        bytes_free(&member->packed);
}
