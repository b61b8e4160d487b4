/* fetcher: fetching as newsmill.h has it. */
#include "config.h"

#include "fetcher.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "mill.h"
#include "run_commit.h"

enum {
    EXIT_DONE = 0,
    EXIT_DAMAGED = 1,
    EXIT_UNFINISHED = 3,
    EXIT_LOCKED = 4,
    EXIT_INTERRUPTED = 5,
    FOLDER_MODE = 0777, /* less the umask */
    MOST_PARALLEL = 512,
    MOST_PACKERS = 4, /* threads */
};

#define MEMBER(name) offsetof(struct fetch_config, name)
const struct option fetch_options[] = {
    {"again", "HOURS", OPTION_NUMBER, MEMBER(again), 0, 1u << 20, "24", NULL,
     "do not ask for a page that a feed names within so many hours after it was fetched, unless "
     "the feed says that it changed"},
    {"allow-net", "NET", OPTION_LIST, MEMBER(allow_net), 0, 0, NULL, NULL,
     "connect to this network too, on any port: 10.0.0.0/8; only public addresses without it"},
    {"any-port", NULL, OPTION_SWITCH, MEMBER(any_port), 0, 0, NULL, NULL,
     "connect to any port instead of 80, 443 and 8000 to 8999"},
    {"ca-file", "FILE", OPTION_TEXT, MEMBER(ca_file), 0, 0, NULL, NULL,
     "certificates to trust instead of the system's"},
    {"connect-timeout", "SECONDS", OPTION_NUMBER, MEMBER(connect_timeout), 1, 3600, "10", NULL,
     "longest wait for a connection, the look-up of its name and TLS included"},
    {"contact", "TEXT", OPTION_TEXT, MEMBER(contact), 0, 0, NULL, NULL,
     "address or URL that the User-Agent tells those who are asked"},
    {"delay", "SECONDS", OPTION_NUMBER, MEMBER(delay), 0, 86400, "2", NULL,
     "pause between two requests to a host; a longer Crawl-delay counts"},
    {"fetch-bytes", "N", OPTION_NUMBER, MEMBER(bytes), 1024, 1u << 30, "10M", NULL,
     "most bytes of an answer, as they come and decoded"},
    {"fetch-timeout", "SECONDS", OPTION_NUMBER, MEMBER(timeout), 1, 86400, "60", NULL,
     "longest time for one answer"},
    {"http2", NULL, OPTION_SWITCH, MEMBER(http2), 0, 0, NULL, NULL,
     "offer HTTP/2 to servers with TLS"},
    {"keep-cut", NULL, OPTION_SWITCH, MEMBER(keep_cut), 0, 0, NULL, NULL,
     "store answers that are cut off or too large too, marked by WARC-Truncated"},
    {"longest-delay", "SECONDS", OPTION_NUMBER, MEMBER(longest_delay), 0, 86400, "60", NULL,
     "longest Crawl-delay that is waited for; a host that wants more is left alone"},
    {"longest-wait", "SECONDS", OPTION_NUMBER, MEMBER(longest_wait), 0, 86400, "120", NULL,
     "longest Retry-After that is waited for; a host that wants more is left to a later run"},
    {"no-raw", NULL, OPTION_SWITCH, MEMBER(no_raw), 0, 0, NULL, NULL,
     "of newsmill run: remove the WARC files of a run when its pages are cleaned"},
    {"parallel", "N", OPTION_NUMBER, MEMBER(parallel), 1, MOST_PARALLEL, "16", NULL,
     "hosts that are asked at the same time"},
    {"redirects", "N", OPTION_NUMBER, MEMBER(redirects), 0, 20, "5", NULL,
     "redirects that are followed"},
    {"respect-optout", NULL, OPTION_SWITCH, MEMBER(respect_optout), 0, 0, NULL, NULL,
     "do not store pages that reserve themselves from training: noai, TDM-Reservation"},
    {"stall", "SECONDS", OPTION_NUMBER, MEMBER(stall), 1, 3600, "20", NULL,
     "longest time below 200 bytes a second"},
    {"url-ledger", "FILE", OPTION_TEXT, MEMBER(ledger), 0, 0, NULL, NULL,
     "write a line for each URL to FILE, compressed when it ends in .gz"},
    {"url-timeout", "SECONDS", OPTION_NUMBER, MEMBER(url_timeout), 1, 86400, "120", NULL,
     "longest time for all answers on the way to a page, those of its redirects too; pauses do not "
     "count"},
    {"warc", "DIR", OPTION_TEXT, MEMBER(warc), 0, 0, NULL, NULL,
     "folder of the WARC files that pages are stored in; of newsmill run: warc in its state"},
    {"warc-bytes", "N", OPTION_NUMBER, MEMBER(file_bytes), 1, 0, "1G", NULL,
     "begin another WARC file when one has so many bytes"},
};
const size_t fetch_option_count = sizeof fetch_options / sizeof *fetch_options;

