/* thread: threads of a library: signals are for the program that uses it, so none is delivered to
 * them. */
#ifndef NEWSMILL_BASE_THREAD_H
#define NEWSMILL_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* false: the system gives no thread. */
bool thread_start(pthread_t *thread, void *(*work)(void *), void *with);

#endif
