/* fetch_parts: what the parts of fetching share: fetch_open.c makes ready and lets
 * go, fetch.c turns the wheel, fetch_add.c fills the
 * queue, fetch_start.c begins a request, fetch_finish.c decides what an answer means,
 * fetch_store.c keeps it. */
#ifndef NEWSMILL_READ_FETCH_PARTS_H
#define NEWSMILL_READ_FETCH_PARTS_H

#include <setjmp.h>
#include <stdatomic.h>

#include "../store/fetch_state.h"
#include "../store/warc_write.h"
#include "fetch_answer.h"
#include "fetch_queue.h"
#include "fetch_transfer.h"

enum {
    FETCH_MESSAGE = 512,
    FETCH_LISTS = 2,   /* an index of sitemaps, and the sitemaps that it names */
    FETCH_TRIES = 3,   /* runs in which a URL of a feed is put off before it is given up */
    FETCH_WAITS = 3,   /* Retry-After that are waited for in one run */
    FETCH_PARKED = 16, /* answers whose place in the WARC file is not known yet, at most */
};

#define FETCH_AGENT "newsmill" /* the product token of robots.txt and X-Robots-Tag */

struct done { /* given out by fetch_next() */
    struct done *next;
    struct fetch_said said;
};

/* An answer on its way into the WARC file: nothing of it is said or kept before its place there is
 * known, so that until then its URL counts as one in flight. */
struct parked {
    struct job *job;
    enum reason why;
    const char *detail; /* a literal */
    struct fetch_said said;
    struct fetch_page page;
    struct arena memory; /* texts of the page */
};

struct fetch {
    struct fetch_config config;
    struct guard guard;
    struct queue queue;
    struct names claims; /* canonical addresses that redirects led to in this run */
    struct fetch_state *state;
    struct warc_write *warc;
    struct fetch_mark mark;
    struct curl_calls curl;
    CURLM *multi;
    struct transfer **transfers, *free_transfers;
    size_t active, waiting_to_commit;
    struct parked parked[FETCH_PARKED];
    uint64_t first_parked, end_parked;      /* running numbers, modulo FETCH_PARKED */
    struct arena memory, scratch, decoding; /* scratch: until fetch_next() returns */
    jmp_buf way_out;
    struct done *first_done, *last_done;
    struct done *given; /* out by fetch_next() last */
    uint64_t body_bytes;
    int64_t last_commit; /* milliseconds of the steady clock */
    int lock;
    bool curl_started, ended;
    atomic_bool interrupted;
    bool broken;
    bool resumed; /* the run was ended before its end */
    char error[FETCH_MESSAGE];
};

int64_t fetch_steady(void); /* milliseconds */
int64_t fetch_today(void);  /* seconds since 1970 */
int64_t fetch_wall(void);   /* milliseconds since 1970 */

/* Always false; the first message stays. */
bool fetch_fail(struct fetch *fetch, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* said, or fetch_fail() with the error of the state. */
bool fetch_kept(struct fetch *fetch, bool said);

/* ---- fetch_add.c ---- */

/* What is known of a URL before it is asked for. */
struct wish {
    str url, via, feed;
    unsigned depth, lists;
    bool must_list;  /* its answer is a feed or sitemap, or a fault */
    int64_t changed; /* when its feed says that it changed last; 0: unknown */
};
bool fetch_wish(struct fetch *fetch, const struct wish *wish);
bool fetch_load_pending(struct fetch *fetch);
/* Puts a job in the line of its URL's host. */
bool fetch_enqueue(struct fetch *fetch, struct job *job, bool in_front);
/* The URL as it is asked for: without fragment and user; empty: it is none. */
str fetch_clean_url(struct arena *arena, str base, str url);

/* ---- fetch_wait.c ---- */

/* What the state knows of a host that is new to this run. */
bool fetch_meet_host(struct fetch *fetch, struct host *host);
/* The host of an origin was just asked; well: it had an answer. */
bool fetch_rest_host(struct fetch *fetch, const struct origin *origin, bool well);
/* The Crawl-delay of an origin whose rules are known by now, since its host was asked last. */
void fetch_heed_delay(struct fetch *fetch, const struct origin *origin);
/* The host asked for patience. Gives the seconds. */
uint64_t fetch_back_off(struct fetch *fetch, struct host *host, const struct answer_head *head);
bool fetch_wait_or_postpone(struct fetch *fetch, struct job *job, const struct answer_head *head,
                            struct fetch_said *said);
/* Into the state, when each host was asked last. */
bool fetch_keep_asked(struct fetch *fetch);

/* ---- fetch_start.c ---- */

bool fetch_start_some(struct fetch *fetch, int64_t *next);

/* ---- fetch_finish.c ---- */

bool fetch_finish(struct fetch *fetch, struct transfer *transfer);
/* Ends a job with a reason: ledger, queue, tally; frees the job. transfer: what answered, or NULL.
 */
bool fetch_end(struct fetch *fetch, struct job *job, enum reason why, const char *detail,
               const struct fetch_said *more);

/* ---- fetch_robots.c ---- */

/* Makes the rules of an origin known from the state, if they are fresh enough. */
bool fetch_robots_load(struct fetch *fetch, struct origin *origin);
bool fetch_robots_answer(struct fetch *fetch, struct transfer *transfer, struct job *job,
                         enum reason fault, const char *detail, const struct answer_head *head);

/* ---- fetch_store.c ---- */

/* Gives the records of an answer, or a revisit record, to the WARC file; the job is parked. */
bool fetch_store(struct fetch *fetch, struct transfer *transfer, struct job *job,
                 const struct answer_head *head, const char *truncated,
                 const struct fetch_said *said);
/* Ends the jobs whose answers stand in the WARC file by now; wait: all that are parked. */
bool fetch_unpark(struct fetch *fetch, bool wait);
bool fetch_commit(struct fetch *fetch, bool finished);

#endif
