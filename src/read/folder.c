#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    DEEPEST = 128,            /* folders in each other */
    MOST_NAMES = 1 << 22,     /* in one folder */
    MOST_NAME_BYTES = 1 << 28 /* of one folder's names together */
};

/* The names of one folder. They lie one behind the other in `pool`; a folder's name ends in '/', so
 * that plain byte order of the names is byte order of the paths: "a-b", "a.txt", "a/x". */
struct level {
    char *pool;
    size_t used, room;
    const char **names; /* sorted; made when the pool is complete */
    size_t count, next;
    size_t path_length; /* of the folder's own path, with its '/' */
};

struct folder {
    struct level levels[DEEPEST];
    size_t depth;
    char *path;
    size_t path_room;
    bool begun;
    const struct folder_spared *spared;
    size_t spared_count;
};

static bool set_path(struct folder *folder, size_t keep, const char *name)
{
    size_t need = keep + strlen(name) + 2; /* a '/' may be added, and the NUL */

    if (need > folder->path_room) {
        char *longer = realloc(folder->path, need * 2);
        if (!longer)
            return false;
        folder->path = longer;
        folder->path_room = need * 2;
    }
    memcpy(folder->path + keep, name, strlen(name) + 1);
    return true;
}

struct folder *folder_open(const char *path, const struct folder_spared *spared, size_t n)
{
    struct folder *folder = calloc(1, sizeof *folder);

    if (folder && !set_path(folder, 0, path)) {
        free(folder);
        return NULL;
    }
    if (folder) {
        folder->spared = spared;
        folder->spared_count = n;
    }
    return folder;
}

static void let_go(struct level *level)
{
    free(level->pool);
    free(level->names);
    memset(level, 0, sizeof *level);
}

void folder_close(struct folder *folder)
{
    if (!folder)
        return;
    while (folder->depth)
        let_go(&folder->levels[--folder->depth]);
    free(folder->path);
    free(folder);
}

/* '-' a regular file, '/' a folder, '\0' neither. */
static char kind_of(DIR *dir, const struct dirent *entry)
{
    struct stat st;

    if (entry->d_type == DT_REG)
        return '-';
    if (entry->d_type == DT_DIR)
        return '/';
    if (entry->d_type != DT_UNKNOWN ||
        fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return '\0';
    return S_ISREG(st.st_mode) ? '-' : S_ISDIR(st.st_mode) ? '/' : '\0';
}

/* What says so is this text itself. */
static const char no_memory[] = "memory is short";

static const char *why_not(void)
{
    return errno == ENOMEM ? no_memory : strerror(errno);
}

static const char *add_name(struct level *level, const char *name, bool is_folder)
{
    size_t n = strlen(name), need = level->used + n + 2;

    if (level->count >= MOST_NAMES || need > MOST_NAME_BYTES)
        return "holds too many names";
    if (need > level->room) {
        size_t room = level->room ? level->room * 2 : 4096;
        char *pool = realloc(level->pool, room > need ? room : need);
        if (!pool)
            return no_memory;
        level->pool = pool;
        level->room = room > need ? room : need;
    }
    memcpy(level->pool + level->used, name, n);
    level->used += n;
    if (is_folder)
        level->pool[level->used++] = '/';
    level->pool[level->used++] = '\0';
    level->count++;
    return NULL;
}

/* Takes the names of an open folder; NULL, or why there are not all of them. */
static const char *list(struct level *level, DIR *dir)
{
    const char *error = NULL;
    struct dirent *entry;

    for (errno = 0; !error && (entry = readdir(dir)); errno = 0) {
        char kind = entry->d_name[0] == '.' ? '\0' : kind_of(dir, entry);
        if (kind)
            error = add_name(level, entry->d_name, kind == '/');
    }
    if (!error && errno)
        error = why_not();
    return error;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool sort_names(struct level *level)
{
    const char *name = level->pool;

    if (!level->count)
        return true;
    level->names = calloc(level->count, sizeof *level->names);
    if (!level->names)
        return false;
    for (size_t i = 0; i < level->count; i++, name += strlen(name) + 1)
        level->names[i] = name;
    qsort(level->names, level->count, sizeof *level->names, by_bytes);
    return true;
}

/* Opens folder->path as a new level. NULL when it can be read wholly. */
static const char *enter(struct folder *folder)
{
    /* The path given may be a link to a folder; those inside are none. */
    int no_link = folder->begun ? O_NOFOLLOW : 0;
    struct level *level = &folder->levels[folder->depth];
    const char *error;
    DIR *dir;
    int fd;

    if (folder->depth == DEEPEST)
        return "lies too deep";
    fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | no_link);
    dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        error = why_not();
        if (fd >= 0)
            close(fd);
        return error;
    }
    error = list(level, dir);
    closedir(dir);
    if (!sort_names(level)) {
        let_go(level);
        return no_memory;
    }
    level->path_length = strlen(folder->path);
    if (!level->path_length || folder->path[level->path_length - 1] != '/')
        folder->path[level->path_length++] = '/';
    folder->path[level->path_length] = '\0';
    folder->depth++;
    return error;
}

/* Does folder->path stand for one of those that are left out? */
static bool is_spared(const struct folder *folder)
{
    struct stat st;

    if (!folder->spared_count || stat(folder->path, &st) != 0)
        return false;
    for (size_t i = 0; i < folder->spared_count; i++)
        if (folder->spared[i].device == st.st_dev && folder->spared[i].inode == st.st_ino)
            return true;
    return false;
}

enum folder_said folder_next(struct folder *folder, const char **path, const char **error)
{
    while (!folder->begun || folder->depth) {
        struct level *level = folder->begun ? &folder->levels[folder->depth - 1] : NULL;

        if (level && level->next == level->count) {
            let_go(level);
            folder->depth--;
            continue;
        }
        if (level && !set_path(folder, level->path_length, level->names[level->next++]))
            return FOLDER_NO_MEMORY;
        *path = folder->path;
        if (is_spared(folder)) {
            folder->begun = true;
            return FOLDER_SPARED;
        }
        if (level && folder->path[strlen(folder->path) - 1] != '/')
            return FOLDER_FILE;
        *error = enter(folder);
        folder->begun = true;
        if (*error)
            return *error == no_memory ? FOLDER_NO_MEMORY : FOLDER_UNREADABLE;
    }
    return FOLDER_END;
}

bool folder_ahead(const struct folder *folder, size_t i, char *path, size_t room)
{
    const struct level *level = folder->depth ? &folder->levels[folder->depth - 1] : NULL;
    const char *name;
    size_t n;

    if (!level || i >= level->count - level->next)
        return false;
    name = level->names[level->next + i];
    n = strlen(name);
    if (name[n - 1] == '/' || level->path_length + n >= room)
        return false;
    memcpy(path, folder->path, level->path_length);
    memcpy(path + level->path_length, name, n + 1);
    return true;
}
