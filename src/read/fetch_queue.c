#include "fetch_queue.h"

#include <stdlib.h>

#include "../base/hash.h"

enum { FIRST_ROOM = 64 };

/* ---- names ---- */

static size_t place_of(const struct names *names, str name)
{
    size_t i = (size_t)hash64(name) & (names->room - 1);

    while (names->places[i] && !str_eq(str_of(names->places[i]->name), name))
        i = (i + 1) & (names->room - 1);
    return i;
}

static bool names_grow(struct names *names)
{
    struct names wider = {.room = names->room ? names->room * 2 : FIRST_ROOM,
                          .count = names->count};

    if (names->room && names->count < names->room / 2)
        return true;
    wider.places = calloc(wider.room, sizeof(struct named *));
    if (!wider.places)
        return false;
    for (size_t i = 0; i < names->room; i++)
        if (names->places[i])
            wider.places[place_of(&wider, str_of(names->places[i]->name))] = names->places[i];
    free(names->places);
    *names = wider;
    return true;
}

void *names_get(struct names *names, str name, size_t size, bool *new)
{
    struct named *thing;
    size_t place;

    *new = false;
    if (!names_grow(names))
        return NULL;
    place = place_of(names, name);
    if (names->places[place])
        return names->places[place];
    thing = calloc(1, size);
    if (thing)
        thing->name = strndup(name.p, name.n);
    if (!thing || !thing->name) {
        free(thing);
        return NULL;
    }
    *new = true;
    names->count++;
    names->places[place] = thing;
    return thing;
}

size_t names_at(const struct names *names, size_t i, void **thing)
{
    while (i < names->room && !names->places[i])
        i++;
    *thing = i < names->room ? names->places[i] : NULL;
    return i + 1;
}

/* ---- jobs ---- */

struct job *job_new(str key, str url, str via, str feed)
{
    struct job *job = calloc(1, sizeof *job);

    if (!job)
        return NULL;
    job->key = strndup(key.n ? key.p : "", key.n);
    job->first = strndup(url.n ? url.p : "", url.n);
    job->url = job->first;
    job->via = strndup(via.n ? via.p : "", via.n);
    job->feed = strndup(feed.n ? feed.p : "", feed.n);
    if (job->key && job->first && job->via && job->feed)
        return job;
    job_free(job);
    return NULL;
}

bool job_move(struct job *job, str url)
{
    char *copy = strndup(url.p, url.n);

    if (!copy)
        return false;
    if (job->url != job->first)
        free(job->url);
    job->url = copy;
    return true;
}

void job_free(struct job *job)
{
    if (!job)
        return;
    if (job->url != job->first)
        free(job->url);
    free(job->key);
    free(job->first);
    free(job->via);
    free(job->feed);
    free(job);
}

/* ---- origins and hosts ---- */

/* "http://example.org:8000" and "example.org" of a resolved URL. */
static str origin_of(str url)
{
    size_t from = str_find(url, S("://")), end;

    from = from == SIZE_MAX ? 0 : from + 3;
    for (end = from; end < url.n && url.p[end] != '/' && url.p[end] != '?' && url.p[end] != '#';)
        end++;
    return str_slice(url, 0, end);
}

static str host_of(str origin)
{
    size_t from = str_find(origin, S("://")), end = origin.n;

    from = from == SIZE_MAX ? 0 : from + 3;
    while (end > from && is_ascii_digit(origin.p[end - 1]))
        end--;
    if (end > from && origin.p[end - 1] == ':' && end < origin.n)
        return str_slice(origin, from, end - 1);
    return str_from(origin, from);
}

struct origin *queue_origin(struct queue *queue, struct arena *scratch, str url, bool *new_host)
{
    str name = str_lower(scratch, origin_of(url));
    struct origin *origin;
    struct host *host;
    bool new;

