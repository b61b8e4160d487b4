/* index_folder: the index as it lies on the disk.
 *
 * The manifest names all that counts, and is replaced as a whole. Segments are made under names
 * that it does not hold, as soon as a generation is full, and take their place in it at the next
 * settle; until then the same documents stand in logs, of which it names how many count. So
 * whatever is cut short leaves the old manifest and all that it names, and what lies beside it goes
 * at the next start. A commit of the run may name more documents than the manifest: they are taken
 * from the logs again, and become the same segments, for what a segment holds depends on counts
 * alone. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "index_claim.h"
#include "index_state.h"
#include "lock.h"

/* ---- adding ---- */

static uint64_t generation_start(const struct index *index, uint64_t docno)
{
    return docno - docno % index->segments.docs;
}

bool index_folder_add(struct index *index, const struct index_row *row, const uint64_t *keys,
                      const uint16_t *tokens)
{
    if (index->replaying)
        return true;
    if (index->log.fd < 0 && !index_log_begin(&index->log, index_next(index)))
        return false;
    return index_log_put(&index->log, index_next(index), row, keys, tokens);
}

/* ---- what lies in the folder ---- */

static bool is_listed(const struct index_parts *parts, const char *name)
{
    for (size_t i = 0; i < parts->n; i++)
        if (strcmp(parts->items[i].name, name) == 0)
            return true;
    return false;
}

/* Does anything that counts stand in that file? */
static bool is_needed(const struct index *index, const char *name, uint64_t first, bool log)
{
    const struct index_segments *segments = &index->segments;

    if (log)
        return first >= generation_start(index, index->named) && first < index_next(index);
    for (size_t kind = 0; kind < INDEX_KINDS; kind++)
        if (is_listed(&segments->kinds[kind], name))
            return true;
    return is_listed(&segments->retired, name);
}

/* Removes the files of ours that no longer count. empty (may be NULL): only tells whether there are
 * none of ours at all. */
static bool sweep(struct index *index, bool *empty)
{
    DIR *folder = opendir(index->dir);
    struct dirent *entry;
    uint64_t first;
    bool done = true, log;

    if (!folder)
        return fault_set(&index->fault, "%s: %s", index->dir, strerror(errno));
    while (done && (entry = readdir(folder))) {
        if (!index_file_numbered(entry->d_name, &first, &log))
            continue;
        if (empty)
            *empty = false;
        else if (!is_needed(index, entry->d_name, first, log))
            done = disk_remove(index_path(index->dir, entry->d_name).text, &index->fault);
    }
    closedir(folder);
    return done;
}

/* ---- opening ---- */

static bool check_made_with(struct index *index, const struct index_manifest *manifest)
{
    const char *wanted = index->config.made_with;

    index->made_with =
        strndup(manifest->made_with.p ? manifest->made_with.p : "", manifest->made_with.n);
    if (!index->made_with)
        return index_fail(index, "out of memory");
    if (!wanted || str_eq(manifest->made_with, str_of(wanted)))
        return true;
    return fault_set(&index->fault,
                     "%s: was made with other rules; 'newsmill index rebuild' makes it anew",
                     index->dir);
}

/* The parts as the manifest names them. */
static void list_parts(const struct index_segments *segments, struct arena *arena,
                       struct index_manifest *manifest)
{
    const struct index_parts *kinds = segments->kinds;

    size_t n = 0;

    for (size_t kind = 0; kind < INDEX_KINDS; kind++)
        n += kinds[kind].n;
    manifest->parts = ARENA_ARRAY(arena, struct index_part_facts, n + 1);
    for (size_t kind = 0; kind < INDEX_KINDS; kind++)
        for (size_t i = 0; i < kinds[kind].n; i++)
            manifest->parts[manifest->part_count++] = kinds[kind].items[i].facts;
}

