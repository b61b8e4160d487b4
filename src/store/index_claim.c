#include "index_claim.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The state that claims the index; empty: none does. */
static void read_claim(const char *dir, char claim[PATH_MAX])
{
    int fd = open(index_path(dir, INDEX_CLAIM).text, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, claim, PATH_MAX - 1);

    if (fd >= 0)
        close(fd);
    claim[n > 0 ? n : 0] = '\0';
    claim[strcspn(claim, "\n")] = '\0';
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

bool index_claim_check(const char *dir, const char *state, uint64_t first, uint64_t end,
                       bool *waits, struct fault *fault)
{
    char claim[PATH_MAX];

    read_claim(dir, claim);
    *waits = claim[0] && (!state || strcmp(claim, state) != 0) &&
             disk_is_there(index_path(claim, "commit").text) && logs_go_on(dir, first, end);
    return !*waits ||
           fault_set(fault,
                     "%.120s: a run that was cut short has to go on first: start it again; its "
                     "state is %.200s",
                     dir, claim);
}

bool index_claim_put(const char *dir, const char *state, struct fault *fault)
{
    char claim[PATH_MAX];

    read_claim(dir, claim);
    return strcmp(claim, state) == 0 ||
           disk_replace(index_path(dir, INDEX_CLAIM).text, str_of(state), fault);
}

bool index_claim_remove(const char *dir, struct fault *fault)
{
    return disk_remove(index_path(dir, INDEX_CLAIM).text, fault);
}
