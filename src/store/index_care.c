#include "index_care.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

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
    int lock;
};

static bool take_lock(struct care *care, bool *locked)
{
    struct index_path path = index_path(care->dir, INDEX_MANIFEST);
    enum lock_said said;

    *locked = false;
    if (!disk_is_there(path.text)) /* no lock is left where there is no index */
        return fault_set(&care->fault, "%s: there is no index", path.text);
    said = lock_take(index_path(care->dir, "lock").text, &care->lock, &care->fault);
    *locked = said == LOCK_HELD;
    return said == LOCK_TAKEN;
}

static bool read_manifest(struct care *care)
{
    bool there;

    if (!index_manifest_read(&care->arena, care->dir, &care->manifest, &there, &care->fault))
        return false;
    return there || fault_set(&care->fault, "%s/" INDEX_MANIFEST ": there is no index", care->dir);
}

/* Does `act` with the manifest read, and lets go of everything. locked NULL: takes no lock. */
static bool with_care(const char *dir, bool *locked, bool (*act)(struct care *, void *), void *with,
                      char *error, size_t size)
{
    struct care care = {.dir = dir, .lock = -1};
    bool done;

    arena_init(&care.arena, 0);
    care.arena.escape = &care.way_out;
    if (strlen(dir) > PATH_MAX - INDEX_NAME - 2)
        fault_set(&care.fault, "the name of the index is too long");
    else if (setjmp(care.way_out))
        fault_set(&care.fault, "out of memory");
    else if ((!locked || take_lock(&care, locked)) && read_manifest(&care))
        act(&care, with);
    done = !care.fault.line[0];
    if (size)
        snprintf(error, size, "%s", care.fault.line);
    arena_free(&care.arena);
    if (care.lock >= 0)
        close(care.lock);
    return done;
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
        } else {
            report->exact_docs += facts->end - facts->first;
        }
    }
    return true;
}

bool index_stat(const char *dir, struct index_report *report, char *error, size_t size)
{
    return with_care(dir, NULL, report_manifest, report, error, size);
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

static bool verify(struct care *care, void *with)
{
    const struct index_manifest *manifest = &care->manifest;
    uint64_t covered = index_manifest_covered(manifest), bytes;
    struct index_part part;
    bool sound = true;

    for (size_t i = 0; sound && i < manifest->part_count; i++) {
        if (!index_part_open(&part, care->dir, &manifest->parts[i], &care->fault))
            return false;
        index_map_whole(&part.map, true);
        sound = index_part_verify(&part, &care->fault);
        index_part_close(&part);
    }
    if (sound && manifest->docs > covered)
        sound = index_log_read(care->dir, covered, manifest->docs - covered, take_nothing, NULL,
                               &bytes, &care->fault);
    return sound && report_manifest(care, with);
}

bool index_verify(const char *dir, struct index_report *report, bool *locked, char *error,
                  size_t size)
{
    bool ignored;

    return with_care(dir, locked ? locked : &ignored, verify, report, error, size);
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
        return false;
    for (size_t i = 0; i < manifest->part_count; i++) {
        const struct index_part_facts *facts = &manifest->parts[i];
        index_part_name(name, facts->kind, facts->first, facts->end);
        if (has_expired(facts, manifest->windows[facts->kind], *now) &&
            !disk_remove(index_path(care->dir, name).text, &care->fault))
            return false;
    }
    return true;
}

bool index_expire(const char *dir, int64_t now, bool *locked, char *error, size_t size)
{
    bool ignored;

    return with_care(dir, locked ? locked : &ignored, expire, &now, error, size);
}
