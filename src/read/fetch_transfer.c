#include "fetch_transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch_answer.h"
#include "fetch_queue.h"
#include "header.h"

enum {
    KEEP_BYTES = 1 << 18, /* of a buffer between two transfers */
    HEAD_MOST = 64 << 10, /* of all header lines of an answer */
    REQUEST_MOST = 64 << 10,
    SLOW_BYTES = 200, /* a second, below which an answer does not go on */
    MS = 1000,
    LINE = 4096, /* of a header of ours */
};

static bool add(struct bytes *bytes, const char *p, size_t n, size_t most)
{
    return n <= most - bytes->n && bytes_put(bytes, p, n);
}

static void clear(struct bytes *bytes)
{
    bytes->n = 0;
    if (bytes->room > KEEP_BYTES)
        bytes_free(bytes);
}

/* ---- libcurl's callbacks: 0, or fewer bytes than were given, ends the transfer ---- */

static void begin_block(struct transfer *transfer, const char *p, size_t n)
{
    transfer->status = 0;
    transfer->head.n = 0;
    for (size_t i = 0, space = 0; i < n && space < 4; i++)
        if (space && is_ascii_digit(p[i])) {
            transfer->status = transfer->status * 10 + (unsigned)(p[i] - '0');
            space++;
        } else if (p[i] == ' ') {
            space++;
        }
}

/* A declared length over the ceiling need not be waited for. */
static bool is_too_long(struct transfer *transfer)
{
    struct answer_head head;

    return answer_head_read(bytes_text(&transfer->head), S("newsmill"), &head) && head.has_length &&
           head.length > transfer->config->bytes && !transfer->config->keep_cut;
}

static size_t on_header(char *p, size_t size, size_t n, void *with)
{
    struct transfer *transfer = with;
    bool begins = n >= 5 && memcmp(p, "HTTP/", 5) == 0;

    (void)size;
    transfer->head_bytes += n;
    transfer->head_over = transfer->head_bytes > HEAD_MOST;
    if (transfer->head_over)
        return 0;
    if (transfer->in_body) /* a trailer */
        return n;
    if (begins)
        begin_block(transfer, p, n);
    if (!add(&transfer->head, p, n, HEAD_MOST)) {
        transfer->no_memory = true;
        return 0;
    }
    if (transfer->status >= 200 && (n == 0 || p[0] == '\r' || p[0] == '\n')) {
        transfer->in_body = true;
        transfer->body_over = is_too_long(transfer);
        return transfer->body_over ? 0 : n;
    }
    return n;
}

static size_t on_body(char *p, size_t size, size_t n, void *with)
{
    struct transfer *transfer = with;
    size_t most = transfer->config->bytes;

    (void)size;
    if (n > most - transfer->body.n) {
        transfer->body_over = true;
        add(&transfer->body, p, most - transfer->body.n, most);
        return 0;
    }
    if (add(&transfer->body, p, n, most))
        return n;
    transfer->no_memory = true;
    return 0;
}

static int on_debug(CURL *easy, curl_infotype type, char *p, size_t n, void *with)
{
    struct transfer *transfer = with;

    (void)easy;
    if (type == CURLINFO_HEADER_OUT)
        add(&transfer->request, p, n, REQUEST_MOST);
    return 0;
}

static curl_socket_t on_socket(void *with, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *transfer = with;

    if (purpose != CURLSOCKTYPE_IPCXN || !guard_allows(transfer->guard, &address->addr)) {
        transfer->blocked = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- setting up ---- */

/* libcurl answers a wrong option with an error and goes on without it: each is looked at. */
#define SET(option, value)                                                                         \
    (said == CURLE_OK ? (void)(said = transfer->curl->easy_setopt(easy, option, value)) : (void)0)

static CURLcode set_limits(CURL *easy, const struct transfer *transfer)
{
    const struct fetch_config *config = transfer->config;
    CURLcode said = CURLE_OK;

    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NOPROXY, "*");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_HTTP09_ALLOWED, 0L);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L); /* a name that does not resolve holds nobody up */
    SET(CURLOPT_CONNECTTIMEOUT, (long)config->connect_timeout);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    SET(CURLOPT_LOW_SPEED_TIME, (long)config->stall);
    SET(CURLOPT_HTTP_VERSION,
        config->http2 ? (long)CURL_HTTP_VERSION_2TLS : (long)CURL_HTTP_VERSION_1_1);
    if (config->ca_file)
        SET(CURLOPT_CAINFO, config->ca_file);
    return said;
}