struct newsmill_fetch {
    newsmill *mill;
    struct fetch *fetch;
    struct newsmill_fetch_counts counts;
    uint64_t tally[WHY_COUNT];
    int exit_code;
    bool ended; /* all URLs are done, and what they gave is an input */
};

#ifdef HAVE_FETCH

static newsmill_str view(str s)
{
    return s.n ? s : (str){NULL, 0};
}

static bool make_folder(struct run *run, const char *path)
{
    return mkdir(path, FOLDER_MODE) == 0 || errno == EEXIST ||
           run_fail(run, "%s: %s", path, strerror(errno));
}

/* The folder of the WARC files and that of the state, made when they are not there. A run that
 * keeps state has fetching's beside its own, under one lock. */
static const char *make_folders(struct newsmill *mill)
{
    struct fetch_config *config = mill->fetch_config;
    struct run *run = &mill->run;
    const char *state = run_state_folder(run);

    if (setjmp(mill->way_out)) {
        run_fail(run, "out of memory");
        return NULL;
    }
    if (!config->warc && config->hold)
        config->warc = str_printf(&mill->memory, "%s/warc", state).p;
    if (!config->warc) {
        run_misused(run, "--warc DIR: where should the pages go?");
        return NULL;
    }
    if (!state)
        state = str_printf(&mill->memory, "%s/.newsmill", config->warc).p;
    return make_folder(run, config->warc) && make_folder(run, state) ? state : NULL;
}

/* Packing what comes takes twice the time of fetching it. */
static size_t packers(const struct run *run)
{
    size_t jobs = run_jobs(run);

    return jobs <= MOST_PACKERS ? jobs - 1 : MOST_PACKERS;
}

/* Whether what is fetched is cleaned by the same run. */
static bool set_up(struct newsmill *mill)
{
    struct fetch_config *config = mill->fetch_config;
    struct run *run = &mill->run;

    if (!keep_open(mill))
        return false;
    config->commit_ms = run->config.commit_ms;
    config->packers = packers(run);
    config->locked = run_keeps_state(run);
    config->hold = config->locked && run->config.output;
    if (config->no_raw && !config->hold)
        return run_misused(run, "--no-raw: these pages are only stored");
    if (config->no_raw && run->config.limit)
        return run_misused(run, "--no-raw: --limit would leave pages behind");
    return true;
}

newsmill_fetch *newsmill_fetch_new(newsmill *mill)
{
    struct fetch_config *config = mill->fetch_config;
    newsmill_fetch *fetch;
    char error[MESSAGE_SIZE];
    const char *state;
    bool locked;

    if (run_is_broken(&mill->run) || !set_up(mill) || !(state = make_folders(mill)))
        return NULL;
    fetch = calloc(1, sizeof *fetch);
    if (!fetch) {
        run_fail(&mill->run, "out of memory");
        return NULL;
    }
    fetch->mill = mill;
    fetch->fetch = fetch_open(config, state, error, sizeof error, &locked);
    if (fetch->fetch)
        return fetch;
    run_fail(&mill->run, "%s", error);
    if (locked)
        mill->run.exit_code = EXIT_LOCKED;
    free(fetch);
    return NULL;
}

void newsmill_fetch_free(newsmill_fetch *fetch)
{
    if (!fetch)
        return;
    fetch_close(fetch->fetch);
    free(fetch);
}

static int add(newsmill_fetch *fetch, const char *name, bool feed)
{
    if (fetch_add(fetch->fetch, name, feed))
        return NEWSMILL_OK;
    run_fail(&fetch->mill->run, "%s", fetch_error(fetch->fetch));
    return NEWSMILL_FAILED;
}

int newsmill_fetch_add(newsmill_fetch *fetch, const char *name)
{
    return add(fetch, name, false);
}

int newsmill_fetch_add_feed(newsmill_fetch *fetch, const char *url)
{
    return add(fetch, url, true);
}

static void count(newsmill_fetch *fetch, enum reason why)
{
    uint64_t *places[] = {
        [OUTCOME_KEPT] = &fetch->counts.kept,
        [OUTCOME_DUPLICATE] = &fetch->counts.duplicate,
        [OUTCOME_REJECTED] = &fetch->counts.rejected,
        [OUTCOME_FAILED] = &fetch->counts.failed,
    };

    fetch->tally[why]++;
    fetch->counts.read++;
    ++*places[reason_rows[why].outcome];
    fetch->mill->fetch_failed = fetch->counts.failed > 0;
}

static void show(const struct fetch_said *said, newsmill_fetched *fetched)
{
    const struct reason_row *reason = &reason_rows[said->why];

    *fetched = (newsmill_fetched){
        .url = view(said->url),
        .final = view(said->final),
        .via = view(said->via),
        .outcome = outcome_name(reason->outcome),
        .why = reason->name,
        .sentence = reason->sentence,
        .detail = view(said->detail),
        .file = view(said->file),
        .offset = said->offset,
        .bytes = said->bytes,
        .status = said->status,
    };
}

