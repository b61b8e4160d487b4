#include "pattern.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FIRST_ROOM = 64, MOST_PATHS = 1 << 20 };

void paths_free(struct paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        free(paths->path[i]);
    free(paths->path);
    *paths = (struct paths){0};
}

/* Adds base with n bytes of name, and a slash behind. */
static bool add(struct paths *paths, const char *base, const char *name, size_t n, bool slash)
{
    size_t length = strlen(base), room = paths->room ? 2 * paths->room : FIRST_ROOM;
    char **longer = paths->path, *path;

    if (paths->count == paths->room)
        longer = room <= MOST_PATHS ? realloc(paths->path, room * sizeof *longer) : NULL;
    if (!longer)
        return false;
    paths->room = paths->count == paths->room ? room : paths->room;
    paths->path = longer;
    path = malloc(length + n + 2);
    if (!path)
        return false;
    memcpy(path, base, length);
    memcpy(path + length, name, n);
    length += n;
    if (slash)
        path[length++] = '/';
    path[length] = '\0';
    paths->path[paths->count++] = path;
    return true;
}

/* A part of a pattern that stands for itself, without its backslashes. */
static bool add_plain(struct paths *paths, const char *base, const char *part, bool slash)
{
    char name[NAME_MAX + 1];
    size_t n = 0;

    for (; *part && n < NAME_MAX; part++) {
        if (*part == '\\' && part[1])
            part++;
        name[n++] = *part;
    }
    return *part || add(paths, base, name, n, slash);
}

/* Names in a folder that match. */
static bool add_matching(struct paths *paths, const char *base, const char *part, bool slash)
{
    DIR *folder = opendir(*base ? base : ".");
    struct dirent *entry;
    bool sound = true;

    if (!folder)
        return errno != ENOMEM;
    while (sound && (entry = readdir(folder)))
        if (fnmatch(part, entry->d_name, FNM_PERIOD) == 0)
            sound = add(paths, base, entry->d_name, strlen(entry->d_name), slash);
    closedir(folder);
    return sound;
}

/* The next part of the pattern, behind each of the paths. */
static bool go_down(struct paths *paths, const char *part, bool slash)
{
    bool plain = !strpbrk(part, "*?["), sound = true;
    struct paths below = {0};

    for (size_t i = 0; sound && i < paths->count; i++)
        sound = (plain ? add_plain : add_matching)(&below, paths->path[i], part, slash);
    paths_free(paths);
    *paths = below;
    return sound;
}

/* Only what is there, with a slash behind a folder. */
static bool mark(struct paths *paths)
{
    struct paths found = {0};
    bool sound = true;
    struct stat st;

    for (size_t i = 0; sound && i < paths->count; i++) {
        const char *path = paths->path[i];
        bool is_folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
        size_t n = strlen(path);
        if (is_folder || lstat(path, &st) == 0)
            sound = add(&found, "", path, n, is_folder && path[n - 1] != '/');
    }
    paths_free(paths);
    *paths = found;
    return sound;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool pattern_find(const char *pattern, struct paths *paths)
{
    char part[PATH_MAX];
    bool sound;

    *paths = (struct paths){0};
    sound = add(paths, "", "/", *pattern == '/', false);
    while (sound && *pattern) {
        size_t n;
        pattern += strspn(pattern, "/");
        n = strcspn(pattern, "/");
        if (n >= sizeof part) {
            paths_free(paths);
            return true;
        }
        memcpy(part, pattern, n);
        part[n] = '\0';
        pattern += n;
        sound = !n || go_down(paths, part, *pattern == '/');
    }
    sound = sound && mark(paths);
    if (!sound)
        paths_free(paths);
    if (paths->count)
        qsort(paths->path, paths->count, sizeof *paths->path, by_bytes);
    return sound;
}