static bool write_manifest(struct index *index, uint64_t docs)
{
    struct index_segments *segments = &index->segments;
    struct index_manifest manifest = {
        .made_with = str_of(index->made_with),
        .segment_docs = segments->docs,
        .docs = docs,
        .latest = index->latest,
    };
    bool done;

    memcpy(manifest.windows, segments->windows, sizeof manifest.windows);
    index->arena.escape = &index->way_out;
    if (setjmp(index->way_out)) {
        arena_reset(&index->arena);
        return index_fail(index, "out of memory");
    }
    list_parts(segments, &index->arena, &manifest);
    done = index_manifest_write(&index->arena, index->dir, &manifest, &index->fault);
    arena_reset(&index->arena);
    if (done)
        index->named = docs;
    return done;
}

/* A folder without a manifest becomes an empty index, unless there are files of one. */
static bool begin_anew(struct index *index, uint64_t committed)
{
    bool empty = true;

    if (!sweep(index, &empty))
        return false;
    if (!empty || (committed && committed != INDEX_AS_MANIFEST))
        return fault_set(&index->fault,
                         "%s/" INDEX_MANIFEST " is missing; 'newsmill index rebuild' makes the "
                         "index anew",
                         index->dir);
    index->made_with = strdup(index->config.made_with ? index->config.made_with : "");
    if (!index->made_with)
        return index_fail(index, "out of memory");
    return write_manifest(index, 0);
}

static bool take_manifest(struct index *index, const struct index_manifest *manifest)
{
    index->segments.docs = manifest->segment_docs;
    index->latest = manifest->latest;
    index->named = manifest->docs;
    index->anew = manifest->anew;
    if (!check_made_with(index, manifest))
        return false;
    for (size_t i = 0; i < manifest->part_count; i++)
        if (!segments_open(&index->segments, &manifest->parts[i]))
            return false;
    return true;
}

static bool read_manifest(struct index *index, uint64_t committed)
{
    struct index_manifest manifest;
    bool there, done;

    index->arena.escape = &index->way_out;
    if (setjmp(index->way_out)) {
        arena_reset(&index->arena);
        return index_fail(index, "out of memory");
    }
    done = index_manifest_read(&index->arena, index->dir, &manifest, &there, &index->fault);
    if (done && there)
        done = take_manifest(index, &manifest);
    arena_reset(&index->arena);
    return done && (there || begin_anew(index, committed));
}

/* ---- a generation becomes segments ---- */

bool index_folder_cut(struct index *index)
{
    if (INDEX_NAMES_EARLY && !write_manifest(index, index_next(index)))
        return false;
    if ((!index->replaying && !index_log_end(&index->log)) ||
        !segments_cut(&index->segments, index->young, index->times[0], index->times[1]) ||
        !segments_expire(&index->segments, index->latest))
        return false;
    memory_restart(index->young, index_next(index));
    return true;
}

/* ---- taking documents again ---- */

/* Takes the documents up to `end` from the logs; what these have past it is cut, unless another run
 * waits for it. */
static bool replay(struct index *index, uint64_t end, index_log_take *add, bool *waits)
{
    uint64_t each = index->segments.docs, bytes = 0;

    index->replaying = true;
    for (uint64_t at = index_next(index); at < end; at = index_next(index))
        if (!index_log_read(index->dir, at, end - at < each ? end - at : each, add, index, &bytes,
                            &index->fault))
            return false;
    index->replaying = false;
    if (!index_claim_check(index->dir, index->config.state, generation_start(index, end), bytes,
                           waits, &index->fault))
        return false;
    index->unsynced = generation_start(index, end);
    index->synced = end;
    return end % each == 0 || index_log_resume(&index->log, index->unsynced, bytes);
}

static bool take_lock(struct index *index, bool *locked)
{
    enum lock_said said;

    if (!disk_make_folders(index_path(index->dir, INDEX_MANIFEST).text, &index->fault))
        return false;
    said = lock_take(index_path(index->dir, "lock").text, &index->lock, &index->fault);
    *locked = said == LOCK_HELD;
    return said == LOCK_TAKEN;
}

