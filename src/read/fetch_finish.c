/* fetch_finish: what an answer means: for its URL, for its host, for what is asked next. */
#include <stdlib.h>

#include "../base/url_canonical.h"
#include "fetch_lists.h"
#include "media_type.h"

enum {
    NOT_MODIFIED = 304,
    TOO_MANY = 429,
    UNAVAILABLE = 503,
    START = 1024, /* bytes of a body that tell its type */
};

struct claim {
    char *name;
    char *owner; /* key of the job that was led there */
};

/* ---- the end of a job ---- */

static char *put_text(char *at, str from, str *to)
{
    if (from.n)
        memcpy(at, from.p, from.n);
    *to = (str){at, from.n};
    return at + from.n;
}

/* Puts it in the line of what fetch_next() gives out. */
static bool give_out(struct fetch *fetch, const struct fetch_said *said)
{
    size_t n = said->url.n + said->final.n + said->via.n + said->detail.n + said->file.n;
    struct done *done = malloc(sizeof *done + n);
    char *at;

    if (!done)
        return fetch_fail(fetch, "out of memory");
    at = (char *)(done + 1);
    done->next = NULL;
    done->said = *said;
    at = put_text(at, said->url, &done->said.url);
    at = put_text(at, said->final, &done->said.final);
    at = put_text(at, said->via, &done->said.via);
    at = put_text(at, said->detail, &done->said.detail);
    put_text(at, said->file, &done->said.file);
    if (fetch->last_done)
        fetch->last_done->next = done;
    else
        fetch->first_done = done;
    fetch->last_done = done;
    return true;
}

/* What a feed names is tried in later runs too: by then the feed may not name it any more. */
static bool settle_pending(struct fetch *fetch, const struct job *job, enum reason why)
{
    bool later = why == WHY_POSTPONED || why == WHY_NO_ANSWER || why == WHY_CUT_ANSWER;

    if (!job->key[0])
        return true;
    if (later && job->depth && job->tries + 1 < FETCH_TRIES)
        return fetch_kept(
            fetch, fetch_state_pending_tries(fetch->state, str_of(job->key), job->tries + 1));
    return fetch_kept(fetch, fetch_state_drop_pending(fetch->state, str_of(job->key)));
}

bool fetch_end(struct fetch *fetch, struct job *job, enum reason why, const char *detail,
               const struct fetch_said *more)
{
    const struct reason_row *reason = &reason_rows[why];
    struct fetch_said said = more ? *more : (struct fetch_said){0};
    struct fetch_row row;
    bool added, sound;

    said.url = str_of(job->first);
    said.final = str_of(job->url);
    said.via = str_of(job->via);
    said.why = why;
    said.detail = str_of(detail);
    row = (struct fetch_row){said.url,
                             said.final,
                             said.via,
                             str_of(outcome_name(reason->outcome)),
                             str_of(reason->name),
                             said.detail,
                             said.file,
                             said.offset,
                             said.bytes,
                             said.status};
    sound = fetch_kept(fetch, fetch_state_put_row(fetch->state, &row, &added)) &&
            settle_pending(fetch, job, why) && (!added || give_out(fetch, &said));
    fetch->waiting_to_commit++;
    job_free(job);
    return sound;
}

/* ---- redirects ---- */

/* Does another URL of this run lead, or will lead, to the page? Else this one claims it. */
static bool is_taken(struct fetch *fetch, const struct job *job, str key, bool *taken)
{
    struct fetch_page page;
    struct claim *claim;
    bool found;

    *taken = false;
    if (!key.n || str_eq(key, str_of(job->key)))
        return true;
    if (!fetch_kept(fetch, fetch_state_page(fetch->state, &fetch->scratch, key, &page, &found)))
        return false;
    *taken = found && page.run == fetch->mark.run;
    if (!fetch_kept(fetch, fetch_state_is_pending(fetch->state, key, &found)))
        return false;
    *taken = *taken || found;
    claim = *taken ? NULL : names_get(&fetch->claims, key, sizeof *claim, &found);
    if (*taken)
        return true;
    if (claim && !claim->owner)
        claim->owner = strdup(job->key);
    if (!claim || !claim->owner)
        return fetch_fail(fetch, "out of memory");
    *taken = strcmp(claim->owner, job->key) != 0;
    return true;
}

