/* samples: unpacks an archive of data/conformance in NEWSMILL_TESTDATA into a folder of its own,
 * and goes there. Ends the program with 77 (skipped) when it is not there. */
#ifndef NEWSMILL_TEST_SAMPLES_H
#define NEWSMILL_TEST_SAMPLES_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static char samples_folder[] = "/tmp/newsmill-samples-XXXXXX";

static inline int samples_command(const char *const *words)
{
    pid_t child = fork();
    int status = -1;

    if (!child) {
        execvp(words[0], (char *const *)(uintptr_t)words);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        return -1;
    return status;
}

static inline void samples_unpack(const char *name)
{
    const char *data = getenv("NEWSMILL_TESTDATA");
    char archive[4096];
    const char *const words[] = {"tar", "-xzf", archive, "-C", samples_folder, NULL};

    snprintf(archive, sizeof archive, "%s/data/conformance/%s.tar.gz", data ? data : "../shared",
             name);
    if (access(archive, R_OK)) {
        printf("skipped: there is no %s\n", archive);
        exit(77);
    }
    if (!mkdtemp(samples_folder) || samples_command(words) || chdir(samples_folder)) {
        printf("%s cannot be unpacked\n", archive);
        exit(1);
    }
}

static inline void samples_remove(void)
{
    const char *const words[] = {"rm", "-rf", samples_folder, NULL};

    if (chdir("/") || samples_command(words))
        printf("%s is left behind\n", samples_folder);
}

#endif