static CURLcode set_callbacks(CURL *easy, struct transfer *transfer, const char *agent)
{
    CURLcode said = CURLE_OK;

    SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
    SET(CURLOPT_OPENSOCKETDATA, transfer);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, transfer);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, transfer);
    SET(CURLOPT_DEBUGFUNCTION, on_debug);
    SET(CURLOPT_DEBUGDATA, transfer);
    SET(CURLOPT_VERBOSE, 1L); /* the request as it is sent is only shown to on_debug */
    SET(CURLOPT_PRIVATE, transfer);
    SET(CURLOPT_ERRORBUFFER, transfer->error);
    SET(CURLOPT_USERAGENT, agent);
    return said;
}

struct transfer *transfer_new(const struct curl_calls *curl, const struct fetch_config *config,
                              const struct guard *guard, const char *agent, const char **fault)
{
    struct transfer *transfer = calloc(1, sizeof *transfer);
    CURLcode said = CURLE_OUT_OF_MEMORY;

    if (transfer && (transfer->easy = curl->easy_init())) {
        transfer->curl = curl;
        transfer->config = config;
        transfer->guard = guard;
        said = set_limits(transfer->easy, transfer);
        if (said == CURLE_OK)
            said = set_callbacks(transfer->easy, transfer, agent);
    }
    if (said == CURLE_OK)
        return transfer;
    *fault = curl->easy_strerror(said);
    transfer_free(transfer);
    return NULL;
}

void transfer_free(struct transfer *transfer)
{
    if (!transfer)
        return;
    transfer->curl->easy_cleanup(transfer->easy);
    transfer->curl->slist_free_all(transfer->headers);
    job_free(transfer->job);
    bytes_free(&transfer->head);
    bytes_free(&transfer->body);
    bytes_free(&transfer->request);
    free(transfer);
}

/* ---- a request ---- */

static bool header(struct transfer *transfer, const char *name, const char *value)
{
    char line[LINE];
    struct curl_slist *longer;

    if (!*value)
        return true;
    if (snprintf(line, sizeof line, "%s: %s", name, value) >= LINE)
        return true; /* a validator that is that long is no validator */
    transfer->conditional = transfer->conditional || name[0] == 'I';
    longer = transfer->curl->slist_append(transfer->headers, line);
    transfer->headers = longer ? longer : transfer->headers;
    return longer != NULL;
}

bool transfer_ready(struct transfer *transfer, struct job *job, int64_t most, const char *etag,
                    const char *modified)
{
    transfer_clear(transfer);
    transfer->curl->slist_free_all(transfer->headers);
    transfer->headers = NULL;
    transfer->head_bytes = 0;
    transfer->status = 0;
    transfer->in_body = transfer->blocked = transfer->head_over = transfer->body_over = false;
    transfer->no_memory = transfer->conditional = false;
    transfer->error[0] = transfer->ip[0] = '\0';
    transfer->job = job;
    return header(transfer, "Accept",
                  "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8") &&
           header(transfer, "Accept-Encoding", "gzip, deflate") &&
           header(transfer, "If-None-Match", etag) &&
           header(transfer, "If-Modified-Since", modified) &&
           transfer->curl->easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, (long)most) ==
               CURLE_OK &&
           transfer->curl->easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers) ==
               CURLE_OK &&
           transfer->curl->easy_setopt(transfer->easy, CURLOPT_URL, job->url) == CURLE_OK;
}

void transfer_clear(struct transfer *transfer)
{
    clear(&transfer->head);
    clear(&transfer->body);
    clear(&transfer->request);
}

/* ---- what came of it ---- */

static const char *why_not(const struct transfer *transfer)
{
    return transfer->error[0] ? transfer->error : transfer->curl->easy_strerror(transfer->said);
}

enum reason transfer_fault(const struct transfer *transfer, const char **detail,
                           const char **truncated)
{
    *detail = why_not(transfer);
    *truncated = "disconnect";
    if (transfer->head_over) {
        *detail = "more than 64 KiB of header lines";
        return WHY_BAD_HTTP;
    }
    if (transfer->body_over) {
        *detail = "more bytes than --fetch-bytes";
        *truncated = "length";
        return WHY_TOO_LARGE;
    }
    switch (transfer->said) {
    case CURLE_OK:
        return transfer->in_body ? WHY_KEPT : WHY_BAD_HTTP;
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9 too */
    case CURLE_WEIRD_SERVER_REPLY:
        return WHY_BAD_HTTP;
    case CURLE_URL_MALFORMAT:
        return WHY_BAD_ADDRESS;
    case CURLE_OPERATION_TIMEDOUT:
        *truncated = "time";
        break;
    default:
        break;
    }
    if (transfer->blocked && !transfer->head_bytes) {
        *detail = "";
        return WHY_BLOCKED_ADDRESS;
    }
    return transfer->head_bytes ? WHY_CUT_ANSWER : WHY_NO_ANSWER;
}
