#include "index_care.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index_claim.h"
#include "index_log.h"
#include "index_manifest.h"
#include "lock.h"

/* An index that is looked after: its manifest, in an arena of its own. */
struct care {
    const char *dir;
    struct arena arena;
    jmp_buf way_out;
    struct index_manifest manifest;
    struct fault fault;
    enum care_said said;
    int lock;
};

/* Said when it fails: what of. */
static bool fail(struct care *care, enum care_said said)
{
    care->said = said;
    return false;
}

static bool take_lock(struct care *care)
{
    switch (lock_take(index_path(care->dir, "lock").text, &care->lock, &care->fault)) {
    case LOCK_TAKEN:
        return true;
    case LOCK_HELD:
        return fail(care, CARE_LOCKED);
    default:
        return fail(care, CARE_FAILED);
    }
}

static bool read_manifest(struct care *care)
{
    bool there;

    if (!index_manifest_read(&care->arena, care->dir, &care->manifest, &there, &care->fault))
        return fail(care, CARE_DAMAGED);
    return there || fail(care, CARE_NONE);
}

/* Does `act`, with the manifest read if that is asked for, and lets go of everything. */
static enum care_said with_care(const char *dir, bool locked, bool manifest,
                                bool (*act)(struct care *, void *), void *with, char *error,
                                size_t size)
{
    struct care care = {.dir = dir, .lock = -1, .said = CARE_DONE};

    arena_init(&care.arena, 0);
    care.arena.escape = &care.way_out;
    if (strlen(dir) > PATH_MAX - INDEX_NAME - 2 || !disk_is_there(index_path(dir, ".").text))
        fail(&care, CARE_NONE);
    else if (setjmp(care.way_out))
        fail(&care, fault_set(&care.fault, "out of memory") ? CARE_DONE : CARE_FAILED);
    else if ((!locked || take_lock(&care)) && (!manifest || read_manifest(&care)))
        act(&care, with);
    if (care.said == CARE_NONE)
        fault_set(&care.fault, "%.200s: there is no index", dir);
    if (size)
        snprintf(error, size, "%s", care.fault.line);
    arena_free(&care.arena);
    if (care.lock >= 0)
        close(care.lock);
    return care.said;
}

/* ---- stat ---- */

static uint64_t folder_bytes(const char *dir)
{
    DIR *folder = opendir(dir);
    struct dirent *entry;
    struct stat st;
    uint64_t bytes = 0;

    while (folder && (entry = readdir(folder)))
        if (stat(index_path(dir, entry->d_name).text, &st) == 0 && S_ISREG(st.st_mode))
            bytes += (uint64_t)st.st_size;
    if (folder)
        closedir(folder);
    return bytes;
}

static bool report_manifest(struct care *care, void *with)
{
    const struct index_manifest *manifest = &care->manifest;
    struct index_report *report = with;
    uint64_t logged = manifest->docs - index_manifest_covered(manifest);

    *report = (struct index_report){
        .docs = manifest->docs,
        .logged = logged,
        .near_docs = logged,
        .exact_docs = logged,
        .segments = manifest->part_count,
        .bytes = folder_bytes(care->dir),
        .window = manifest->windows[INDEX_NEAR],
        .exact_window = manifest->windows[INDEX_EXACT],
        .latest = manifest->latest,
    };
    for (size_t i = 0; i < manifest->part_count; i++) {
        const struct index_part_facts *facts = &manifest->parts[i];
        if (facts->kind == INDEX_NEAR) {
            report->near_docs += facts->end - facts->first;
            report->keys += facts->hashes;
        } else if (facts->kind == INDEX_EXACT) {
            report->exact_docs += facts->end - facts->first;
        }
    }
    return true;
}

enum care_said index_stat(const char *dir, struct index_report *report, char *error, size_t size)
{
    return with_care(dir, false, true, report_manifest, report, error, size);
}

/* ---- verify ---- */

static bool take_nothing(void *context, const struct index_row *row, const uint64_t *keys,
                         const uint16_t *tokens)
{
    (void)context;
    (void)row;
    (void)keys;
    (void)tokens;
    return true;
}

static bool verify_part(struct care *care, const struct index_part_facts *facts)
{
    struct index_part part;
    bool sound;

    if (!index_part_open(&part, care->dir, facts, &care->fault))
        return false;
    index_map_whole(&part.map, true);
    sound = index_part_verify(&part, &care->fault);
    index_part_close(&part);
    return sound;
}

