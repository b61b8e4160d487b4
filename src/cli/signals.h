/* signals: SIGINT and SIGTERM ask the run to stop; a second one, or a run that does not get to it,
 * ends the program at once. */
#ifndef NEWSMILL_CLI_SIGNALS_H
#define NEWSMILL_CLI_SIGNALS_H

#include <newsmill.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

/* Stays where it is while it is watched. */
struct signals {
    newsmill *mill;
    pthread_t thread;
    sigset_t set;
    bool watched;
    atomic_bool left; /* the signal that comes now only ends the thread */
};

/* Before the handle starts threads, which are to leave signals alone. Without memory for a thread
 * signals do what they always did. */
void signals_watch(struct signals *signals, newsmill *mill);
void signals_leave(struct signals *signals);

#endif
