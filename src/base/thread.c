#include "thread.h"

#include <signal.h>

bool thread_start(pthread_t *thread, void *(*work)(void *), void *with)
{
    sigset_t all, before;
    bool started;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* a thread inherits it */
    started = pthread_create(thread, NULL, work, with) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}
