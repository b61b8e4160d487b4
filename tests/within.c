/* within SECONDS MEGABYTES COMMAND...: runs a command and ends as it does, unless it took more CPU
 * time or more memory than that, or ended by a signal: then it says so and ends with 99. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OVER = 99, NOT_RUN = 98, HANGS = 10 /* times the seconds, by the clock */ };

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    double most_seconds, took, most_megabytes, memory;
    struct rusage used;
    int status;
    pid_t child;

    if (argc < 4)
        return NOT_RUN;
    most_seconds = (double)strtoul(argv[1], NULL, 10);
    most_megabytes = (double)strtoul(argv[2], NULL, 10);
    child = fork();
    if (child == 0) {
        alarm((unsigned)most_seconds * HANGS);
        execvp(argv[3], argv + 3);
        _exit(NOT_RUN);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child)
        return NOT_RUN;
    took = seconds(used.ru_utime) + seconds(used.ru_stime);
    memory = (double)used.ru_maxrss / 1024;
    if (WIFEXITED(status) && took <= most_seconds && memory <= most_megabytes)
        return WEXITSTATUS(status);
    fprintf(stderr, "within: took %.2f s and %.0f MB; ended by %s %d\n", took, memory,
            WIFEXITED(status) ? "exit code" : "signal",
            WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    return OVER;
}
