/* fetch_store: an answer on its way into the WARC file, what is kept of its page for the next run,
 * and the commit of both. */
#include "../base/hash.h"
#include "../base/url_canonical.h"
#include "fetch.h"
#include "fetch_parts.h"

#define IDENTICAL "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

enum { RECORDS = 2 }; /* of an answer */

/* Texts of one answer that its records share. */
struct stored {
    char response_id[WARC_ID + 1], request_id[WARC_ID + 1], date[WARC_DATE + 1];
    char digest[sizeof "sha256:" + SHA256_BASE32];
    str head;
};

/* ---- the records ---- */

static void put_request(const struct transfer *transfer, const struct job *job,
                        const struct stored *stored, struct warc_out *request)
{
    *request = (struct warc_out){
        .type = "request",
        .content_type = "application/http; msgtype=request",
        .id = str_of(stored->request_id),
        .uri = str_of(job->url),
        .date = str_of(stored->date),
        .concurrent_to = str_of(stored->response_id),
        .head = bytes_text(&transfer->request),
    };
}

/* before: the record that holds the same body; NULL: there is none. */
static void put_response(const struct transfer *transfer, const struct job *job,
                         const struct stored *stored, const struct fetch_page *before,
                         struct warc_out *response)
{
    *response = (struct warc_out){
        .type = before ? "revisit" : "response",
        .content_type = "application/http; msgtype=response",
        .id = str_of(stored->response_id),
        .uri = str_of(job->url),
        .date = str_of(stored->date),
        .ip = str_of(transfer->ip),
        .extra = str_of(job->feed),
        .head = stored->head,
        .payload_digest = str_of(stored->digest),
    };
    if (before) {
        response->profile = S(IDENTICAL);
        response->refers_to = before->record;
        response->refers_to_uri = before->url;
        response->refers_to_date = before->date;
    } else {
        response->body = bytes_text(&transfer->body);
    }
}

static void make_stored(struct fetch *fetch, const struct transfer *transfer, const struct job *job,
                        struct stored *stored)
{
    char run[48];

    snprintf(run, sizeof run, "%llu %llu", (unsigned long long)fetch->mark.run,
             (unsigned long long)warc_write_added(fetch->warc));
    warc_date(fetch_today(), stored->date);
    warc_id(str_of(job->url), str_printf(&fetch->scratch, "response %s %s", stored->date, run),
            stored->response_id);
    warc_id(str_of(job->url), str_printf(&fetch->scratch, "request %s %s", stored->date, run),
            stored->request_id);
    memcpy(stored->digest, "sha256:", sizeof "sha256:");
    sha256_base32(bytes_text(&transfer->body), (str){NULL, 0}, stored->digest + strlen("sha256:"));
    stored->head = answer_head_stored(&fetch->scratch, bytes_text(&transfer->head));
}

static bool add(struct fetch *fetch, const struct warc_out *record)
{
    return warc_write_add(fetch->warc, record) ||
           fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
}

/* ---- the end of an answer that is parked ---- */

/* The page under the address that was asked for, and under the one that answered. */
static bool keep_page(struct fetch *fetch, const struct job *job, struct fetch_page *page)
{
    str final = url_canonical(&fetch->scratch, page->url);

    page->key = str_of(job->key);
    if (!fetch_kept(fetch, fetch_state_put_page(fetch->state, page)))
        return false;
    if (!final.n || str_eq(final, page->key))
        return true;
    page->key = final;
    return fetch_kept(fetch, fetch_state_put_page(fetch->state, page));
}

static bool end_oldest(struct fetch *fetch, const struct warc_place *place)
{
    struct parked *parked = &fetch->parked[fetch->first_parked % FETCH_PARKED];
    struct job *job = parked->job;
    char name[WARC_NAME];

    warc_write_name(place, name);
    parked->said.file = str_of(name);
    parked->said.offset = place->offset;
    if (!keep_page(fetch, job, &parked->page))
        return false;
    parked->job = NULL;
    fetch->first_parked++;
    return fetch_end(fetch, job, parked->why, parked->detail, &parked->said);
}

/* false: it is broken; *ended: there was one whose place is known. Its request stands right behind
 * the response. */
static bool unpark_oldest(struct fetch *fetch, bool wait, bool *ended)
{
    struct warc_place response, request;
    enum warc_took took = WARC_NONE;

    if (fetch->first_parked < fetch->end_parked)
        took = warc_write_take(fetch->warc, wait, &response);
    if (took == WARC_TAKEN)
        took = warc_write_take(fetch->warc, true, &request);
    *ended = took == WARC_TAKEN;
    if (took == WARC_BROKEN)
        return fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
    return took == WARC_NONE || end_oldest(fetch, &response);
}

