#include "write_archive.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "../store/archive.h"
#include "../store/archive_manifest.h"
#include "../store/archive_write.h"

enum { MOST_THREADS = 8, ROW_SIZE = 600 };

static bool fail(struct run *run, const struct fault *fault)
{
    return run_fail(run, "%s", fault->line);
}

/* Compressing is a small part of the work: a few threads keep up with many. */
static size_t threads(const struct run *run)
{
    size_t jobs = run_jobs(run);

    return jobs < 2 ? 0 : jobs < MOST_THREADS ? jobs : MOST_THREADS;
}

static uint64_t number_row(const struct run *run, const char *key)
{
    uint64_t number;

    return str_number(run_committed(run, key), &number) ? number : 0;
}

/* "run 000001 date 2026-11-22 version 0.1.0 works HEX options HEX read N kept N ..." */
static void run_row(const struct run *run, char row[ROW_SIZE])
{
    uint64_t kept = number_row(run, "kept"), duplicate = number_row(run, "duplicate");
    uint64_t rejected = number_row(run, "rejected"), failed = number_row(run, "failed");
    str date = run_committed(run, "date"), version = run_committed(run, "version");

    snprintf(row, ROW_SIZE,
             "run %06llu date %.*s version %.*s works %016llx options %016llx read %llu kept %llu "
             "duplicate %llu rejected %llu failed %llu\n",
             (unsigned long long)number_row(run, "run"), (int)date.n, date.p, (int)version.n,
             version.p, (unsigned long long)number_row(run, "works"),
             (unsigned long long)number_row(run, "options"),
             (unsigned long long)(kept + duplicate + rejected + failed), (unsigned long long)kept,
             (unsigned long long)duplicate, (unsigned long long)rejected,
             (unsigned long long)failed);
}

/* What the last commit says is finished. */
static bool settle(struct run *run, const char *folder)
{
    char row[ROW_SIZE] = "";
    struct fault fault = {""};

    if (str_eq(run_committed(run, "state"), S("ended")))
        run_row(run, row);
    return archive_settle(folder, run_committed(run, "archive-rows"), str_of(row), &fault) ||
           fail(run, &fault);
}

bool write_archive_settle(struct run *run, struct archive *archive, const char *folder)
{
    struct fault fault = {""};

    return settle(run, folder) && (archive_settled(archive, &fault) || fail(run, &fault));
}

/* It is there from the start, so that whoever reads a folder in which it lies can tell it. */
static bool make_folder(struct run *run, const char *folder)
{
    struct fault fault = {""};
    char inside[PATH_MAX];
    int n = snprintf(inside, sizeof inside, "%s/" ARCHIVE_MANIFEST, folder);

    if (n < 0 || (size_t)n >= sizeof inside)
        return run_fail(run, "%.100s: the name is too long", folder);
    return disk_make_folders(inside, &fault) || fail(run, &fault);
}

struct archive *write_archive_open(struct run *run, const char *folder,
                                   const struct write_form *form)
{
    bool zstd = !strcmp(form->compress, "zstd");
    struct archive_config config = {.folder = folder,
                                    .ending = form->ending,
                                    .form = zstd ? PACK_ZSTD : PACK_GZIP,
                                    .head = form->head,
                                    .shard_bytes = form->shard_bytes,
                                    .alone = form->alone,
                                    .threads = threads(run)};
    struct archive_place place = {.number = 0};
    uint64_t torn = 0, number = run_number(run), was = number_row(run, "run");
    struct fault fault = {""};
    struct archive *archive;
    str date = run_committed(run, "date");
    char was_date[12];

    if (!pack_built_in(config.form)) {
        run_misused(run, "--compress %s: is not built in", form->compress);
        return NULL;
    }
    if (!make_folder(run, folder) || !settle(run, folder))
        return NULL;
    if (was && !str_eq(run_committed(run, "state"), S("ended")))
        place = (struct archive_place){
            run_committed(run, "archive-shard"), number_row(run, "archive-bytes"),
            number_row(run, "archive-number"),   run_committed(run, "archive-ending"),
            run_committed(run, "archive-open"),  {NULL, 0}};
    else
        was = number;
    snprintf(was_date, sizeof was_date, "%.*s", (int)date.n, date.p);
    archive =
        archive_open(&config, was == number ? run_date(run) : was_date, was, &place, &torn, &fault);
    if (archive && was != number &&
        !archive_turn(archive, &config, run_date(run), number, &fault)) {
        archive_close(archive);
        archive = NULL;
    }
    if (!archive)
        fail(run, &fault);
    else if (torn)
        run_note(run, "%.*s: %llu bytes behind the last commit are cut off", (int)place.shard.n,
                 place.shard.p, (unsigned long long)torn);
    return archive;
}

bool write_archive_put(struct run *run, struct archive *archive, str id, str record)
{
    struct fault fault = {""};

    return archive_put(archive, id, record, &fault) || fail(run, &fault);
}

bool write_archive_commit(struct run *run, struct archive *archive)
{
    struct archive_place place;
    struct fault fault = {""};

    if (!archive_commit(archive, run_ends(run), &place, &fault))
        return fail(run, &fault);
    run_commit_row(run, "archive-shard", place.shard);
    run_commit_number(run, "archive-bytes", place.bytes);
    run_commit_number(run, "archive-number", place.number);
    run_commit_row(run, "archive-ending", place.ending);
    run_commit_row(run, "archive-open", place.open);
    run_commit_row(run, "archive-rows", place.rows);
    return true;
}
