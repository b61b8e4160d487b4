/* fetch: pages, feeds and sitemaps from the web into WARC files: polite, bounded, safe, and never
 * twice. The narrow entry to all that uses libcurl's transfers and the state of fetching; whoever
 * calls it needs neither's headers. One thread. */
#ifndef NEWSMILL_READ_FETCH_H
#define NEWSMILL_READ_FETCH_H

#include "../base/option.h"
#include "../doc.h"

struct fetch_config {
    struct text_list allow_net;
    bool any_port, http2, keep_cut, no_raw, respect_optout;
    const char *contact, *warc, *ca_file, *ledger;
    uint64_t parallel, redirects;
    uint64_t delay, longest_delay, longest_wait, again; /* seconds, the last one hours */
    uint64_t bytes, file_bytes;
    uint64_t connect_timeout, timeout, stall, url_timeout; /* seconds */
    uint64_t commit_ms; /* of the run: longest time between two commits */
    uint64_t packers;   /* threads that pack what is stored; 0: none but the caller's */
    bool hold;          /* the run ends by fetch_settle(), not when all URLs are done */
    bool locked;        /* the caller holds the lock of the state's folder */
};

/* What became of a URL. Texts hold until the next call. url empty: nothing yet, it is time to look
 * at the counts. */
struct fetch_said {
    str url;   /* as it was asked for */
    str final; /* that answered, behind redirects */
    str via;   /* the list, feed or sitemap that it stood in; empty: asked for by name */
    enum reason why;
    str detail;
    unsigned status;
    uint64_t bytes; /* of the body, as they came */
    str file;       /* WARC file of its record, without a folder; empty: nothing is stored */
    uint64_t offset;
};

struct fetch_counts {
    uint64_t hosts, pending, active, waiting; /* hosts met; URLs; transfers; hosts in their delay */
    uint64_t bytes;                           /* of bodies */
};

enum fetch_gave { FETCH_GAVE, FETCH_END, FETCH_BROKEN, FETCH_INTERRUPTED };

struct fetch;

/* folder: where the state is kept; it is there. NULL: error (of `room` bytes) says why; *locked:
 * another run holds it. */
struct fetch *fetch_open(const struct fetch_config *config, const char *folder, char *error,
                         size_t room, bool *locked);

/* Adds a URL (feed: whose answer must be a feed or sitemap), or a file with a URL in each line.
 * false: it is broken, fetch_error() says why. A line that is no URL is found out by fetch_next().
 */
bool fetch_add(struct fetch *fetch, const char *name, bool feed);

/* Works until a URL is done, or for a short time. FETCH_END: all are, and everything is committed.
 */
enum fetch_gave fetch_next(struct fetch *fetch, struct fetch_said *said);

/* Makes the next fetch_next() commit and give FETCH_INTERRUPTED. */
void fetch_interrupt(struct fetch *fetch);

const char *fetch_error(const struct fetch *fetch);
void fetch_count(const struct fetch *fetch, struct fetch_counts *counts);
uint64_t fetch_run(const struct fetch *fetch); /* its number */

/* Every URL of the run so far, those of its parts before an interruption too, as JSON lines. take
 * gives false to stop. */
typedef bool fetch_take_line(void *with, str line);
bool fetch_ledger(struct fetch *fetch, fetch_take_line *take, void *with);

/* Of a run that is held, after FETCH_END: what it stored was worked on. The run ends; without raw
 * pages (no_raw) its WARC files are removed. */
bool fetch_settle(struct fetch *fetch);

/* What was not committed is taken back. NULL is allowed. */
void fetch_close(struct fetch *fetch);

#endif
