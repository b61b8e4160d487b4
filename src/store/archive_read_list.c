#include "archive_read_list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "archive.h"
#include "archive_read_file.h"
#include "commit.h"

enum {
    LEVELS = 3, /* YYYY/MM/DD */
    FIRST_NAMES = 64,
    MOST_NAMES = 1 << 24,
};

struct names {
    str *names;
    size_t n, room;
};

static void close_folder(void *folder)
{
    closedir(folder);
}

static bool is_number(str name, size_t digits)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] < '0' || name.p[i] > '9')
            return false;
    return name.n == digits;
}

static bool is_shard(str name)
{
    if (str_ends(name, S(ARCHIVE_PART)))
        name.n -= S(ARCHIVE_PART).n;
    return str_starts(name, S("newsmill-")) &&
           (str_ends(name, S(".gz")) || str_ends(name, S(".zst")));
}

static void add_name(struct arena *arena, struct names *names, str name)
{
    if (names->n == names->room) {
        size_t room = names->room ? names->room * 2 : FIRST_NAMES;
        names->names = arena_grow(arena, names->names, names->room * sizeof *names->names,
                                  room * sizeof *names->names);
        names->room = room;
    }
    names->names[names->n++] = name;
}

static int by_bytes(const void *a, const void *b)
{
    return str_order(*(const str *)a, *(const str *)b);
}

/* Adds folder/below/NAME for each name that belongs there. */
static bool add_folder(struct arena *arena, str folder, str below, unsigned level,
                       struct names *names)
{
    void **owned = arena_own(arena, close_folder);
    str path = str_printf(arena, "%.*s/%.*s", (int)folder.n, folder.p, (int)below.n, below.p);
    DIR *open = opendir(str_zero_ended(arena, path));
    struct dirent *entry;

    if (!open)
        return level && (errno == ENOENT || errno == ENOTDIR); /* it went while we looked */
    *owned = open;
    errno = 0;
    while (names->n < MOST_NAMES && (entry = readdir(open))) {
        str name = str_of(entry->d_name);
        if (level == LEVELS ? is_shard(name) : is_number(name, level ? 2 : 4))
            add_name(arena, names,
                     below.n ? str_printf(arena, "%.*s/%s", (int)below.n, below.p, entry->d_name)
                             : str_dup(arena, name));
        errno = 0;
    }
    *owned = NULL;
    closedir(open);
    return errno == 0;
}

/* Folder by folder, level by level: no recursion. */
static bool find_shards(struct arena *arena, str folder, struct names *found)
{
    struct names here = {0};

    add_name(arena, &here, (str){"", 0});
    for (unsigned level = 0; level <= LEVELS; level++) {
        struct names next = {0};
        for (size_t i = 0; i < here.n; i++)
            if (!add_folder(arena, folder, here.names[i], level, &next))
                return false;
        here = next;
    }
    if (here.n)
        qsort(here.names, here.n, sizeof *here.names, by_bytes);
    *found = here;
    return true;
}

/* The commit of the state that lies in the archive; empty when there is none, or it lies elsewhere,
 * or is damaged: then whole members count. */
static struct commit read_commit(struct arena *arena, str folder)
{
    str path = str_printf(arena, "%.*s/.newsmill/commit", (int)folder.n, folder.p);
    struct commit commit = commit_new(arena);
    struct fault fault = {""};

    if (!commit_read(&commit, str_zero_ended(arena, path), &fault))
        commit.count = 0;
    return commit;
}

/* How many bytes of a shard that is not finished were committed: all of one that the commit calls
 * finished and that only waits for its name, none of one that no commit knows. */
static uint64_t committed_bytes(struct arena *arena, const struct commit *commit, str path)
{
    str name = str_slice(path, 0, path.n - S(ARCHIVE_PART).n);
    str row = str_printf(arena, "shard %.*s ", (int)name.n, name.p);

    if (!commit->count || str_find(commit_get(commit, "archive-rows"), row) != SIZE_MAX)
        return UINT64_MAX;
    return str_eq(commit_get(commit, "archive-shard"), name)
               ? commit_get_number(commit, "archive-bytes")
               : 0;
}

static struct listed_shard describe(struct arena *arena, str folder, str path,
                                    const struct manifest *manifest, const struct commit *commit)
{
    struct listed_shard shard = {.path = path, .limit = UINT64_MAX};
    str whole = str_printf(arena, "%.*s/%.*s", (int)folder.n, folder.p, (int)path.n, path.p);

    shard.opened = str_zero_ended(arena, whole);
    shard.day = str_printf(arena, "%.4s-%.2s-%.2s", path.p, path.p + 5, path.p + 8);
    shard.part = str_ends(path, S(ARCHIVE_PART));
    shard.row = manifest_find(manifest, path);
    if (shard.part)
        shard.limit = committed_bytes(arena, commit, path);
    return shard;
}

/* A shard that the manifest has and the folder has not. */
static void find_missing(struct listed *listed)
{
    const struct manifest *manifest = &listed->manifest;
    size_t at = 0;

    for (size_t i = 0; i < manifest->shard_count && !listed->missing.n; i++) {
        while (at < listed->count &&
               by_bytes(&listed->shards[at].path, &manifest->shards[i].path) < 0)
            at++;
        if (at == listed->count || !str_eq(listed->shards[at].path, manifest->shards[i].path))
            listed->missing = manifest->shards[i].path;
    }
}

bool archive_list(struct arena *arena, str folder, struct listed *listed, str *path,
                  const char **error)
{
    struct commit commit;
    struct names found;

    *listed = (struct listed){0};
    *path = str_printf(arena, "%.*s/" ARCHIVE_MANIFEST, (int)folder.n, folder.p);
    if (!manifest_read(arena, folder, &listed->manifest, error))
        return false;
    *path = folder;
    if (!find_shards(arena, folder, &found)) {
        *error = read_why_not();
        return false;
    }
    commit = read_commit(arena, folder);
    listed->shards = ARENA_ARRAY(arena, struct listed_shard, found.n + 1);
    for (size_t i = 0; i < found.n; i++)
        listed->shards[listed->count++] =
            describe(arena, folder, found.names[i], &listed->manifest, &commit);
    find_missing(listed);
    *error = "is no archive: it has neither shards nor a MANIFEST";
    return listed->manifest.there || listed->count;
}
