/* fetch_start: whose turn it is, and whether it may be asked. */
#include <stdlib.h>

#include "fetch_parts.h"

enum { SECOND = 1000 };

/* A job that asks for the robots.txt of an origin, in its name. */
static struct job *robots_job(struct fetch *fetch, struct origin *origin)
{
    str url = str_printf(&fetch->scratch, "%s/robots.txt", origin->name);
    struct job *job = job_new((str){NULL, 0}, url, (str){NULL, 0}, (str){NULL, 0});

    if (job) {
        job->origin = job->robots_of = origin;
        origin->state = ROBOTS_ASKED;
    }
    return job;
}

/* Validators of the page as this very address gave it. */
static bool validators(struct fetch *fetch, const struct job *job, struct fetch_page *page)
{
    bool found;

    if (job->robots_of) {
        *page = (struct fetch_page){0};
        return true;
    }
    if (!fetch_kept(
            fetch, fetch_state_page(fetch->state, &fetch->scratch, str_of(job->key), page, &found)))
        return false;
    if (!found || !str_eq(page->url, str_of(job->url)))
        page->etag = page->modified = (str){NULL, 0};
    return true;
}

/* Milliseconds that the answers to a URL may still take in all. */
static int64_t time_left(const struct fetch *fetch, const struct job *job)
{
    return (int64_t)fetch->config.url_timeout * SECOND - job->spent;
}

static bool begin(struct fetch *fetch, struct job *job)
{
    struct transfer *transfer = fetch->free_transfers;
    int64_t left = time_left(fetch, job), most = (int64_t)fetch->config.timeout * SECOND;
    struct fetch_page page;

    if (!validators(fetch, job, &page)) {
        job_free(job);
        return false;
    }
    fetch->free_transfers = transfer->next_free;
    transfer->begun = fetch_steady();
    if (!transfer_ready(transfer, job, left < most ? left : most, page.etag.n ? page.etag.p : "",
                        page.modified.n ? page.modified.p : "") ||
        fetch->curl.multi_add_handle(fetch->multi, transfer->easy) != CURLM_OK)
        return fetch_fail(fetch, "out of memory");
    job->origin->host->active = true;
    fetch->active++;
    return true;
}

static bool is_too_slow(const struct fetch *fetch, const struct origin *origin)
{
    return origin->robots.has_delay && origin->robots.delay > fetch->config.longest_delay * SECOND;
}

/* Ends a job whose origin cannot be asked, or says no. true: it was one. */
static bool is_refused(struct fetch *fetch, struct job *job, bool *sound)
{
    struct origin *origin = job->origin;

    if (job->robots_of)
        return false;
    if (time_left(fetch, job) <= 0)
        *sound = fetch_end(fetch, job, WHY_NO_ANSWER, "no page within --url-timeout", NULL);
    else if (origin->host->postponed)
        *sound = fetch_end(fetch, job, WHY_POSTPONED, "", NULL);
    else if (origin->state == ROBOTS_REFUSED)
        *sound = fetch_end(fetch, job, origin->refused, origin->detail, NULL);
    else if (origin->state == ROBOTS_KNOWN &&
             !robots_allows(&fetch->scratch, &origin->robots, str_of(job->url)))
        *sound = fetch_end(fetch, job, WHY_ROBOTS, "", NULL);
    else if (origin->state == ROBOTS_KNOWN && is_too_slow(fetch, origin))
        *sound = fetch_end(fetch, job, WHY_ROBOTS, "its Crawl-delay is over --longest-delay", NULL);
    else
        return false;
    return true;
}

/* The rules first: what waits for them is no turn of the host, which must not stand in the heap
 * while it is asked. */
static bool ask_robots(struct fetch *fetch, struct job *job)
{
    struct job *rules = robots_job(fetch, job->origin);

    if (!rules) {
        job_free(job);
        return fetch_fail(fetch, "out of memory");
    }
    if (queue_put(&fetch->queue, job, true))
        return begin(fetch, rules);
    job_free(rules);
    return fetch_fail(fetch, "out of memory");
}

/* Asks the host for what is first in its line. */
static bool serve(struct fetch *fetch, struct host *host)
{
    bool sound = true;
    struct job *job;

    while (sound && (job = queue_take(&fetch->queue, host))) {
        struct origin *origin = job->origin;
        if (!job->robots_of && !host->postponed && origin->state == ROBOTS_UNKNOWN &&
            !fetch_robots_load(fetch, origin)) {
            job_free(job);
            return false;
        }
        if (is_refused(fetch, job, &sound))
            continue;
        if (host->ready > fetch_steady()) { /* by a Crawl-delay that was not known before */
            if (!queue_put(&fetch->queue, job, true))
                return fetch_fail(fetch, "out of memory");
            return true;
        }
        if (job->robots_of || origin->state == ROBOTS_KNOWN)
            return begin(fetch, job);
        return ask_robots(fetch, job);
    }
    return sound && (queue_wake(&fetch->queue, host) || fetch_fail(fetch, "out of memory"));
}

bool fetch_start_some(struct fetch *fetch, int64_t *next)
{
    struct host *host;

    *next = INT64_MAX;
    while (fetch->free_transfers &&
           (host = queue_turn(&fetch->queue, fetch_steady(), next)) != NULL)
        if (!serve(fetch, host))
            return false;
    return true;
}
