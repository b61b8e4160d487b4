/* folder: the files of a folder and of all folders in it, one path at a time, in byte order of the
 * paths. Regular files only: symbolic links are not followed, and what begins with a dot
 * (.git, .DS_Store) is left out, as is what is neither file nor folder. Holds the names of one
 * folder per level. */
#ifndef NEWSMILL_READ_FOLDER_H
#define NEWSMILL_READ_FOLDER_H

#include <stdbool.h>
#include <sys/types.h>

#include "../base/str.h"

struct folder;

/* A file or a folder that is left out wherever it stands. */
struct folder_spared {
    dev_t device;
    ino_t inode;
};

enum folder_said {
    FOLDER_FILE,       /* *path is a regular file */
    FOLDER_SPARED,     /* *path is one of those that are left out */
    FOLDER_UNREADABLE, /* *path is a folder that cannot be read, or not wholly: *error says why */
    FOLDER_END,
    FOLDER_NO_MEMORY, /* nothing more can be given */
};

/* The n that are spared must hold as long as the folder. NULL: memory is short. That path is no
 * folder is said by the first folder_next(). */
struct folder *folder_open(const char *path, const struct folder_spared *spared, size_t n);

/* *path and *error hold until the next call. */
enum folder_said folder_next(struct folder *folder, const char **path, const char **error);

/* The path of the file that comes i names after the next, when it stands in the same folder as the
 * one that was given last. false: it is none, or has no room. */
bool folder_ahead(const struct folder *folder, size_t i, char *path, size_t room);

void folder_close(struct folder *folder); /* NULL is allowed */

#endif
