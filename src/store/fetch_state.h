/* fetch_state: what fetching keeps between runs, in one SQLite file: of each URL its validators and
 * how its body was, of each host when it was asked and when it may be asked again, of each origin
 * its robots.txt, the URLs that are still to be asked, and the ledger of the run.
 *
 * Everything happens inside one transaction that fetch_state_commit() ends: it is the commit point
 * of a run of fetching. The caller has made the WARC file durable before, up to the place that it
 * names; what is in the file behind that place is cut at the next start. */
#ifndef NEWSMILL_STORE_FETCH_STATE_H
#define NEWSMILL_STORE_FETCH_STATE_H

#include "../base/str.h"

struct fetch_state;

/* Times are seconds since 1970; texts are borrowed when given, and in the arena when taken. */
struct fetch_page {
    str key; /* canonical URL */
    str url; /* that the validators are of */
    str etag, modified;
    str digest;     /* of the body, "sha256:..."; empty: nothing is stored */
    str record;     /* id of the record that holds it */
    str date;       /* of that record */
    int64_t stored; /* when it was stored, or found unchanged; 0: never */
    int64_t due;    /* when it may be asked again; 0: at any time */
    uint64_t run;   /* that asked last */
};

struct fetch_pending {
    str key, url, via;
    str feed;       /* what the feed says of it: lines "name: value" */
    unsigned depth; /* 0: asked for by name */
    unsigned lists; /* how many lists may still be followed from it */
    unsigned tries; /* how often it was put off */
    bool must_list; /* its answer is a list, or a fault */
};

struct fetch_host {
    str name;
    int64_t until;     /* not to be asked before */
    unsigned failures; /* in a row */
};

struct fetch_robots_row {
    str origin, text;
    unsigned status;
    int64_t fetched;
};

struct fetch_row { /* of the ledger */
    str url, final, via, outcome, reason, detail, file;
    uint64_t offset, bytes;
    unsigned status;
};

/* Where a run stands; `unfinished`: it ended before its end, and is gone on with. */
struct fetch_mark {
    uint64_t run, file, offset;
    bool unfinished;
};

/* Opens or makes the file. NULL: error (of `room` bytes) says why. */
struct fetch_state *fetch_state_open(const char *path, char *error, size_t room);
void fetch_state_close(struct fetch_state *state); /* takes back what was not committed */

/* Every call below: false when the file cannot be read or written; fetch_state_error() says why.
 * Those that look something up give true and leave *found false when it is not there. */
const char *fetch_state_error(const struct fetch_state *state);

bool fetch_state_mark(struct fetch_state *state, struct fetch_mark *mark);
bool fetch_state_commit(struct fetch_state *state, const struct fetch_mark *mark);

bool fetch_state_page(struct fetch_state *state, struct arena *arena, str key,
                      struct fetch_page *page, bool *found);
bool fetch_state_put_page(struct fetch_state *state, const struct fetch_page *page);

bool fetch_state_host(struct fetch_state *state, struct arena *arena, str name,
                      struct fetch_host *host, bool *found);
bool fetch_state_put_host(struct fetch_state *state, const struct fetch_host *host);

/* When a host was asked last: milliseconds since 1970. */
bool fetch_state_asked(struct fetch_state *state, str name, int64_t *when, bool *found);
bool fetch_state_put_asked(struct fetch_state *state, str name, int64_t when);

bool fetch_state_robots(struct fetch_state *state, struct arena *arena, str origin,
                        struct fetch_robots_row *robots, bool *found);
bool fetch_state_put_robots(struct fetch_state *state, const struct fetch_robots_row *robots);

/* *added: nothing with that key was pending. */
bool fetch_state_put_pending(struct fetch_state *state, const struct fetch_pending *pending,
                             bool *added);
bool fetch_state_is_pending(struct fetch_state *state, str key, bool *found);
bool fetch_state_drop_pending(struct fetch_state *state, str key);
bool fetch_state_pending_tries(struct fetch_state *state, str key, unsigned tries);
/* A new run begins: forgets the ledger of the last one, and what was asked for by name. */
bool fetch_state_begin(struct fetch_state *state);

/* *added: the URL had no row yet. */
bool fetch_state_put_row(struct fetch_state *state, const struct fetch_row *row, bool *added);
bool fetch_state_has_row(struct fetch_state *state, str url, bool *found);

/* The pending URLs, or the rows of the ledger, in the order that they were put in; each is shown
 * once; take gives false to stop. What is shown holds until take returns. */
typedef bool fetch_take_pending(void *with, const struct fetch_pending *pending);
typedef bool fetch_take_row(void *with, const struct fetch_row *row);
bool fetch_state_each_pending(struct fetch_state *state, fetch_take_pending *take, void *with);
bool fetch_state_each_row(struct fetch_state *state, fetch_take_row *take, void *with);

#endif
