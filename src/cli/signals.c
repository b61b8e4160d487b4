#include "signals.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

/* How long a run may take to its commit: a reader that waits for a pipe never comes to it, and what
 * is not committed can be lost at any time. */
enum { GRACE = 4, SHELL_CODE = 128 };

/* A thread of its own waits for them: no handler, and so nothing global. */
static void *watch(void *context)
{
    struct signals *signals = context;
    const struct timespec grace = {GRACE, 0};
    int number;

    if (sigwait(&signals->set, &number) != 0 || atomic_load(&signals->left))
        return NULL;
    newsmill_interrupt(signals->mill);
    number = sigtimedwait(&signals->set, NULL, &grace);
    if (atomic_load(&signals->left))
        return NULL;
    _exit(number > 0 ? SHELL_CODE + number : EXIT_INTERRUPTED);
}

void signals_watch(struct signals *signals, newsmill *mill)
{
    signals->mill = mill;
    atomic_init(&signals->left, false);
    sigemptyset(&signals->set);
    sigaddset(&signals->set, SIGINT);
    sigaddset(&signals->set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals->set, NULL);
    signals->watched = pthread_create(&signals->thread, NULL, watch, signals) == 0;
    if (!signals->watched)
        pthread_sigmask(SIG_UNBLOCK, &signals->set, NULL);
}

void signals_leave(struct signals *signals)
{
    if (!signals->watched)
        return;
    signals->watched = false;
    atomic_store(&signals->left, true);
    pthread_kill(signals->thread, SIGTERM); /* pthread_cancel() would load a library for it */
    pthread_join(signals->thread, NULL);
    pthread_sigmask(SIG_UNBLOCK, &signals->set, NULL);
}
