/* guard: calls into C++ libraries, which throw when memory is short. */
#ifndef NEWSMILL_BASE_GUARD_H
#define NEWSMILL_BASE_GUARD_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Runs call(with); false: it ended early, for memory is short. call must not longjmp. */
bool guard_memory(void (*call)(void *with), void *with);

#ifdef __cplusplus
}
#endif

#endif