bool index_folder_open(struct index *index, uint64_t committed, index_log_take *add, bool *locked)
{
    if (strlen(index->dir) > PATH_MAX - INDEX_NAME - 2)
        return index_fail(index, "the name of the index is too long");
    index->segments.dir = index->log.dir = index->dir;
    index->segments.fault = &index->fault;
    index->segments.docs = index->config.segment_docs;
    index->segments.windows[INDEX_NEAR] = index->segments.windows[INDEX_TOKENS] =
        index->config.window;
    index->segments.windows[INDEX_EXACT] = index->config.exact_window;
    if (!take_lock(index, locked) || !read_manifest(index, committed))
        return false;
    /* Past the manifest's documents another run, that keeps no state, may have added its own. */
    if (committed == INDEX_AS_MANIFEST || committed < index->named || index->anew)
        committed = index->named;
    index->young = memory_new((uint32_t)generation_start(index, index->named));
    if (!index->young)
        return index_fail(index, "out of memory");
    if (!replay(index, committed, add, locked) ||
        (index->config.state && !index_claim_put(index->dir, index->config.state, &index->fault)) ||
        !sweep(index, NULL))
        return false;
    index->claimed = index->config.state != NULL;
    return !index->anew || write_manifest(index, index->named); /* now commits count again */
}

void index_folder_close(struct index *index)
{
    /* With documents behind the last commit there may be segments of them. */
    if (index->claimed && !index->fault.line[0] && index->named < index->settled &&
        index->settled == index_next(index))
        write_manifest(index, index->settled);
    if (index->claimed && !index->fault.line[0] && index->named == index_next(index))
        index_claim_remove(index->dir, &index->fault);
    index_log_free(&index->log);
    segments_free(&index->segments);
    arena_free(&index->arena);
    if (index->lock >= 0)
        close(index->lock);
}

/* ---- lasting ---- */

static bool sync_logs(struct index *index, uint64_t docs)
{
    char name[INDEX_NAME];
    bool fresh = index->synced % index->segments.docs == 0 || /* a log was made since */
                 index->unsynced != generation_start(index, docs);

    for (uint64_t first = index->unsynced; first < docs; first += index->segments.docs) {
        index_log_name(name, first);
        if (index->log.fd >= 0 && strcmp(name, index->log.name) == 0) {
            if (!index_log_flush(&index->log, true))
                return false;
        } else if (!index_file_sync(index->dir, name, &index->fault)) {
            return false;
        }
    }
    index->unsynced = generation_start(index, docs);
    return !fresh ||
           disk_sync_folder_of(index_path(index->dir, INDEX_MANIFEST).text, &index->fault);
}

bool index_sync(struct index *index, uint64_t *docs)
{
    *docs = index_next(index);
    if (index->fault.line[0])
        return false;
    if (!index->dir || *docs == index->synced)
        return true;
    if (!sync_logs(index, *docs))
        return false;
    index->synced = *docs;
    return true;
}

/* What was not named before; of a folder in which nothing is new there is nothing to be synced. */
static bool sync_segments(struct index *index, bool *new)
{
    bool fresh = false;

    for (size_t kind = 0; kind < INDEX_KINDS; kind++) {
        struct index_parts *parts = &index->segments.kinds[kind];
        for (size_t i = 0; i < parts->n; i++) {
            if (parts->items[i].named)
                continue;
            if (!index_file_sync(index->dir, parts->items[i].name, &index->fault))
                return false;
            fresh = true;
        }
    }
    *new = fresh;
    return !fresh ||
           disk_sync_folder_of(index_path(index->dir, INDEX_MANIFEST).text, &index->fault);
}

bool index_settle(struct index *index)
{
    bool fresh;

    if (index->fault.line[0])
        return false;
    if (!index->dir || index->synced != index_next(index))
        return true; /* nothing that a commit has named */
    if (!sync_segments(index, &fresh))
        return false;
    index->settled = index->synced;
    if (index->claimed && !fresh && !index->segments.retired.n)
        return true; /* only the log has grown: the commit of the run that holds it says how far */
    if (!write_manifest(index, index->settled))
        return false;
    for (size_t kind = 0; kind < INDEX_KINDS; kind++)
        for (size_t i = 0; i < index->segments.kinds[kind].n; i++)
            index->segments.kinds[kind].items[i].named = true;
    index->segments.retired.n = 0;
    return sweep(index, NULL);
}
