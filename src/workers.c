#include "workers.h"

#include <stdlib.h>

#include "base/thread.h"
#include "inputs.h"

/* PLACES_EACH documents wait for each thread, so that one slow page does not hold up the others;
 * but no more is read ahead once READ_AHEAD bytes of pages wait. */
enum { PLACES_EACH = 8, READ_AHEAD = 16 << 20 };

struct workers {
    struct newsmill *mill;
    struct newsmill_doc *places;
    size_t count;
    /* Running numbers; a document's place is its number modulo count. first <= todo <= end. */
    uint64_t first, todo, end;
    size_t waiting_bytes;
    bool stop;
    pthread_t *threads;
    size_t thread_count;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
};

static struct newsmill_doc *place_of(struct workers *workers, uint64_t number)
{
    return &workers->places[number % workers->count];
}

/* Works on the oldest document that waits. Called with the lock, which is free in between. */
static void work_on_next(struct workers *workers, struct arena *scratch)
{
    struct newsmill_doc *place = place_of(workers, workers->todo++);

    pthread_mutex_unlock(&workers->lock);
    mill_run_stages(workers->mill, place, false, scratch);
    pthread_mutex_lock(&workers->lock);
    place->done = true;
}

/* Until a document waits, and then the lock is held. */
static void wait_for_work(struct workers *workers)
{
    bool ahead = true;

    while (workers->todo == workers->end && !workers->stop) {
        if (ahead) {
            pthread_mutex_unlock(&workers->lock);
            ahead = inputs_work_ahead(workers->mill->inputs);
            pthread_mutex_lock(&workers->lock);
        } else {
            pthread_cond_wait(&workers->work, &workers->lock);
            ahead = true;
        }
    }
}

static void *work(void *context)
{
    struct workers *workers = context;
    struct arena scratch;

    arena_init(&scratch, 0);
    scratch.pool = &workers->mill->pool;
    pthread_mutex_lock(&workers->lock);
    for (;;) {
        wait_for_work(workers);
        if (workers->stop)
            break;
        work_on_next(workers, &scratch);
        pthread_cond_signal(&workers->done);
    }
    pthread_mutex_unlock(&workers->lock);
    arena_free(&scratch);
    return NULL;
}

static bool start(struct workers *workers, size_t jobs)
{
    if (jobs < 2)
        return true;
    workers->threads = calloc(jobs - 1, sizeof *workers->threads);
    if (!workers->threads)
        return false;
    while (workers->thread_count < jobs - 1) {
        if (!thread_start(&workers->threads[workers->thread_count], work, workers))
            return false;
        workers->thread_count++;
    }
    return true;
}

struct workers *workers_new(struct newsmill *mill, size_t jobs)
{
    struct workers *workers = calloc(1, sizeof *workers);

    if (!workers)
        return NULL;
    workers->mill = mill;
    workers->count = jobs < 2 ? 1 : jobs * PLACES_EACH;
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->work, NULL);
    pthread_cond_init(&workers->done, NULL);
    workers->places = calloc(workers->count, sizeof *workers->places);
    for (size_t i = 0; workers->places && i < workers->count; i++)
        workers->places[i].arena.pool = &mill->pool;
    mill->pool.most = POOL_EACH * jobs;
    if (!workers->places || !start(workers, jobs)) {
        workers_free(workers);
        return NULL;
    }
    return workers;
}

void workers_free(struct workers *workers)
{
    if (!workers)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->stop = true;
    pthread_cond_broadcast(&workers->work);
    pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->thread_count; i++)
        pthread_join(workers->threads[i], NULL);
    for (size_t i = 0; workers->places && i < workers->count; i++)
        arena_free(&workers->places[i].arena);
    pthread_mutex_destroy(&workers->lock);
    pthread_cond_destroy(&workers->work);
    pthread_cond_destroy(&workers->done);
    free(workers->threads);
    free(workers->places);
    free(workers);
}

struct newsmill_doc *workers_place(struct workers *workers)
{
    struct newsmill_doc *place = place_of(workers, workers->end);

    if (workers->end - workers->first == workers->count ||
        (workers->end > workers->first && workers->waiting_bytes > READ_AHEAD))
        return NULL;
    place->mill = workers->mill;
    place->done = false;
    return place;
}

void workers_give(struct workers *workers)
{
    workers->waiting_bytes += place_of(workers, workers->end)->doc.raw.n;
    pthread_mutex_lock(&workers->lock);
    workers->end++;
    pthread_cond_signal(&workers->work);
    pthread_mutex_unlock(&workers->lock);
}

bool workers_help(struct workers *workers, struct arena *scratch)
{
    bool helps;

    pthread_mutex_lock(&workers->lock);
    helps = workers->todo < workers->end && !place_of(workers, workers->first)->done;
    if (helps)
        work_on_next(workers, scratch);
    pthread_mutex_unlock(&workers->lock);
    return helps;
}

struct newsmill_doc *workers_take(struct workers *workers)
{
    struct newsmill_doc *place = place_of(workers, workers->first);

    if (workers->first == workers->end)
        return NULL;
    pthread_mutex_lock(&workers->lock);
    while (!place->done)
        pthread_cond_wait(&workers->done, &workers->lock);
    pthread_mutex_unlock(&workers->lock);
    return place;
}

void workers_release(struct workers *workers, struct newsmill_doc *place)
{
    workers->waiting_bytes -= place->doc.raw.n;
    arena_reset(&place->arena);
    workers->first++;
}
