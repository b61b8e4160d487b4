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

static void put_reasons(FILE *out, const newsmill *mill)
{
    newsmill_tally tally;

    gauge(out, "run_documents", "Documents of the last run by outcome and reason.");
    for (size_t i = 0; newsmill_tally_at(mill, i, &tally) == NEWSMILL_OK; i++)
        fprintf(out, "newsmill_run_documents{outcome=\"%s\",reason=\"%s\"} %" PRIu64 "\n",
                tally.outcome, tally.why, tally.documents);
}

static void put_number(FILE *out, const char *name, const char *help, double number)
{
    gauge(out, name, help);
    fprintf(out, "newsmill_%s %.15g\n", name, number);
}

static void put_all(FILE *out, const newsmill *mill, int exit_code, double seconds)
{
    newsmill_counts counts;

    newsmill_count(mill, &counts);
    gauge(out, "build_info", "The program that ran.");
    fprintf(out, "newsmill_build_info{version=\"%s\"} 1\n", newsmill_version());
    put_reasons(out, mill);
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

bool metrics_write(const char *path, const newsmill *mill, int exit_code, double seconds)
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
    put_all(out, mill, exit_code, seconds);
    done = !ferror(out) && fflush(out) == 0 && fsync(fileno(out)) == 0;
    done = fclose(out) == 0 && done && rename(aside, path) == 0;
    if (!done) {
        int why = errno;
        unlink(aside);
        errno = why;
    }
    return done;
}
