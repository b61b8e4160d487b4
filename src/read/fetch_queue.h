/* fetch_queue: whose turn it is. Each host has a line of URLs and a time from which it may be asked
 * again; hosts that have something to ask stand in a heap by that time, so that a turn costs
 * O(log hosts) however many wait. One transfer a host. */
#ifndef NEWSMILL_READ_FETCH_QUEUE_H
#define NEWSMILL_READ_FETCH_QUEUE_H

#include "../doc.h"
#include "robots.h"

struct host;
struct origin;

/* A URL on its way. All texts end with a NUL and belong to the job. */
struct job {
    struct job *next; /* in the line of its host */
    struct origin *origin;
    struct origin *robots_of; /* it asks for the robots.txt of this origin; NULL: for a page */
    char *key, *first, *url;  /* canonical; as asked for; now, behind redirects */
    char *via, *feed;
    unsigned depth, lists, tries, hops, waits;
    bool must_list; /* its answer is a feed or sitemap, or a fault */
    int64_t spent;  /* milliseconds in requests so far */
};

enum robots_state { ROBOTS_UNKNOWN, ROBOTS_ASKED, ROBOTS_KNOWN, ROBOTS_REFUSED };

/* Scheme, host and port: what a robots.txt is for. */
struct origin {
    char *name;
    struct host *host;
    enum robots_state state;
    struct robots robots;
    struct arena memory;
    enum reason refused; /* ROBOTS_REFUSED: why nothing of it can be asked */
    char *detail;
};

struct host {
    char *name;
    struct job *first, *last;
    struct job *urgent; /* robots.txt, which others wait for */
    int64_t ready;      /* milliseconds of the steady clock */
    int64_t until;      /* what the state says: seconds since 1970 */
    int64_t asked;      /* when it was asked last, by the steady clock, if was_asked */
    size_t place;       /* in the heap, from 1; 0: not in it */
    unsigned failures;
    bool active, postponed, was_asked, asked_anew; /* anew: since the last commit */
};

/* Names to things; a thing begins with its `char *name`. */
struct names {
    struct named {
        char *name;
    } * *places;
    size_t room, count;
};

struct queue {
    struct names hosts, origins;
    struct host **heap;
    size_t heap_count, heap_room;
    size_t jobs; /* in all lines */
};

/* A job with copies of these texts; NULL: memory is short. */
struct job *job_new(str key, str url, str via, str feed);
bool job_move(struct job *job, str url); /* to another address; false: memory is short */
void job_free(struct job *job);

/* The origin of a URL, made when it is new; its host's `until` is 0 then. NULL: memory is short. */
struct origin *queue_origin(struct queue *queue, struct arena *scratch, str url, bool *new_host);

/* Puts a job in the line of its origin's host: at its end, or at its front. */
bool queue_put(struct queue *queue, struct job *job, bool in_front);

/* The host whose turn it is, taken out of the heap; NULL: none before *next (INT64_MAX: nobody
 * waits for time). */
struct host *queue_turn(struct queue *queue, int64_t now, int64_t *next);
/* Its first job, taken out of its line. NULL: it has none that can be asked now. */
struct job *queue_take(struct queue *queue, struct host *host);
/* Puts the host back into the heap if it has something to ask: after its transfer, or when what it
 * waited for is there. false: memory is short. */
bool queue_wake(struct queue *queue, struct host *host);

/* The thing of that name, of `size` zero bytes but for its name when it is *new. NULL: memory is
 * short. */
void *names_get(struct names *names, str name, size_t size, bool *new);
size_t names_at(const struct names *names, size_t i, void **thing); /* next place; *thing or NULL */
void queue_free(struct queue *queue);

#endif
