#include "index_claim.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The state's folder as it is reached from the index: both may be moved or copied together. */
static void name_state(const char *dir, const char *state, char name[PATH_MAX])
{
    char real[PATH_MAX];
    size_t i = 0, common = 0, n = 0;

    if (!realpath(dir, real))
        real[0] = '\0';
    for (; real[i] && real[i] == state[i]; i++)
        if (real[i] == '/')
            common = i;
    if ((!real[i] || real[i] == '/') && (!state[i] || state[i] == '/'))
        common = i;
    for (const char *up = real + common; *up && n + 3 < PATH_MAX; up++)
        if (*up == '/')
            n += (size_t)snprintf(name + n, PATH_MAX - n, "../");
    snprintf(name + n, PATH_MAX - n, "%s", state[common] ? state + common + 1 : ".");
}

/* The state that claims the index; empty: none does. A claim that cannot be read may be another
 * run's, whose documents would be cut. */
static bool read_claim(const char *dir, char claim[PATH_MAX], struct fault *fault)
{
    struct index_path path = index_path(dir, INDEX_CLAIM);
    ssize_t n = 0;
    int fd;

    do
        fd = open(path.text, O_RDONLY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    if (fd < 0 && errno != ENOENT)
        return fault_set(fault, "%s: %s", path.text, strerror(errno));
    do
        n = fd < 0 ? 0 : read(fd, claim, PATH_MAX - 1);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        fault_set(fault, "%s: %s", path.text, strerror(errno));
    if (fd >= 0)
        close(fd);
    claim[n > 0 ? n : 0] = '\0';
    claim[strcspn(claim, "\n")] = '\0';
    return n >= 0;
}

/* Do logs hold more than the manifest names? */
static bool logs_go_on(const char *dir, uint64_t first, uint64_t end)
{
    DIR *folder = opendir(dir);
    struct dirent *entry;
    bool go_on = false, log;
    uint64_t number;
    struct stat st;

    while (folder && !go_on && (entry = readdir(folder)))
        go_on = index_file_numbered(entry->d_name, &number, &log) && log && number >= first &&
                stat(index_path(dir, entry->d_name).text, &st) == 0 &&
                (number > first || (uint64_t)st.st_size > end);
    if (folder)
        closedir(folder);
    return go_on;
}

static bool holds_commit(const char *dir, const char *claim)
{
    char path[2 * PATH_MAX];

    snprintf(path, sizeof path, "%s/%s/commit", dir, claim);
    return disk_is_there(path);
}

bool index_claim_check(const char *dir, const char *state, uint64_t first, uint64_t end,
                       bool *waits, struct fault *fault)
{
    char claim[PATH_MAX], own[PATH_MAX] = "";

    if (!read_claim(dir, claim, fault))
        return false;
    if (state)
        name_state(dir, state, own);
    *waits = claim[0] && strcmp(claim, own) != 0 && holds_commit(dir, claim) &&
             logs_go_on(dir, first, end);
    return !*waits ||
           fault_set(fault,
                     "%.120s: a run that was cut short has to go on first: start it again; its "
                     "state is %.120s/%.200s",
                     dir, dir, claim);
}

bool index_claim_put(const char *dir, const char *state, struct fault *fault)
{
    char claim[PATH_MAX], own[PATH_MAX];

    if (!read_claim(dir, claim, fault))
        return false;
    name_state(dir, state, own);
    return strcmp(claim, own) == 0 ||
           disk_replace(index_path(dir, INDEX_CLAIM).text, str_of(own), fault);
}

bool index_claim_remove(const char *dir, struct fault *fault)
{
    return disk_remove(index_path(dir, INDEX_CLAIM).text, fault);
}
