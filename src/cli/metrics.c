#include "metrics.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void gauge(FILE *out, const char *name, const char *help)
{
    fprintf(out, "# HELP newsmill_%s %s\n# TYPE newsmill_%s gauge\n", name, help, name);
}

static void put_tally(FILE *out, const char *name, const newsmill_tally *tally)
{
    fprintf(out, "newsmill_%s{outcome=\"%s\",reason=\"%s\"} %" PRIu64 "\n", name, tally->outcome,
            tally->why, tally->documents);
}

static void put_reasons(FILE *out, const newsmill *mill)
{
    newsmill_tally tally;

    gauge(out, "run_documents", "Documents of the last run by outcome and reason.");
    for (size_t i = 0; newsmill_tally_at(mill, i, &tally) == NEWSMILL_OK; i++)
        put_tally(out, "run_documents", &tally);
}

static void put_number(FILE *out, const char *name, const char *help, double number)
{
    gauge(out, name, help);
    fprintf(out, "newsmill_%s %.15g\n", name, number);
}

static void put_fetch(FILE *out, const newsmill_fetch *fetch)
{
    newsmill_fetch_counts counts;
    newsmill_tally tally;

    newsmill_fetch_count(fetch, &counts);
    gauge(out, "run_urls", "URLs of the last run by outcome and reason.");
    for (size_t i = 0; newsmill_fetch_tally_at(fetch, i, &tally) == NEWSMILL_OK; i++)
        put_tally(out, "run_urls", &tally);
    put_number(out, "run_hosts", "Hosts that URLs of the last run led to.", (double)counts.hosts);
    put_number(out, "run_fetched_bytes", "Bytes of bodies that were answered.",
               (double)counts.bytes);
}

static void put_all(FILE *out, const newsmill *mill, const newsmill_fetch *fetch, int exit_code,
                    double seconds)
{
    newsmill_counts counts;

    newsmill_count(mill, &counts);
    gauge(out, "build_info", "The program that ran.");
    fprintf(out, "newsmill_build_info{version=\"%s\"} 1\n", newsmill_version());
    put_reasons(out, mill);
    if (fetch)
        put_fetch(out, fetch);
    put_number(out, "run_read_documents", "Documents read in the last run.", (double)counts.read);
    put_number(out, "run_damaged_places", "Places of inputs that could not be read.",
               (double)counts.damaged);
    put_number(out, "run_skipped_inputs", "Inputs that were done in an earlier run.",
               (double)counts.skipped_inputs);
    put_number(out, "run_read_bytes", "Bytes of input files read by this process.",
               (double)counts.bytes_in);
    put_number(out, "run_duration_seconds", "How long the last run took.", seconds);
    put_number(out, "run_exit_code", "What the last run ended with.", exit_code);
    put_number(out, "run_end_timestamp_seconds", "When the last run ended, since 1970.",
               (double)time(NULL));
}

bool metrics_write(const char *path, const newsmill *mill, const newsmill_fetch *fetch,
                   int exit_code, double seconds)
{
    char aside[PATH_MAX];
    bool done;
    FILE *out;

    if ((size_t)snprintf(aside, sizeof aside, "%s.new", path) >= sizeof aside) {
        errno = ENAMETOOLONG;
        return false;
    }
    out = fopen(aside, "we");
    if (!out)
        return false;
    put_all(out, mill, fetch, exit_code, seconds);
    done = !ferror(out) && fflush(out) == 0 && fsync(fileno(out)) == 0;
    done = fclose(out) == 0 && done && rename(aside, path) == 0;
    if (!done) {
        int why = errno;
        unlink(aside);
        errno = why;
    }
    return done;
}
