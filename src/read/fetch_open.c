/* fetch_open: what fetching stands on, made ready and let go. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../store/lock.h"
#include "fetch.h"
#include "fetch_parts.h"

enum {
    IDLE_CONNECTIONS = 256,
    AGENT_MOST = 256,
    PATH_MOST = 4096,
};

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

    if (!curl_calls_load(&fetch->curl, &fault))
        return fetch_fail(fetch, "libcurl cannot be loaded: %s", fault);
    fetch->curl_started = fetch->curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    fetch->multi = fetch->curl_started ? fetch->curl.multi_init() : NULL;
    if (!fetch->multi)
        return fetch_fail(fetch, "out of memory");
    fetch->curl.multi_setopt(fetch->multi, CURLMOPT_MAXCONNECTS,
                             (long)(fetch->config.parallel + IDLE_CONNECTIONS));
    fetch->curl.multi_setopt(fetch->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
    fetch->transfers = ARENA_ARRAY(&fetch->memory, struct transfer *, fetch->config.parallel);
    for (size_t i = 0; i < fetch->config.parallel; i++) {
        struct transfer *made =
            transfer_new(&fetch->curl, &fetch->config, &fetch->guard, agent, &fault);
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
        fetch->curl.multi_remove_handle(fetch->multi, fetch->transfers[i]->easy);
        transfer_free(fetch->transfers[i]);
    }
    if (fetch->multi)
        fetch->curl.multi_cleanup(fetch->multi);
    if (fetch->curl_started)
        fetch->curl.global_cleanup();
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
