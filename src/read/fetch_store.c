/* fetch_store: the records of an answer, what is kept of a page for the next run, and the commit of
 * both. */
#include "../base/hash.h"
#include "../base/url_canonical.h"
#include "fetch.h"
#include "fetch_parts.h"

#define IDENTICAL "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

/* Texts of one answer that its records share. */
struct stored {
    char response_id[WARC_ID + 1], request_id[WARC_ID + 1], date[WARC_DATE + 1];
    char digest[sizeof "sha256:" + SHA256_BASE32];
    str head;
};

static void put_request(const struct transfer *transfer, const struct stored *stored,
                        struct warc_out *request)
{
    *request = (struct warc_out){
        .type = "request",
        .content_type = "application/http; msgtype=request",
        .id = str_of(stored->request_id),
        .uri = str_of(transfer->job->url),
        .date = str_of(stored->date),
        .concurrent_to = str_of(stored->response_id),
        .head = {transfer->request.p, transfer->request.n},
    };
}

static void put_response(const struct transfer *transfer, const struct stored *stored,
                         const struct fetch_page *before, bool unchanged, const char *truncated,
                         bool opt_out, struct warc_out *response)
{
    *response = (struct warc_out){
        .type = unchanged ? "revisit" : "response",
        .content_type = "application/http; msgtype=response",
        .id = str_of(stored->response_id),
        .uri = str_of(transfer->job->url),
        .date = str_of(stored->date),
        .ip = str_of(transfer->ip),
        .truncated = str_of(truncated),
        .opt_out = opt_out,
        .extra = str_of(transfer->job->feed),
        .head = stored->head,
        .payload_digest = str_of(stored->digest),
    };
    if (unchanged) {
        response->profile = S(IDENTICAL);
        response->refers_to = before->record;
        response->refers_to_uri = before->url;
        response->refers_to_date = before->date;
    } else {
        response->body = (str){transfer->body.p, transfer->body.n};
    }
}

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

static bool make_stored(struct fetch *fetch, const struct transfer *transfer, struct stored *stored)
{
    str body = {transfer->body.p, transfer->body.n};
    char run[48];

    snprintf(run, sizeof run, "%llu %llu", (unsigned long long)fetch->mark.run,
             (unsigned long long)warc_write_bytes(fetch->warc));
    warc_date(fetch_today(), stored->date);
    warc_id(str_of(transfer->job->url),
            str_printf(&fetch->scratch, "response %s %s", stored->date, run), stored->response_id);
    warc_id(str_of(transfer->job->url),
            str_printf(&fetch->scratch, "request %s %s", stored->date, run), stored->request_id);
    memcpy(stored->digest, "sha256:", sizeof "sha256:");
    if (!sha256_base32(body, (str){NULL, 0}, stored->digest + strlen("sha256:")))
        return fetch_fail(fetch, "out of memory");
    stored->head = answer_head_stored(&fetch->scratch, (str){transfer->head.p, transfer->head.n});
    return true;
}

static bool add(struct fetch *fetch, const struct warc_out *record)
{
    return warc_write_add(fetch->warc, record) ||
           fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
}

bool fetch_store(struct fetch *fetch, struct transfer *transfer, const struct answer_head *head,
                 const char *truncated, struct fetch_said *said, bool *unchanged)
{
    struct job *job = transfer->job;
    struct warc_out request, response;
    struct fetch_page page;
    struct stored stored;
    char name[WARC_NAME];
    bool found;

    if (!make_stored(fetch, transfer, &stored) ||
        !fetch_kept(fetch, fetch_state_page(fetch->state, &fetch->scratch, str_of(job->key), &page,
                                            &found)))
        return false;
    *unchanged =
        found && page.record.n && !*truncated && str_eq(page.digest, str_of(stored.digest));
    put_request(transfer, &stored, &request);
    put_response(transfer, &stored, &page, *unchanged, truncated, head->reserved, &response);
    if (!warc_write_next(fetch->warc, name, &said->offset))
        return fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
    if (!add(fetch, &response) || !add(fetch, &request))
        return false;
    said->file = str_dup(&fetch->scratch, str_of(name));
    if (!*unchanged) {
        page.record = str_of(stored.response_id);
        page.date = str_of(stored.date);
        page.digest = *truncated ? (str){NULL, 0} : str_of(stored.digest);
        page.url = str_of(job->url);
    }
    page.etag = *truncated ? (str){NULL, 0} : head->etag;
    page.modified = *truncated ? (str){NULL, 0} : head->modified;
    page.stored = fetch_today();
    page.due = 0;
    page.run = fetch->mark.run;
    return keep_page(fetch, job, &page);
}

bool fetch_commit(struct fetch *fetch, bool finished)
{
    struct warc_place place;

    if (!(finished ? warc_write_finish(fetch->warc, &place) : warc_write_sync(fetch->warc, &place)))
        return fetch_fail(fetch, "%s", warc_write_error(fetch->warc));
    fetch->mark = (struct fetch_mark){fetch->mark.run, place.file, place.offset,
                                      !finished || fetch->config.hold};
    if (!fetch_kept(fetch, fetch_state_commit(fetch->state, &fetch->mark)))
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