static bool follow(struct fetch *fetch, struct job *job, const struct answer_head *head,
                   struct fetch_said *said)
{
    str next = fetch_clean_url(&fetch->scratch, str_of(job->url), head->location);
    bool taken = false;

    if (!next.n)
        return fetch_end(fetch, job, WHY_BAD_ADDRESS, "its redirect leads to no page", said);
    if (++job->hops > fetch->config.redirects)
        return fetch_end(fetch, job, WHY_REDIRECTS, "", said);
    if (!is_taken(fetch, job, url_canonical(&fetch->scratch, next), &taken)) {
        job_free(job);
        return false;
    }
    if (!job_move(job, next)) {
        job_free(job);
        return fetch_fail(fetch, "out of memory");
    }
    if (taken)
        return fetch_end(fetch, job, WHY_SAME_PAGE, "", said);
    return fetch_enqueue(fetch, job, true);
}

/* The robots.txt of an origin may stand elsewhere (RFC 9309, 2.3.1.2). */
static bool follow_robots(struct fetch *fetch, struct transfer *transfer, struct job *job,
                          struct answer_head *head)
{
    str next = fetch_clean_url(&fetch->scratch, str_of(job->url), head->location);

    if (!next.n || ++job->hops > fetch->config.redirects)
        return fetch_robots_answer(fetch, transfer, job, WHY_KEPT, "", head);
    if (!job_move(job, next)) {
        job_free(job);
        return fetch_fail(fetch, "out of memory");
    }
    return fetch_enqueue(fetch, job, true);
}

/* ---- pages ---- */

/* Brings up to date what is kept of a list, or of a page that was not changed. */
static bool note_page(struct fetch *fetch, struct job *job, const struct answer_head *head,
                      int64_t again)
{
    struct fetch_page page;
    bool found;

    if (!fetch_kept(fetch, fetch_state_page(fetch->state, &fetch->scratch, str_of(job->key), &page,
                                            &found)))
        return false;
    if (head->status != NOT_MODIFIED) {
        page.url = str_of(job->url);
        page.etag = head->etag;
        page.modified = head->modified;
    }
    page.stored = fetch_today();
    page.due = again ? fetch_today() + again : 0;
    page.run = fetch->mark.run;
    return fetch_kept(fetch, fetch_state_put_page(fetch->state, &page));
}

static const char *coding_fault(enum reason why)
{
    return why == WHY_BAD_CODING  ? "its content coding is none that can be undone"
           : why == WHY_TOO_LARGE ? "more bytes than --fetch-bytes, decoded"
                                  : "its content coding does not end";
}

static bool take_page(struct fetch *fetch, struct transfer *transfer, struct job *job,
                      struct answer_head *head, struct fetch_said *said)
{
    str body = bytes_text(&transfer->body), plain;
    enum reason why =
        answer_body(&fetch->scratch, &fetch->decoding, head, body, fetch->config.bytes, &plain);
    struct list list = {0};

    if (why != WHY_KEPT && (why == WHY_BAD_CODING || !fetch->config.keep_cut))
        return fetch_end(fetch, job, why, coding_fault(why), said);
    if (why != WHY_KEPT)
        return fetch_store(fetch, transfer, job, head,
                           why == WHY_TOO_LARGE ? "length" : "unspecified", said);
    if (!fetch_list(fetch, job, head, plain, &list)) {
        job_free(job);
        return false;
    }
    if (list.found) {
        str detail = str_printf(&fetch->scratch, "%s of %zu%s", list.what, list.count,
                                list.cut ? ", cut off" : "");
        if (note_page(fetch, job, head, list.again))
            return fetch_end(fetch, job, WHY_KEPT, detail.p, said);
        job_free(job);
        return false;
    }
    if (job->must_list) {
        str detail = str_printf(&fetch->scratch, "its type is %.*s", (int)head->type.n,
                                head->type.n ? head->type.p : "");
        return fetch_end(fetch, job, WHY_NO_FEED, head->type.n ? detail.p : "", said);
    }
    if (media_type(head->type, str_slice(plain, 0, START)) == MEDIA_NONE)
        return fetch_end(fetch, job, WHY_NOT_TEXT, "", said);
    head->reserved = head->reserved || answer_page_reserved(&fetch->scratch, plain, S(FETCH_AGENT));
    if (head->reserved && fetch->config.respect_optout)
        return fetch_end(fetch, job, WHY_RESERVED, "", said);
    return fetch_store(fetch, transfer, job, head, "", said);
}