static bool verify(struct care *care, void *with)
{
    const struct index_manifest *manifest = &care->manifest;
    uint64_t covered = index_manifest_covered(manifest), bytes;

    for (size_t i = 0; i < manifest->part_count; i++)
        if (!verify_part(care, &manifest->parts[i]))
            return fail(care, CARE_DAMAGED);
    if (manifest->docs > covered && !index_log_read(care->dir, covered, manifest->docs - covered,
                                                    take_nothing, NULL, &bytes, &care->fault))
        return fail(care, CARE_DAMAGED);
    return report_manifest(care, with);
}

enum care_said index_verify(const char *dir, struct index_report *report, char *error, size_t size)
{
    return with_care(dir, true, true, verify, report, error, size);
}

/* ---- expire ---- */

static bool has_expired(const struct index_part_facts *facts, uint64_t window, int64_t now)
{
    return window && facts->latest != INDEX_UNKNOWN_TIME && facts->latest < now &&
           (uint64_t)now - (uint64_t)facts->latest > window;
}

/* The manifest lets go of them first: what it names is always there. */
static bool expire(struct care *care, void *with)
{
    struct index_manifest *manifest = &care->manifest, rest = *manifest;
    const int64_t *now = with;
    char name[INDEX_NAME];

    rest.parts = ARENA_ARRAY(&care->arena, struct index_part_facts, manifest->part_count + 1);
    rest.part_count = 0;
    for (size_t i = 0; i < manifest->part_count; i++)
        if (!has_expired(&manifest->parts[i], manifest->windows[manifest->parts[i].kind], *now))
            rest.parts[rest.part_count++] = manifest->parts[i];
    if (!index_manifest_write(&care->arena, care->dir, &rest, &care->fault))
        return fail(care, CARE_FAILED);
    for (size_t i = 0; i < manifest->part_count; i++) {
        const struct index_part_facts *facts = &manifest->parts[i];
        index_part_name(name, facts->kind, facts->first, facts->end);
        if (has_expired(facts, manifest->windows[facts->kind], *now) &&
            !disk_remove(index_path(care->dir, name).text, &care->fault))
            return fail(care, CARE_FAILED);
    }
    return true;
}

enum care_said index_expire(const char *dir, int64_t now, char *error, size_t size)
{
    return with_care(dir, true, true, expire, &now, error, size);
}

/* ---- another in its place ---- */

/* The manifest goes last: until then a run says that the index is damaged. */
static bool remove_files(struct care *care, void *with)
{
    DIR *folder = opendir(care->dir);
    struct dirent *entry;
    uint64_t first;
    bool done = folder != NULL, log;

    (void)with;
    while (done && (entry = readdir(folder)))
        if (index_file_numbered(entry->d_name, &first, &log))
            done = disk_remove(index_path(care->dir, entry->d_name).text, &care->fault);
    if (folder)
        closedir(folder);
    done = done && index_claim_remove(care->dir, &care->fault) &&
           disk_remove(index_path(care->dir, INDEX_MANIFEST).text, &care->fault) &&
           disk_remove(index_path(care->dir, "lock").text, &care->fault);
    if (!done) {
        fault_set(&care->fault, "%.200s: cannot be removed", care->dir);
        return fail(care, CARE_FAILED);
    }
    rmdir(care->dir); /* which says no when there is something else in it */
    return true;
}

enum care_said index_remove(const char *dir, char *error, size_t size)
{
    enum care_said said = with_care(dir, true, false, remove_files, NULL, error, size);

    if (said != CARE_NONE)
        return said;
    if (size)
        error[0] = '\0';
    return CARE_DONE;
}

/* Both folders change names in one step, so that a run never meets a place without an index. */
static bool exchange(struct care *care, void *with)
{
    const char *dir = with;

    if (!disk_is_there(dir))
        return disk_rename(care->dir, dir, &care->fault) && disk_sync_folder_of(dir, &care->fault);
    if (renameat2(AT_FDCWD, care->dir, AT_FDCWD, dir, RENAME_EXCHANGE) != 0)
        return fault_set(&care->fault, "%.200s: %s", dir, strerror(errno));
    return disk_sync_folder_of(dir, &care->fault);
}

static bool replace(struct care *care, void *with)
{
    care->manifest.anew = true;
    return (index_manifest_write(&care->arena, care->dir, &care->manifest, &care->fault) &&
            exchange(care, with)) ||
           fail(care, CARE_FAILED);
}

enum care_said index_replace(const char *dir, const char *by, char *error, size_t size)
{
    bool was_there = disk_is_there(dir);
    enum care_said said = with_care(by, true, true, replace, (void *)(uintptr_t)dir, error, size);

    return said == CARE_DONE && was_there ? index_remove(by, error, size) : said;
}