    host = names_get(&queue->hosts, host_of(name), sizeof *host, new_host);
    origin = host ? names_get(&queue->origins, name, sizeof *origin, &new) : NULL;
    if (origin)
        origin->host = host;
    return origin;
}

/* ---- the heap ---- */

static void set(struct queue *queue, size_t place, struct host *host)
{
    queue->heap[place - 1] = host;
    host->place = place;
}

static void rise(struct queue *queue, struct host *host, size_t place)
{
    while (place > 1 && queue->heap[place / 2 - 1]->ready > host->ready) {
        set(queue, place, queue->heap[place / 2 - 1]);
        place /= 2;
    }
    set(queue, place, host);
}

static void sink(struct queue *queue, struct host *host, size_t place)
{
    size_t child;

    while ((child = 2 * place) <= queue->heap_count) {
        if (child < queue->heap_count && queue->heap[child]->ready < queue->heap[child - 1]->ready)
            child++;
        if (queue->heap[child - 1]->ready >= host->ready)
            break;
        set(queue, place, queue->heap[child - 1]);
        place = child;
    }
    set(queue, place, host);
}

/* Has it anything that can be asked? What waits for a robots.txt holds up what stands behind it. */
static bool has_turn(const struct host *host)
{
    if (host->active)
        return false;
    return host->urgent || (host->first && host->first->origin->state != ROBOTS_ASKED);
}

bool queue_wake(struct queue *queue, struct host *host)
{
    if (host->place || !has_turn(host))
        return true;
    if (queue->heap_count == queue->heap_room) {
        size_t room = queue->heap_room ? queue->heap_room * 2 : FIRST_ROOM;
        struct host **wider = realloc(queue->heap, room * sizeof(struct host *));
        if (!wider)
            return false;
        queue->heap = wider;
        queue->heap_room = room;
    }
    queue->heap_count++;
    rise(queue, host, queue->heap_count);
    return true;
}

struct host *queue_turn(struct queue *queue, int64_t now, int64_t *next)
{
    struct host *host = queue->heap_count ? queue->heap[0] : NULL, *last;

    *next = host ? host->ready : INT64_MAX;
    if (!host || host->ready > now)
        return NULL;
    last = queue->heap[--queue->heap_count];
    host->place = 0;
    if (last != host)
        sink(queue, last, 1);
    return host;
}

bool queue_put(struct queue *queue, struct job *job, bool in_front)
{
    struct host *host = job->origin->host;

    queue->jobs++;
    if (job->robots_of) {
        job->next = host->urgent;
        host->urgent = job;
    } else if (in_front || !host->first) {
        job->next = host->first;
        host->first = job;
        if (!host->last)
            host->last = job;
    } else {
        job->next = NULL;
        host->last->next = job;
        host->last = job;
    }
    return queue_wake(queue, host);
}

struct job *queue_take(struct queue *queue, struct host *host)
{
    struct job *job = host->urgent;

    if (!has_turn(host))
        return NULL;
    if (job) {
        host->urgent = job->next;
    } else {
        job = host->first;
        host->first = job->next;
        if (!host->first)
            host->last = NULL;
    }
    queue->jobs--;
    job->next = NULL;
    return job;
}

static void free_jobs(struct job *job)
{
    while (job) {
        struct job *next = job->next;
        job_free(job);
        job = next;
    }
}

void queue_free(struct queue *queue)
{
    void *thing;

    for (size_t i = 0; i = names_at(&queue->hosts, i, &thing), thing;) {
        struct host *host = thing;
        free_jobs(host->first);
        free_jobs(host->urgent);
        free(host->name);
        free(host);
    }
    for (size_t i = 0; i = names_at(&queue->origins, i, &thing), thing;) {
        struct origin *origin = thing;
        arena_free(&origin->memory);
        free(origin->detail);
        free(origin->name);
        free(origin);
    }
    free(queue->hosts.places);
    free(queue->origins.places);
    free(queue->heap);
}
