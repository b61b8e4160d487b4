/* fetch_robots: a robots.txt comes before anything else of its origin (RFC 9309, 2.3 and 2.4). */
#include <stdlib.h>

#include "fetch_parts.h"

enum {
    FRESH = 24 * 3600,      /* seconds that a copy is good for */
    STALE = 30 * 24 * 3600, /* and when its server is out of order */
    TOO_MANY = 429,
    SERVER_ERRORS = 500,
    NOT_FOUND = 404,
};

/* From here on the rules count. */
static void know(struct fetch *fetch, struct origin *origin, unsigned status, str text)
{
    arena_free(&origin->memory);
    arena_init(&origin->memory, 0);
    origin->memory.escape = &fetch->way_out;
    robots_read(&origin->memory, status / 100 == 2 ? text : (str){NULL, 0}, S(FETCH_AGENT),
                &origin->robots);
    origin->state = ROBOTS_KNOWN;
    fetch_heed_delay(fetch, origin);
}

static bool load(struct fetch *fetch, struct origin *origin, int64_t age)
{
    struct fetch_robots_row kept;
    bool found;

    if (!fetch_kept(fetch, fetch_state_robots(fetch->state, &fetch->scratch, str_of(origin->name),
                                              &kept, &found)))
        return false;
    if (found && fetch_today() - kept.fetched < age)
        know(fetch, origin, kept.status, kept.text);
    return true;
}

bool fetch_robots_load(struct fetch *fetch, struct origin *origin)
{
    return load(fetch, origin, FRESH);
}

static bool learn(struct fetch *fetch, struct origin *origin, unsigned status, str text)
{
    struct fetch_robots_row row = {str_of(origin->name), text, status, fetch_today()};

    know(fetch, origin, status, text);
    return fetch_kept(fetch, fetch_state_put_robots(fetch->state, &row));
}

/* Its server cannot say: an old copy counts, else nothing of the origin is asked in this run. */
static bool refuse(struct fetch *fetch, struct origin *origin, enum reason why, const char *detail)
{
    origin->state = ROBOTS_UNKNOWN;
    if (!load(fetch, origin, STALE))
        return false;
    if (origin->state == ROBOTS_KNOWN)
        return true;
    origin->state = ROBOTS_REFUSED;
    origin->refused = why;
    free(origin->detail);
    origin->detail = strdup(detail);
    return origin->detail || fetch_fail(fetch, "out of memory");
}

bool fetch_robots_answer(struct fetch *fetch, struct transfer *transfer, struct job *job,
                         enum reason fault, const char *detail, const struct answer_head *head)
{
    struct origin *origin = job->robots_of;
    str body = bytes_text(&transfer->body), said;
    bool sound;

    if (fault == WHY_TOO_LARGE && transfer->in_body && !head->coding.n) {
        sound = learn(fetch, origin, head->status, body);
    } else if (fault != WHY_KEPT) {
        said = str_printf(&fetch->scratch, "robots.txt: %s", detail);
        sound = refuse(fetch, origin, fault, said.p);
    } else if (head->status == TOO_MANY || head->status >= SERVER_ERRORS) {
        said = str_printf(&fetch->scratch, "robots.txt: status %u", head->status);
        sound = refuse(fetch, origin, WHY_POSTPONED, said.p);
    } else if (head->status / 100 == 2) {
        if (answer_body(&fetch->scratch, &fetch->decoding, head, body, ROBOTS_BYTES, &body) ==
            WHY_BAD_CODING)
            body = (str){NULL, 0};
        sound = learn(fetch, origin, head->status, body);
    } else { /* there is none, or what leads to it is no way: everything may be asked */
        sound = learn(fetch, origin, NOT_FOUND, (str){NULL, 0});
    }
    job_free(job);
    return sound && (queue_wake(&fetch->queue, origin->host) || fetch_fail(fetch, "out of memory"));
}
