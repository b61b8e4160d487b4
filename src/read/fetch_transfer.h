/* fetch_transfer: one request over libcurl and what came of it. Ceilings are counted here, byte by
 * byte as they come, for libcurl's own do not hold. */
#ifndef NEWSMILL_READ_FETCH_TRANSFER_H
#define NEWSMILL_READ_FETCH_TRANSFER_H

#include "../base/bytes.h"
#include "curl_calls.h"
#include "fetch.h"
#include "fetch_guard.h"

struct transfer {
    const struct curl_calls *curl;
    CURL *easy;
    struct curl_slist *headers;
    const struct fetch_config *config;
    const struct guard *guard;
    struct job *job;
    struct transfer *next_free;
    struct bytes head, body, request; /* no arena can leave libcurl's callbacks */
    size_t head_bytes;                /* of all header lines: 1xx and trailers too */
    int64_t begun;                    /* milliseconds of the steady clock */
    unsigned status;                  /* of the header block that is being read */
    bool in_body, blocked, head_over, body_over, no_memory, conditional;
    CURLcode said;
    char ip[64];
    char error[CURL_ERROR_SIZE];
};

/* A handle with everything set that is the same for all requests. NULL, or *fault: libcurl refused
 * an option, and nothing may be fetched with it. */
struct transfer *transfer_new(const struct curl_calls *curl, const struct fetch_config *config,
                              const struct guard *guard, const char *agent, const char **fault);
void transfer_free(struct transfer *transfer);

/* Readies it for a URL, which may take so many milliseconds; validators may be empty. false: memory
 * is short. */
bool transfer_ready(struct transfer *transfer, struct job *job, int64_t most, const char *etag,
                    const char *modified);

/* What is the matter with a transfer that has ended, when nothing of the answer can be used:
 * KEPT: nothing is. Truncated: what WARC-Truncated would say of the body that there is. */
enum reason transfer_fault(const struct transfer *transfer, const char **detail,
                           const char **truncated);

/* Lets go of large bodies. */
void transfer_clear(struct transfer *transfer);

#endif
