#include "timings.h"

#include <time.h>

#include "mill.h"

static const uint64_t NANOSECONDS = 1000000000;

struct timing *timings_new(struct arena *arena)
{
    return ARENA_ARRAY(arena, struct timing, TIMING_STAGES + stage_count);
}

uint64_t timing_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * NANOSECONDS + (uint64_t)now.tv_nsec;
}

void timing_add(struct timing *timing, uint64_t start, bool call)
{
    atomic_fetch_add_explicit(&timing->nanoseconds, timing_now() - start, memory_order_relaxed);
    atomic_fetch_add_explicit(&timing->calls, call, memory_order_relaxed);
}

int newsmill_timing_at(const newsmill *mill, size_t i, newsmill_timing *timing)
{
    const struct timing *row;

    if (!mill->run.config.timings || i >= TIMING_STAGES + stage_count)
        return NEWSMILL_FAILED;
    row = &mill->timings[i];
    *timing = (newsmill_timing){
        .name = i < TIMING_STAGES ? "read" : stages[i - TIMING_STAGES]->name,
        .seconds = (double)atomic_load_explicit(&row->nanoseconds, memory_order_relaxed) /
                   (double)NANOSECONDS,
        .calls = atomic_load_explicit(&row->calls, memory_order_relaxed),
    };
    return NEWSMILL_OK;
}
