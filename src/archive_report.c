/* archive_report: whether archives are sound, and what is in them. */
#include "archive_handle.h"

#include <sys/stat.h>

#include "store/archive.h"
#include "store/archive_read_file.h"
#include "store/archive_verify.h"

enum { EXIT_DAMAGED = 1 };

/* ---- verify ---- */

static void add(newsmill_verified *to, const struct verified *of)
{
    to->shards += of->shards;
    to->growing += of->growing;
    to->members += of->members;
    to->records += of->records;
    to->bytes += of->bytes;
    to->plain += of->plain;
    to->rebuilt += of->rebuilt;
    to->damaged_path = of->path;
    to->damaged_at = of->at;
    to->damage = of->what;
}

static int fail_verify(struct newsmill_archive *archive, const char *folder,
                       const struct verified *of)
{
    const char *between = "/";

    if (of->what == read_no_memory)
        return archive_no_memory(archive);
    if (str_starts(of->path, str_of(folder)))
        folder = between = "";
    if (!of->at)
        return archive_fail(archive, EXIT_DAMAGED, "%s%s%.*s: %s", folder, between, (int)of->path.n,
                            of->path.p, of->what);
    return archive_fail(archive, EXIT_DAMAGED, "%s%s%.*s: at byte %llu: %s", folder, between,
                        (int)of->path.n, of->path.p, (unsigned long long)of->at, of->what);
}

int newsmill_archive_verify(newsmill_archive *archive, bool rebuild, newsmill_verified *verified)
{
    *verified = (newsmill_verified){0};
    archive_escape_to(archive);
    if (setjmp(archive->way_out))
        return archive_no_memory(archive);
    for (const struct archive_path *at = archive->paths; at; at = at->next) {
        struct verified of =
            archive_verify(&archive->memory, &archive->each, str_of(at->path), rebuild);
        add(verified, &of);
        arena_reset(&archive->each);
        if (!of.sound)
            return fail_verify(archive, at->path, &of);
    }
    return NEWSMILL_OK;
}

/* ---- stat ---- */

static void add_runs(const struct manifest *manifest, newsmill_totals *totals)
{
    for (size_t i = 0; i < manifest->run_count; i++) {
        const struct manifest_run *run = &manifest->runs[i];
        totals->runs++;
        totals->counts.read += run->read;
        totals->counts.kept += run->kept;
        totals->counts.duplicate += run->duplicate;
        totals->counts.rejected += run->rejected;
        totals->counts.failed += run->failed;
    }
}

static uint64_t size_of(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

static void add_shards(struct newsmill_archive *archive, const struct listed *listed,
                       newsmill_totals *totals)
{
    for (size_t i = 0; i < listed->count; i++) {
        const struct listed_shard *shard = &listed->shards[i];
        str index = str_printf(&archive->scratch, "%s" ARCHIVE_INDEX, shard->opened);
        totals->shards += !shard->part;
        totals->growing += shard->part;
        totals->bytes += size_of(shard->opened);
        totals->index_bytes += size_of(str_zero_ended(&archive->scratch, index));
    }
}

int newsmill_archive_stat(newsmill_archive *archive, newsmill_totals *totals)
{
    struct archive_record record;

    *totals = (newsmill_totals){0};
    archive_escape_to(archive);
    if (setjmp(archive->way_out))
        return archive_no_memory(archive);
    if (archive->message[0])
        return NEWSMILL_FAILED;
    while (archive_next_line(archive, &record) == NEWSMILL_OK) {
        if (archive->now != archive->counted) {
            add_runs(&archive_reader_listed(archive->reader)->manifest, totals);
            add_shards(archive, archive_reader_listed(archive->reader), totals);
            archive->counted = archive->now;
        }
        arena_reset(&archive->scratch);
        archive_stat_add(&archive->stat, &archive->scratch, record.line);
    }
    if (archive->message[0])
        return NEWSMILL_FAILED;
    archive_stat_order(&archive->stat);
    totals->plain = archive_reader_plain(archive->reader);
    totals->records = archive->stat.records;
    totals->words = archive->stat.words;
    totals->unreadable = archive->stat.unreadable;
    return NEWSMILL_OK;
}

int newsmill_archive_stat_at(const newsmill_archive *archive, size_t i, newsmill_stat *stat)
{
    const struct stat_row *row = &archive->stat.rows[i];

    if (i >= archive->stat.count)
        return NEWSMILL_FAILED;
    *stat = (newsmill_stat){row->group, row->name, row->count, row->words};
    return NEWSMILL_OK;
}
