/* fetch: opening, the wheel, closing. */
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
    IDLE_CONNECTIONS = 256,
    AGENT_MOST = 256,
    PATH_MOST = 4096,
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

/* ---- opening ---- */

static bool read_nets(struct fetch *fetch)
{
    const struct text_list *list = &fetch->config.allow_net;

    fetch->guard.any_port = fetch->config.any_port;
    fetch->guard.allowed = ARENA_ARRAY(&fetch->memory, struct guard_net, list->count);
    for (size_t i = 0; i < list->count; i++)
        if (!guard_net_read(list->items[i], &fetch->guard.allowed[fetch->guard.count++]))
            return fetch_fail(fetch, "--allow-net: '%.100s' is no network like 10.0.0.0/8",
                              list->items[i]);
    return true;
}

static bool take_lock(struct fetch *fetch, const char *folder, bool *locked)
{
    struct fault fault = {""};
    char path[PATH_MOST];
    enum lock_said said;

    if (fetch->config.locked)
        return true;
    snprintf(path, sizeof path, "%s/lock", folder);
    said = lock_take(path, &fetch->lock, &fault);
    *locked = said == LOCK_HELD;
    return said == LOCK_TAKEN || fetch_fail(fetch, "%s", fault.line);
}

static bool start_curl(struct fetch *fetch, const char *agent)
{
    const char *fault = NULL;

    fetch->curl_started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    fetch->multi = fetch->curl_started ? curl_multi_init() : NULL;
    if (!fetch->multi)
        return fetch_fail(fetch, "out of memory");
    curl_multi_setopt(fetch->multi, CURLMOPT_MAXCONNECTS,
                      (long)(fetch->config.parallel + IDLE_CONNECTIONS));
    curl_multi_setopt(fetch->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
    fetch->transfers = ARENA_ARRAY(&fetch->memory, struct transfer *, fetch->config.parallel);
    for (size_t i = 0; i < fetch->config.parallel; i++) {
        struct transfer *made = transfer_new(&fetch->config, &fetch->guard, agent, &fault);
        if (!made)
            return fetch_fail(fetch, "libcurl: %s", fault);
        made->next_free = fetch->free_transfers;
        fetch->free_transfers = fetch->transfers[i] = made;
    }
    return true;
}

static bool open_warc(struct fetch *fetch, const char *agent)
{
    const char *contact = fetch->config.contact;
    struct warc_write_config config = {.folder = fetch->config.warc,
                                       .file_bytes = fetch->config.file_bytes,
                                       .threads = (size_t)fetch->config.packers};
    struct warc_place place = {fetch->mark.run, fetch->mark.file, fetch->mark.offset};

    config.info = str_printf(&fetch->memory,
                             "software: newsmill/%s\r\nformat: WARC File Format 1.1\r\n"
                             "robots: obey\r\nhttp-header-user-agent: %s\r\n%s%s%s",
                             newsmill_version(), agent, contact ? "operator: " : "",
                             contact ? contact : "", contact ? "\r\n" : "");
    fetch->warc = warc_write_open(&config, &place, fetch->error, sizeof fetch->error);
    fetch->broken = !fetch->warc;
    return !fetch->broken;
}

/* Goes on with a run that was ended early, or begins a new one. */
static bool begin_run(struct fetch *fetch)
{
    fetch->resumed = fetch->mark.unfinished;
    if (!fetch->resumed) {
        if (!fetch_kept(fetch, fetch_state_begin(fetch->state)))
            return false;
        fetch->mark.run++;
        warc_write_begin(fetch->warc, fetch->mark.run);
        if (!fetch_commit(fetch, false))
            return false;
    }
    return fetch_load_pending(fetch);
}

static bool open_parts(struct fetch *fetch, const char *folder, bool *locked)
{
    char path[PATH_MOST];
    str agent;

    if (setjmp(fetch->way_out))
        return fetch_fail(fetch, "out of memory");
    agent = str_slice(str_printf(&fetch->memory, "newsmill/%s%s%s%s", newsmill_version(),
                                 fetch->config.contact ? " (+" : "",
                                 fetch->config.contact ? fetch->config.contact : "",
                                 fetch->config.contact ? ")" : ""),
                      0, AGENT_MOST);
    if (!read_nets(fetch) || !take_lock(fetch, folder, locked) || !start_curl(fetch, agent.p))
        return false;
    snprintf(path, sizeof path, "%s/fetch.sqlite", folder);
    fetch->state = fetch_state_open(path, fetch->error, sizeof fetch->error);
    fetch->broken = !fetch->state;
    return fetch->state && fetch_kept(fetch, fetch_state_mark(fetch->state, &fetch->mark)) &&
           open_warc(fetch, agent.p) && begin_run(fetch);
}

struct fetch *fetch_open(const struct fetch_config *config, const char *folder, char *error,
                         size_t room, bool *locked)
{
    struct fetch *fetch = calloc(1, sizeof *fetch);

    *locked = false;
    if (!fetch) {
        snprintf(error, room, "out of memory");
        return NULL;
    }
    fetch->config = *config;
    fetch->lock = -1;
    arena_init(&fetch->memory, 0);
    arena_init(&fetch->scratch, 0);
    arena_init(&fetch->decoding, 0);
    fetch->memory.escape = fetch->scratch.escape = fetch->decoding.escape = &fetch->way_out;
    for (size_t i = 0; i < FETCH_PARKED; i++) {
        arena_init(&fetch->parked[i].memory, 0);
        fetch->parked[i].memory.escape = &fetch->way_out;
    }
    fetch->last_commit = fetch_steady();
    if (open_parts(fetch, folder, locked))
        return fetch;
    snprintf(error, room, "%s", fetch->error);
    fetch_close(fetch);
    return NULL;
}

static void free_claims(struct names *claims)
{
    void *thing;

    for (size_t i = 0; i = names_at(claims, i, &thing), thing;) {
        char **texts = thing; /* name and owner */
        free(texts[0]);
        free(texts[1]);
        free(thing);
    }
    free(claims->places);
}

void fetch_close(struct fetch *fetch)
{
    if (!fetch)
        return;
    for (size_t i = 0; fetch->transfers && i < fetch->config.parallel && fetch->transfers[i]; i++) {
        curl_multi_remove_handle(fetch->multi, fetch->transfers[i]->easy);
        transfer_free(fetch->transfers[i]);
    }
    curl_multi_cleanup(fetch->multi);
    if (fetch->curl_started)
        curl_global_cleanup();
    for (size_t i = 0; i < FETCH_PARKED; i++) {
        job_free(fetch->parked[i].job);
        arena_free(&fetch->parked[i].memory);
    }
    warc_write_close(fetch->warc);
    fetch_state_close(fetch->state);
    queue_free(&fetch->queue);
    free_claims(&fetch->claims);
    while (fetch->first_done) {
        struct done *done = fetch->first_done;
        fetch->first_done = done->next;
        free(done);
    }
    free(fetch->given);
    if (fetch->lock >= 0)
        close(fetch->lock);
    arena_free(&fetch->decoding);
    arena_free(&fetch->scratch);
    arena_free(&fetch->memory);
    free(fetch);
}

/* ---- the wheel ---- */

static bool take_ended(struct fetch *fetch)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(fetch->multi, &left))) {
        CURLcode said = message->data.result;
        struct transfer *transfer = NULL;
        char *ip = NULL, *private = NULL;
        bool sound;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        transfer = (struct transfer *)(void *)private;
        curl_easy_getinfo(transfer->easy, CURLINFO_PRIMARY_IP, &ip);
        snprintf(transfer->ip, sizeof transfer->ip, "%s", ip ? ip : "");
        curl_multi_remove_handle(fetch->multi, transfer->easy);
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

    if (curl_multi_perform(fetch->multi, &running) != CURLM_OK)
        return fetch_fail(fetch, "libcurl: a transfer cannot go on");
    if (!take_ended(fetch) || !fetch_unpark(fetch, !fetch->active && !fetch->queue.heap_count))
        return false;
    wait = wait < 0 || fetch->first_done ? 0 : wait > TURN ? TURN : wait;
    if (wait && curl_multi_poll(fetch->multi, NULL, 0, (int)wait, NULL) != CURLM_OK)
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
