/* run_read: files that the program works by: rules, models. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "run.h"

enum { READ_BYTES = 1 << 16 };

static void close_file(void *file)
{
    fclose(file);
}

/* What is asked for first: all of a file, and one byte more, which tells that it was all. */
static size_t first_bytes(FILE *file, size_t most)
{
    struct stat about;

    if (fstat(fileno(file), &about) || !S_ISREG(about.st_mode) || about.st_size <= 0)
        return READ_BYTES;
    return (uintmax_t)about.st_size < most ? (size_t)about.st_size + 1 : most + 1;
}

/* Up to one byte more than `most`. */
static str read_bytes(FILE *file, struct arena *arena, size_t most)
{
    size_t room = 0, n = 0, next = first_bytes(file, most);
    char *bytes = NULL;

    do {
        bytes = arena_grow(arena, bytes, room, next);
        room = next;
        n += fread(bytes + n, 1, room - n, file);
        next = room * 2 <= most ? room * 2 : most + 1;
    } while (n == room && n <= most);
    return (str){bytes, n};
}

/* The file is owned by the arena while it is open, for read_bytes() may leave. */
bool run_read(struct run *run, struct arena *arena, const char *path, size_t most, str *text)
{
    void **file = arena_own(arena, close_file);
    bool failed;

    *file = fopen(path, "rb");
    if (!*file)
        return errno == ENOMEM ? run_fail(run, "out of memory")
                               : run_misused(run, "%s: %s", path, strerror(errno));
    *text = read_bytes(*file, arena, most);
    failed = ferror((FILE *)*file) != 0;
    fclose(*file);
    *file = NULL;
    run_worked_by(run, *text);
    if (failed)
        return run_misused(run, "%s: cannot be read", path);
    return text->n <= most || run_misused(run, "%s: is larger than %zu bytes", path, most);
}
