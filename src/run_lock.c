#include "run_lock.h"

#include <sys/stat.h>
#include <unistd.h>

#include "store/lock.h"

enum { EXIT_LOCKED = 4 };

static bool is_folder(const char *path)
{
    struct stat st;

    return str_ends(str_of(path), S("/")) || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

/* The state that lies in the archive; NULL: the output is no archive. */
static const char *inside(struct newsmill *mill)
{
    str output = str_of(mill->run.config.output);

    if (!mill->run.config.output || !is_folder(mill->run.config.output))
        return NULL;
    while (output.n > 1 && output.p[output.n - 1] == '/')
        output.n--;
    return str_zero_ended(&mill->memory,
                          str_printf(&mill->memory, "%.*s/.newsmill", (int)output.n, output.p));
}

const char *run_lock_state(struct newsmill *mill)
{
    const struct run_config *config = &mill->run.config;

    if (config->dry_run)
        return NULL;
    return config->state ? config->state : inside(mill);
}

static bool take(struct newsmill *mill, const char *folder, int *fd)
{
    struct run *run = &mill->run;
    struct fault fault = {""};
    const char *path = str_printf(&mill->memory, "%s/lock", folder).p;

    if (!disk_make_folders(path, &fault))
        return run_fail(run, "%s", fault.line);
    switch (lock_take(path, fd, &fault)) {
    case LOCK_TAKEN:
        return true;
    case LOCK_HELD:
        return run_end_as(run, EXIT_LOCKED, "%s", fault.line);
    default:
        return run_fail(run, "%s", fault.line);
    }
}

/* By whatever name; one that is not there is none of ours. */
static bool is_same(const char *folder, int fd, struct arena *memory)
{
    const char *path = str_printf(memory, "%s/lock", folder).p;
    struct stat named, held;

    return stat(path, &named) == 0 && fstat(fd, &held) == 0 && named.st_dev == held.st_dev &&
           named.st_ino == held.st_ino;
}

bool run_lock_take(struct newsmill *mill, const char *state, int fds[RUN_LOCKS])
{
    const char *archive = inside(mill);

    fds[0] = fds[1] = -1;
    if (!take(mill, state, &fds[0]))
        return false;
    return !archive || is_same(archive, fds[0], &mill->memory) || take(mill, archive, &fds[1]);
}
