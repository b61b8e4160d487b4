/* shim: stands between the program and the calls by which it works on files (LD_PRELOAD). It makes
 * one of them fail, or writes down what they did, for tests/torture.
 *
 * Only files below two folders count, so that no call of the loader or of a library is met:
 *     SHIM_OUT   folder of what the program writes: role "out"
 *     SHIM_IN    folder of what it reads: role "in"
 *     SHIM_FAIL  "CALL ROLE N HOW": the N-th CALL on a file of ROLE fails. HOW: an errno's name;
 *                with "+" behind it every later one fails too; "short": half of it is done; "kill":
 *                the program is killed, a write when half of it is done
 *     SHIM_COUNT file that the numbers of calls are written to at the end, a line "CALL ROLE N",
 * and what failed: "failed PATH" SHIM_LOG   file that every change to files of role "out" is
 * appended to: struct entry, then the paths and the bytes CALL: open read write fsync close rename
 * truncate map make unlink. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "shim.h"

enum { NAME_SIZE = 32, LINE_SIZE = 64 };
enum role { ROLE_NONE, ROLE_OUT, ROLE_IN, ROLES };
enum how { HOW_ERROR, HOW_SHORT, HOW_KILL };

static const char *const call_names[] = {
#define X(name) #name,
    SHIM_CALLS(X)
#undef X
};
static const char *const role_names[] = {"none", "out", "in"};

struct entry {
    uint32_t op, path, path2; /* lengths of the paths that follow */
    uint32_t data;
    uint64_t inode, offset;
};

pthread_mutex_t shim_lock = PTHREAD_MUTEX_INITIALIZER;
char shim_paths[SHIM_FDS][SHIM_PATH];
static uint64_t counted[CALL_COUNT][ROLES];
static enum shim_call fail_call = CALL_COUNT;
static enum role fail_role;
static uint64_t fail_at;
static int fail_errno;
static enum how fail_how;
static bool fail_on;           /* and every later one */
static char failed[SHIM_PATH]; /* the first file that a call failed for */
static int log_fd = -1;

/* ---- setting up ---- */

static const struct {
    const char *name;
    int number;
} errnos[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO},       {"EINTR", EINTR},   {"EDQUOT", EDQUOT},
              {"EACCES", EACCES}, {"ENOMEM", ENOMEM}, {"EMFILE", EMFILE}, {"EROFS", EROFS}};

static size_t find_name(const char *const *names, size_t n, const char *name)
{
    size_t i = 0;

    while (i < n && strcmp(names[i], name) != 0)
        i++;
    return i;
}

static void read_how(char *how)
{
    size_t n = strlen(how);

    if (n && how[n - 1] == '+') {
        fail_on = true;
        how[n - 1] = '\0';
    }
    fail_how = strcmp(how, "short") == 0  ? HOW_SHORT
               : strcmp(how, "kill") == 0 ? HOW_KILL
                                          : HOW_ERROR;
    for (size_t i = 0; i < sizeof errnos / sizeof *errnos; i++)
        if (strcmp(errnos[i].name, how) == 0)
            fail_errno = errnos[i].number;
}

static void read_fail(const char *text)
{
    char line[LINE_SIZE], *rest = line, *word[4] = {NULL};

    snprintf(line, sizeof line, "%s", text);
    for (size_t i = 0; i < 4; i++)
        word[i] = strsep(&rest, " ");
    if (!word[3])
        return;
    fail_call = (enum shim_call)find_name(call_names, CALL_COUNT, word[0]);
    fail_role = (enum role)find_name(role_names, ROLES, word[1]);
    fail_at = strtoull(word[2], NULL, 10);
    read_how(word[3]);
}

__attribute__((constructor)) static void begin(void)
{
    const char *fail = getenv("SHIM_FAIL"), *log = getenv("SHIM_LOG");

    if (fail)
        read_fail(fail);
    if (log)
        log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                              0666);
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("SHIM_COUNT");
    char line[LINE_SIZE];
    long fd;

    if (!path)
        return;
    fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    for (size_t i = 0; i < CALL_COUNT; i++)
        for (size_t role = ROLE_OUT; role < ROLES; role++) {
            int n = snprintf(line, sizeof line, "%s %s %llu\n", call_names[i], role_names[role],
                             (unsigned long long)counted[i][role]);
            syscall(SYS_write, (int)fd, line, (size_t)n);
        }
    if (failed[0]) {
        syscall(SYS_write, (int)fd, "failed ", strlen("failed "));
        syscall(SYS_write, (int)fd, failed, strlen(failed));
    }
    syscall(SYS_close, (int)fd);
}

/* ---- whose file is it, and does this call fail? ---- */

static bool below(const char *path, const char *folder)
{
    size_t n = folder ? strlen(folder) : 0;

    return n && strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static enum role role_of(const char *path)
{
    if (below(path, getenv("SHIM_OUT")))
        return ROLE_OUT;
    return below(path, getenv("SHIM_IN")) ? ROLE_IN : ROLE_NONE;
}

void shim_wrote_half(void)
{
    if (fail_how == HOW_KILL)
        kill(getpid(), SIGKILL);
}

const char *shim_path_of(int fd)
{
    return fd >= 0 && fd < SHIM_FDS ? shim_paths[fd] : "";
}

bool shim_counts(const char *path)
{
    return role_of(path) != ROLE_NONE;
}

bool shim_fails(enum shim_call call, const char *path, bool *is_short)
{
    enum role role = role_of(path);
    uint64_t n = ++counted[call][role];

    *is_short = false;
    if (call != fail_call || role != fail_role || role == ROLE_NONE ||
        !(n == fail_at || (fail_on && n > fail_at)))
        return false;
    if (!failed[0])
        snprintf(failed, sizeof failed, "%s", path);
    if (fail_how == HOW_KILL && call != CALL_write)
        kill(getpid(), SIGKILL);
    *is_short = fail_how != HOW_ERROR;
    if (!*is_short)
        errno = fail_errno;
    return true;
}

/* ---- what was done ---- */

static void put_log(const char *path, const char *path2, const struct entry *entry,
                    const void *data)
{
    struct iovec parts[4] = {{(void *)(uintptr_t)entry, sizeof *entry},
                             {(void *)(uintptr_t)path, entry->path},
                             {(void *)(uintptr_t)path2, entry->path2},
                             {(void *)(uintptr_t)data, entry->data}};
    int keep = errno;

    if (log_fd >= 0 && role_of(path) == ROLE_OUT)
        syscall(SYS_writev, log_fd, parts, 4);
    errno = keep;
}

void shim_log(enum shim_op op, const char *path, const char *path2, uint64_t inode)
{
    put_log(path, path2,
            &(struct entry){.op = op,
                            .path = (uint32_t)strlen(path),
                            .path2 = (uint32_t)strlen(path2),
                            .inode = inode},
            "");
}

void shim_log_fd(enum shim_op op, int fd, off_t offset, const void *data, size_t n)
{
    struct stat st;

    if (log_fd < 0 || fstat(fd, &st) != 0)
        return;
    put_log(shim_path_of(fd), "",
            &(struct entry){.op = op,
                            .path = (uint32_t)strlen(shim_path_of(fd)),
                            .inode = (uint64_t)st.st_ino,
                            .offset = (uint64_t)offset,
                            .data = (uint32_t)n},
            data);
}