/* What was stored, now and before, is an input of the run. */
static int end(newsmill_fetch *fetch)
{
    const struct fetch_config *config = fetch->mill->fetch_config;

    if (fetch->ended || !config->hold)
        return NEWSMILL_END;
    fetch->ended = true;
    return newsmill_input(fetch->mill, config->warc) == NEWSMILL_OK ? NEWSMILL_END
                                                                    : NEWSMILL_FAILED;
}

int newsmill_fetch_settle(newsmill_fetch *fetch)
{
    if (fetch->mill->said != NEWSMILL_END)
        return NEWSMILL_OK;
    if (fetch_settle(fetch->fetch))
        return NEWSMILL_OK;
    run_fail(&fetch->mill->run, "%s", fetch_error(fetch->fetch));
    return NEWSMILL_FAILED;
}

int newsmill_fetch_next(newsmill_fetch *fetch, newsmill_fetched *fetched)
{
    struct fetch_said said;

    *fetched = (newsmill_fetched){0};
    if (atomic_load(&fetch->mill->interrupted))
        fetch_interrupt(fetch->fetch);
    switch (fetch_next(fetch->fetch, &said)) {
    case FETCH_GAVE:
        if (said.url.n || said.final.n) {
            count(fetch, said.why);
            show(&said, fetched);
        }
        return NEWSMILL_OK;
    case FETCH_END:
        return end(fetch);
    case FETCH_INTERRUPTED:
        fetch->exit_code = EXIT_INTERRUPTED;
        return NEWSMILL_INTERRUPTED;
    default:
        run_fail(&fetch->mill->run, "%s", fetch_error(fetch->fetch));
        return NEWSMILL_FAILED;
    }
}

void newsmill_fetch_count(const newsmill_fetch *fetch, newsmill_fetch_counts *counts)
{
    struct fetch_counts now;

    fetch_count(fetch->fetch, &now);
    *counts = fetch->counts;
    counts->hosts = now.hosts;
    counts->pending = now.pending;
    counts->active = now.active;
    counts->waiting = now.waiting;
    counts->bytes = now.bytes;
}

static bool put_line(void *with, str line)
{
    return file_write(with, line);
}

int newsmill_fetch_ledger(newsmill_fetch *fetch, const char *path)
{
    const char *error = "";
    struct file *file;
    bool sound;

    path = path ? path : fetch->mill->fetch_config->ledger;
    if (!path)
        return NEWSMILL_OK;
    file = file_open(path, str_ends(str_of(path), S(".gz")), &error);
    sound = file && fetch_ledger(fetch->fetch, put_line, file);

    if (file && !sound)
        file_drop(file);
    if (sound && file_commit(file, &error))
        return NEWSMILL_OK;
    run_fail(&fetch->mill->run, "%s: %s", path, *error ? error : fetch_error(fetch->fetch));
    return NEWSMILL_FAILED;
}

#else

newsmill_fetch *newsmill_fetch_new(newsmill *mill)
{
    run_misused(&mill->run, "this newsmill was built without fetching");
    return NULL;
}

void newsmill_fetch_free(newsmill_fetch *fetch)
{
    free(fetch);
}

int newsmill_fetch_add_feed(newsmill_fetch *fetch, const char *url)
{
    return newsmill_fetch_add(fetch, url);
}

int newsmill_fetch_add(newsmill_fetch *fetch, const char *name)
{
    (void)fetch;
    (void)name;
    return NEWSMILL_FAILED;
}

int newsmill_fetch_next(newsmill_fetch *fetch, newsmill_fetched *fetched)
{
    (void)fetch;
    *fetched = (newsmill_fetched){0};
    return NEWSMILL_FAILED;
}

void newsmill_fetch_count(const newsmill_fetch *fetch, newsmill_fetch_counts *counts)
{
    *counts = fetch->counts;
}

int newsmill_fetch_settle(newsmill_fetch *fetch)
{
    (void)fetch;
    return NEWSMILL_FAILED;
}

int newsmill_fetch_ledger(newsmill_fetch *fetch, const char *path)
{
    (void)fetch;
    (void)path;
    return NEWSMILL_FAILED;
}

#endif

int newsmill_fetch_tally_at(const newsmill_fetch *fetch, size_t i, newsmill_tally *tally)
{
    for (unsigned why = 0; why < WHY_COUNT; why++)
        if (fetch->tally[why] && i-- == 0) {
            const struct reason_row *row = &reason_rows[why];
            *tally = (newsmill_tally){row->name, outcome_name(row->outcome), row->sentence,
                                      fetch->tally[why]};
            return NEWSMILL_OK;
        }
    return NEWSMILL_FAILED;
}

int newsmill_fetch_exit_code(const newsmill_fetch *fetch)
{
    if (!fetch)
        return EXIT_UNFINISHED;
    if (fetch->mill->run.exit_code)
        return fetch->mill->run.exit_code;
    if (fetch->exit_code)
        return fetch->exit_code;
    return fetch->counts.failed ? EXIT_DAMAGED : EXIT_DONE;
}
