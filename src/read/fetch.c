/* fetch: the wheel, which turns until nothing is left to fetch. */
#include "fetch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "../store/lock.h"
#include "fetch_parts.h"

enum {
    SECOND = 1000,         /* milliseconds */
    NANOSECONDS = 1000000, /* in one of these */
    TURN = 200,            /* after which fetch_next() shows that it lives */
    COMMIT_ROWS = 512,     /* URLs whose end waits for a commit, at most */
};

static int64_t clock_ms(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec / NANOSECONDS;
}

int64_t fetch_steady(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

int64_t fetch_wall(void)
{
    return clock_ms(CLOCK_REALTIME);
}

int64_t fetch_today(void)
{
    return fetch_wall() / SECOND;
}

bool fetch_fail(struct fetch *fetch, const char *format, ...)
{
    va_list list;

    if (!fetch->broken) {
        va_start(list, format);
        vsnprintf(fetch->error, sizeof fetch->error, format, list);
        va_end(list);
    }
    fetch->broken = true;
    return false;
}

bool fetch_kept(struct fetch *fetch, bool said)
{
    return said || fetch_fail(fetch, "state of fetching: %s", fetch_state_error(fetch->state));
}

const char *fetch_error(const struct fetch *fetch)
{
    return fetch->error;
}

void fetch_interrupt(struct fetch *fetch)
{
    atomic_store(&fetch->interrupted, true);
}

uint64_t fetch_run(const struct fetch *fetch)
{
    return fetch->mark.run;
}

/* ---- the wheel ---- */

static bool take_ended(struct fetch *fetch)
{
    CURLMsg *message;
    int left;

    while ((message = fetch->curl.multi_info_read(fetch->multi, &left))) {
        CURLcode said = message->data.result;
        struct transfer *transfer = NULL;
        char *ip = NULL, *private = NULL;
        bool sound;
        if (message->msg != CURLMSG_DONE)
            continue;
        fetch->curl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        transfer = (struct transfer *)(void *)private;
        fetch->curl.easy_getinfo(transfer->easy, CURLINFO_PRIMARY_IP, &ip);
        snprintf(transfer->ip, sizeof transfer->ip, "%s", ip ? ip : "");
        fetch->curl.multi_remove_handle(fetch->multi, transfer->easy);
        transfer->said = said;
        fetch->active--;
        sound = fetch_finish(fetch, transfer);
        transfer_clear(transfer);
        transfer->next_free = fetch->free_transfers;
        fetch->free_transfers = transfer;
        arena_reset(&fetch->scratch);
        arena_reset(&fetch->decoding);
        if (!sound)
            return false;
    }
    return true;
}

/* Lets libcurl work until something happens, or the next host may be asked. */
static bool turn(struct fetch *fetch, int64_t next)
{
    int64_t wait = next == INT64_MAX ? TURN : next - fetch_steady();
    int running;

    if (fetch->curl.multi_perform(fetch->multi, &running) != CURLM_OK)
        return fetch_fail(fetch, "libcurl: a transfer cannot go on");
    if (!take_ended(fetch) || !fetch_unpark(fetch, !fetch->active && !fetch->queue.heap_count))
        return false;
    wait = wait < 0 || fetch->first_done ? 0 : wait > TURN ? TURN : wait;
    if (wait && fetch->curl.multi_poll(fetch->multi, NULL, 0, (int)wait, NULL) != CURLM_OK)
        return fetch_fail(fetch, "libcurl: waiting failed");
    return true;
}

static bool commit_in_time(struct fetch *fetch)
{
    int64_t passed = fetch_steady() - fetch->last_commit;

    if (!fetch->waiting_to_commit ||
        (fetch->waiting_to_commit < COMMIT_ROWS && !warc_write_is_full(fetch->warc) &&
         passed < (int64_t)fetch->config.commit_ms))
        return true;
    return fetch_commit(fetch, false);
}

static bool give(struct fetch *fetch, struct fetch_said *said)
{
    struct done *done = fetch->first_done;

    if (!done)
        return false;
    fetch->first_done = done->next;
    if (!fetch->first_done)
        fetch->last_done = NULL;
    free(fetch->given);
    fetch->given = done;
    *said = done->said;
    return true;
}

/* Nothing is under way, and nothing waits for its time. */
static bool is_idle(const struct fetch *fetch)
{
    return !fetch->first_done && !fetch->active && !fetch->queue.heap_count &&
           fetch->first_parked == fetch->end_parked;
}

/* Works until something is done, TURN has passed, or nothing is left. */
static enum fetch_gave work(struct fetch *fetch, struct fetch_said *said)
{
    int64_t begun = fetch_steady(), next;

    do {
        if (!fetch_start_some(fetch, &next))
            return FETCH_BROKEN;
        arena_reset(&fetch->scratch);
        if (is_idle(fetch)) {
            if (fetch->queue.jobs)
                fetch_fail(fetch, "%zu URLs were lost from sight", fetch->queue.jobs);
            return fetch->broken || !fetch_commit(fetch, true) ? FETCH_BROKEN : FETCH_END;
        }
        if (!fetch->first_done && !turn(fetch, fetch->free_transfers ? next : INT64_MAX))
            return FETCH_BROKEN;
        if (!commit_in_time(fetch))
            return FETCH_BROKEN;
    } while (!give(fetch, said) && !atomic_load(&fetch->interrupted) &&
             fetch_steady() - begun < TURN);
    return FETCH_GAVE;
}

enum fetch_gave fetch_next(struct fetch *fetch, struct fetch_said *said)
{
    enum fetch_gave gave;
    bool interrupted;

    *said = (struct fetch_said){0};
    if (fetch->broken)
        return FETCH_BROKEN;
    if (fetch->ended)
        return FETCH_END;
    if (setjmp(fetch->way_out)) {
        fetch_fail(fetch, "out of memory");
        return FETCH_BROKEN;
    }
    interrupted = atomic_load(&fetch->interrupted);
    if (interrupted && !fetch_unpark(fetch, true))
        return FETCH_BROKEN;
    if (give(fetch, said))
        return FETCH_GAVE;
    if (interrupted)
        return fetch_commit(fetch, false) ? FETCH_INTERRUPTED : FETCH_BROKEN;
    gave = work(fetch, said);
    fetch->ended = gave == FETCH_END;
    return gave;
}

/* ---- what can be asked of it ---- */

void fetch_count(const struct fetch *fetch, struct fetch_counts *counts)
{
    *counts = (struct fetch_counts){
        .hosts = fetch->queue.hosts.count,
        .pending = fetch->queue.jobs + fetch->active + fetch->end_parked - fetch->first_parked,
        .active = fetch->active,
        .waiting = fetch->queue.heap_count,
        .bytes = fetch->body_bytes,
    };
}