bool fetch_unpark(struct fetch *fetch, bool wait)
{
    bool ended;

    do {
        if (!unpark_oldest(fetch, wait, &ended))
            return false;
    } while (ended);
    return true;
}

/* ---- parking ---- */

/* A free place to park, when there is room for the records too. NULL: it is broken. */
static struct parked *free_place(struct fetch *fetch)
{
    struct parked *parked = &fetch->parked[fetch->end_parked % FETCH_PARKED];
    bool ended;

    while (fetch->end_parked - fetch->first_parked == FETCH_PARKED ||
           !warc_write_has_room(fetch->warc, RECORDS))
        if (!unpark_oldest(fetch, true, &ended))
            return NULL;
    arena_reset(&parked->memory);
    return parked;
}

/* What will be kept of the page. */
static void note_page(struct fetch *fetch, struct parked *parked, const struct stored *stored,
                      const struct answer_head *head, bool cut)
{
    struct fetch_page *page = &parked->page;
    struct arena *memory = &parked->memory;

    if (parked->why == WHY_KEPT) {
        page->record = str_dup(memory, str_of(stored->response_id));
        page->date = str_dup(memory, str_of(stored->date));
        page->digest = str_dup(memory, str_of(cut ? "" : stored->digest));
        page->url = str_of(parked->job->url);
    }
    page->etag = cut ? (str){NULL, 0} : str_dup(memory, head->etag);
    page->modified = cut ? (str){NULL, 0} : str_dup(memory, head->modified);
    page->stored = fetch_today();
    page->due = 0;
    page->run = fetch->mark.run;
}

static void note_outcome(struct parked *parked, const struct stored *stored,
                         const struct answer_head *head, bool cut)
{
    bool same = parked->page.record.n && str_eq(parked->page.digest, str_of(stored->digest));

    parked->why = same && !cut ? WHY_NOT_MODIFIED : WHY_KEPT;
    parked->detail = same && !cut     ? "its body is the same"
                     : cut            ? "cut off"
                     : head->reserved ? "opt-out: reserves itself from training"
                                      : "";
}

bool fetch_store(struct fetch *fetch, struct transfer *transfer, struct job *job,
                 const struct answer_head *head, const char *truncated,
                 const struct fetch_said *said)
{
    struct parked *parked = free_place(fetch);
    struct warc_out request, response;
    struct stored stored;
    bool found;

    if (!parked || !fetch_kept(fetch, fetch_state_page(fetch->state, &parked->memory,
                                                       str_of(job->key), &parked->page, &found))) {
        job_free(job);
        return false;
    }
    make_stored(fetch, transfer, job, &stored);
    parked->job = job;
    parked->said = *said;
    fetch->end_parked++;
    note_outcome(parked, &stored, head, *truncated);
    put_request(transfer, job, &stored, &request);
    put_response(transfer, job, &stored, parked->why == WHY_KEPT ? NULL : &parked->page, &response);
    response.truncated = str_of(truncated);
    response.opt_out = head->reserved;
    if (!add(fetch, &response) || !add(fetch, &request))
        return false;
    note_page(fetch, parked, &stored, head, *truncated);
    return true;
}

/* ---- the commit ---- */

bool fetch_commit(struct fetch *fetch, bool finished)
{
    struct warc_place place;

    if (!fetch_unpark(fetch, true))
        return false;
    if (!(finished ? warc_write_finish(fetch->warc, &place) : warc_write_sync(fetch->warc, &place)))
        return fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
    fetch->mark = (struct fetch_mark){fetch->mark.run, place.file, place.offset,
                                      !finished || fetch->config.hold};
    if (!fetch_keep_asked(fetch) ||
        !fetch_kept(fetch, fetch_state_commit(fetch->state, &fetch->mark)))
        return false;
    if (!warc_write_settle(fetch->warc))
        return fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
    fetch->last_commit = fetch_steady();
    fetch->waiting_to_commit = 0;
    return true;
}

/* Killed between the two, the run is still held: its files are not there, and nothing is lost. */
bool fetch_settle(struct fetch *fetch)
{
    if (fetch->broken)
        return false;
    if (fetch->config.no_raw && !warc_write_remove(fetch->warc))
        return fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
    fetch->config.hold = false;
    return fetch_commit(fetch, true);
}
