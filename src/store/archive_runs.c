#include "archive_runs.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>

enum { LEVELS = 3 /* YYYY/MM/DD */, MOST_DIGITS = 18 };

struct walk {
    DIR *open[LEVELS + 1];
    size_t ends[LEVELS + 1]; /* of each folder's path */
    size_t depth;            /* folders that are open */
    char path[PATH_MAX];
};

static bool is_number(const char *name)
{
    return *name && !name[strspn(name, "0123456789")];
}

/* "newsmill-000012-00003.jsonl.gz": 12; 0: it is no shard's name. */
static uint64_t run_of(const char *name)
{
    str rest = str_of(name), digits;
    uint64_t run;

    if (!str_starts(rest, S("newsmill-")))
        return 0;
    rest = str_from(rest, S("newsmill-").n);
    return str_split(&rest, '-', &digits) && rest.n && digits.n <= MOST_DIGITS &&
                   str_number(digits, &run)
               ? run
               : 0;
}

/* Enters walk->path. What is not there, or is no folder, is passed over. */
static bool enter(struct walk *walk, struct fault *fault)
{
    DIR *open = opendir(walk->path);

    if (!open)
        return errno == ENOENT || errno == ENOTDIR ||
               fault_set(fault, "%s: %s", walk->path, strerror(errno));
    walk->open[walk->depth] = open;
    walk->ends[walk->depth++] = strlen(walk->path);
    return true;
}

static bool step(struct walk *walk, uint64_t *run, struct fault *fault)
{
    size_t top = walk->depth - 1, end = walk->ends[top];
    struct dirent *entry;

    errno = 0;
    entry = readdir(walk->open[top]);
    walk->path[end] = '\0';
    if (!entry) {
        int error = errno;
        closedir(walk->open[top]);
        walk->depth--;
        return !error || fault_set(fault, "%s: %s", walk->path, strerror(error));
    }
    if (top == LEVELS) {
        uint64_t found = run_of(entry->d_name);
        *run = found > *run ? found : *run;
        return true;
    }
    if (!is_number(entry->d_name))
        return true;
    if (end + 1 + strlen(entry->d_name) >= sizeof walk->path)
        return fault_set(fault, "%s: the name is too long", walk->path);
    snprintf(walk->path + end, sizeof walk->path - end, "/%s", entry->d_name);
    return enter(walk, fault);
}

bool archive_last_run(const char *folder, uint64_t *run, struct fault *fault)
{
    struct walk walk = {.depth = 0};
    bool sound;

    *run = 0;
    if (strlen(folder) >= sizeof walk.path)
        return fault_set(fault, "%s: the name is too long", folder);
    snprintf(walk.path, sizeof walk.path, "%s", folder);
    sound = enter(&walk, fault);
    while (sound && walk.depth)
        sound = step(&walk, run, fault);
    while (walk.depth)
        closedir(walk.open[--walk.depth]);
    return sound;
}