static bool take_status(struct fetch *fetch, struct transfer *transfer, struct job *job,
                        struct answer_head *head, struct fetch_said *said)
{
    str detail = str_printf(&fetch->scratch, "status %u", head->status);

    if (head->status == NOT_MODIFIED && transfer->conditional) {
        if (note_page(fetch, job, head, 0))
            return fetch_end(fetch, job, WHY_NOT_MODIFIED, detail.p, said);
        job_free(job);
        return false;
    }
    if (head->status == TOO_MANY || head->status == UNAVAILABLE)
        return fetch_wait_or_postpone(fetch, job, head, said);
    if (head->status / 100 == 3 && head->location.n)
        return follow(fetch, job, head, said);
    if (head->status / 100 == 2)
        return take_page(fetch, transfer, job, head, said);
    return fetch_end(fetch, job, WHY_HTTP_STATUS, detail.p, said);
}

/* ---- any answer ---- */

/* What libcurl takes for whole is looked at again. */
static enum reason fault_of(struct transfer *transfer, struct answer_head *head,
                            const char **detail, const char **truncated)
{
    enum reason why = transfer_fault(transfer, detail, truncated);
    str block = bytes_text(&transfer->head);
    bool has_body;

    if (!answer_head_read(block, S(FETCH_AGENT), head) && why == WHY_KEPT) {
        *detail = "does not begin with a status line";
        return WHY_BAD_HTTP;
    }
    has_body = head->status != NOT_MODIFIED && head->status != 204;
    if (why == WHY_KEPT && has_body && head->fault) {
        *detail = head->fault;
        return WHY_BAD_HTTP;
    }
    if (why == WHY_KEPT && block.n && memchr(block.p, '\0', block.n)) {
        *detail = "a NUL in its header";
        return WHY_BAD_HTTP;
    }
    if (why == WHY_KEPT && has_body && head->has_length && head->length != transfer->body.n) {
        *detail = "is not as long as it says";
        return WHY_CUT_ANSWER;
    }
    return why;
}

bool fetch_finish(struct fetch *fetch, struct transfer *transfer)
{
    const char *detail = "", *truncated = "";
    struct job *job = transfer->job;
    struct host *host = job->origin->host;
    struct answer_head head = {0};
    enum reason fault = fault_of(transfer, &head, &detail, &truncated);
    struct fetch_said said = {.status = head.status, .bytes = transfer->body.n};
    bool well = fault == WHY_KEPT && head.status != TOO_MANY && head.status < 500, sound;

    transfer->job = NULL;
    job->spent += fetch_steady() - transfer->begun;
    fetch->body_bytes += transfer->body.n;
    if (transfer->no_memory || !fetch_rest_host(fetch, job->origin, well)) {
        job_free(job);
        return fetch_fail(fetch, "out of memory");
    }
    if (job->robots_of) {
        if (fault == WHY_KEPT && (head.status == TOO_MANY || head.status == UNAVAILABLE))
            fetch_back_off(fetch, host, &head);
        sound = fault == WHY_KEPT && head.status / 100 == 3 && head.location.n
                    ? follow_robots(fetch, transfer, job, &head)
                    : fetch_robots_answer(fetch, transfer, job, fault, detail, &head);
    } else if (fault == WHY_KEPT) {
        sound = take_status(fetch, transfer, job, &head, &said);
    } else if ((fault == WHY_CUT_ANSWER || fault == WHY_TOO_LARGE) && fetch->config.keep_cut &&
               head.status / 100 == 2 && transfer->body.n) {
        sound = fetch_store(fetch, transfer, job, &head, truncated, &said);
    } else {
        sound = fetch_end(fetch, job, fault, detail, &said);
    }
    return sound && (queue_wake(&fetch->queue, host) || fetch_fail(fetch, "out of memory"));
}
