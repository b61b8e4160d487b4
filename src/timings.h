/* timings: what processor time reading and each stage take, measured only when asked for. */
#ifndef NEWSMILL_TIMINGS_H
#define NEWSMILL_TIMINGS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Of reading, then of each stage. Threads add to them side by side. */
struct timing {
    _Atomic uint64_t nanoseconds, calls;
};
enum { TIMING_READ, TIMING_STAGES }; /* rows: that of stage i is TIMING_STAGES + i */

struct timing *timings_new(struct arena *arena);

/* Processor time of this thread so far, in nanoseconds. */
uint64_t timing_now(void);

/* Adds what began at `start`: a call, or what was done for one beforehand. */
void timing_add(struct timing *timing, uint64_t start, bool call);

#endif
