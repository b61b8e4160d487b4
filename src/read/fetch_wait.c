/* fetch_wait: from when on a host may be asked: its delay, its Retry-After, both kept for the next
 * run. */
#include "fetch_parts.h"

enum {
    BACK_OFF = 60,         /* seconds after the first refusal, doubled by each */
    BACK_OFF_DOUBLED = 10, /* times at most */
    WAIT_MOST = 24 * 3600, /* of a Retry-After that is honoured */
    SECOND = 1000,
};

/* ---- the delay ---- */

/* Of a host that is asked for the first time in this run. When a run goes on that was killed,
 * nobody knows when its hosts were asked last: as if it was just now. */
static bool remember_asked(struct fetch *fetch, struct host *host)
{
    int64_t then, passed;
    bool found;

    if (!fetch_kept(fetch, fetch_state_asked(fetch->state, str_of(host->name), &then, &found)))
        return false;
    passed = found && !fetch->resumed ? fetch_wall() - then : 0;
    host->was_asked = found || fetch->resumed;
    host->asked = fetch_steady() - (passed > 0 ? passed : 0);
    if (host->was_asked)
        host->ready = host->asked + (int64_t)fetch->config.delay * SECOND;
    return true;
}

bool fetch_meet_host(struct fetch *fetch, struct host *host)
{
    int64_t now = fetch_today();
    struct fetch_host kept;
    bool found;

    if (!remember_asked(fetch, host) ||
        !fetch_kept(fetch, fetch_state_host(fetch->state, &fetch->scratch, str_of(host->name),
                                            &kept, &found)))
        return false;
    host->failures = kept.failures;
    host->until = kept.until > now ? kept.until : 0;
    host->postponed = host->until && host->until - now > (int64_t)fetch->config.longest_wait;
    if (host->until)
        host->ready = fetch_steady() + (host->until - now) * SECOND;
    if (host->postponed) /* its URLs are told so at once */
        host->ready = 0;
    return true;
}

void fetch_heed_delay(struct fetch *fetch, const struct origin *origin)
{
    struct host *host = origin->host;
    const struct robots *robots = &origin->robots;

    if (origin->state != ROBOTS_KNOWN || !robots->has_delay || !host->was_asked || host->place ||
        robots->delay > fetch->config.longest_delay * SECOND) /* nothing more is asked of it then */
        return;
    if (host->ready < host->asked + (int64_t)robots->delay)
        host->ready = host->asked + (int64_t)robots->delay;
}

bool fetch_rest_host(struct fetch *fetch, const struct origin *origin, bool well)
{
    struct host *host = origin->host;

    host->asked = fetch_steady() + 1; /* rounded up: a pause is never too short */
    host->was_asked = host->asked_anew = true;
    host->ready = host->asked + (int64_t)fetch->config.delay * SECOND;
    host->active = false;
    fetch_heed_delay(fetch, origin);
    if (well && host->failures) {
        struct fetch_host kept = {str_of(host->name), 0, 0};
        host->failures = 0;
        return fetch_kept(fetch, fetch_state_put_host(fetch->state, &kept));
    }
    return true;
}

bool fetch_keep_asked(struct fetch *fetch)
{
    int64_t since = fetch_wall() - fetch_steady();
    void *thing;

    for (size_t i = 0; i = names_at(&fetch->queue.hosts, i, &thing), thing;) {
        struct host *host = thing;
        if (host->asked_anew &&
            !fetch_kept(fetch, fetch_state_put_asked(fetch->state, str_of(host->name),
                                                     since + host->asked)))
            return false;
        host->asked_anew = false;
    }
    return true;
}

/* ---- what the host asks for ---- */

uint64_t fetch_back_off(struct fetch *fetch, struct host *host, const struct answer_head *head)
{
    uint64_t wait =
        answer_retry_after(&fetch->scratch, head->retry_after, fetch_today(), fetch->curl.getdate);
    unsigned doubled = host->failures < BACK_OFF_DOUBLED ? host->failures : BACK_OFF_DOUBLED;
    struct fetch_host kept;

    if (!wait)
        wait = (uint64_t)BACK_OFF << doubled;
    if (wait > WAIT_MOST)
        wait = WAIT_MOST;
    host->failures++;
    host->until = fetch_today() + (int64_t)wait;
    host->ready = fetch_steady() + (int64_t)wait * SECOND;
    kept = (struct fetch_host){str_of(host->name), host->until, host->failures};
    fetch_kept(fetch, fetch_state_put_host(fetch->state, &kept));
    return wait;
}

bool fetch_wait_or_postpone(struct fetch *fetch, struct job *job, const struct answer_head *head,
                            struct fetch_said *said)
{
    struct host *host = job->origin->host;
    uint64_t wait = fetch_back_off(fetch, host, head);
    str detail = str_printf(&fetch->scratch, "status %u, to be asked again in %llu s", head->status,
                            (unsigned long long)wait);

    if (fetch->broken)
        return false;
    if (wait <= fetch->config.longest_wait && job->waits < FETCH_WAITS) {
        job->waits++;
        return queue_put(&fetch->queue, job, true) || fetch_fail(fetch, "out of memory");
    }
    host->postponed = true;
    host->ready = 0;
    return fetch_end(fetch, job, WHY_POSTPONED, detail.p, said);
}
