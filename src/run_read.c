/* run_read: files that the program works by: rules, models. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "run.h"

enum { READ_BYTES = 1 << 16 };

static void close_file(void *file)
{
    fclose(file);
}

/* The file is owned by the arena while it is open, for buf_put() may leave. */
bool run_read(struct run *run, struct arena *arena, const char *path, size_t most, str *text)
{
    struct buf out = buf_new(arena, most);
    char *bytes = arena_alloc(arena, READ_BYTES);
    void **file = arena_own(arena, close_file);
    bool failed;
    size_t n;

    *file = fopen(path, "rb");
    if (!*file)
        return errno == ENOMEM ? run_fail(run, "out of memory")
                               : run_misused(run, "%s: %s", path, strerror(errno));
    while ((n = fread(bytes, 1, READ_BYTES, *file)) > 0)
        buf_put(&out, bytes, n);
    failed = ferror(*file) != 0;
    fclose(*file);
    *file = NULL;
    *text = buf_text(&out);
    run_worked_by(run, *text);
    if (failed)
        return run_misused(run, "%s: cannot be read", path);
    return !out.full || run_misused(run, "%s: is larger than %zu bytes", path, most);
}
