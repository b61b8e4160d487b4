#include "scratch.h"

static bool do_safely(scratch_work *work, void *context, struct arena *scratch, struct fault *fault)
{
    jmp_buf way_out;

    scratch->escape = &way_out;
    return setjmp(way_out) ? fault_no_memory(fault) : work(context, scratch, fault);
}

bool scratch_do(scratch_work *work, void *context, struct fault *fault)
{
    struct arena scratch;
    bool done;

    arena_init(&scratch, 0);
    done = do_safely(work, context, &scratch, fault);
    arena_free(&scratch);
    return done;
}
