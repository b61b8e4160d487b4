/* run_stages: one document through the stages, with the arenas' way out. */
#include "mill.h"

typedef bool stage_work(void *state, struct doc *doc, struct run *run);

/* What stage i has to do with the document now; NULL: nothing. */
static stage_work *work_of(const struct newsmill *mill, size_t i, const struct doc *doc,
                           bool in_order)
{
    const struct stage *stage = stages[i];

    if ((doc->why != WHY_KEPT && !stage->marked) || (stage->not_given && mill->run.config.given))
        return NULL;
    if (stage->in_order == in_order)
        return stage->run;
    return in_order ? NULL : stage->prepare;
}

/* One stage on one document. What it allocates leaves by the arenas' escape: no memory breaks the
 * run, a ceiling of the document's own is an outcome of that document. */
static bool run_stage(struct newsmill *mill, size_t i, stage_work *work, struct doc *doc)
{
    jmp_buf way_out;

    doc->arena->escape = doc->scratch->escape = &way_out;
    switch (setjmp(way_out)) {
    case 0:
        return work(mill->stage_states[i], doc, &mill->run);
    case ARENA_CEILING:
        doc_mark(doc, WHY_MEMORY_LIMIT);
        doc->block_count = doc->fact_count = 0;
        doc->arena->ceiling = 0;
        return true;
    default:
        return run_fail(&mill->run, "out of memory");
    }
}

bool mill_run_stages(struct newsmill *mill, struct newsmill_doc *place, bool in_order,
                     struct arena *scratch)
{
    const bool timed = mill->run.config.timings;
    struct doc *doc = &place->doc;
    bool sound = true;

    doc->scratch = scratch;
    if (in_order)
        place->arena.ceiling = 0;
    for (size_t i = 0; sound && i < stage_count; i++) {
        stage_work *work = work_of(mill, i, doc, in_order);
        if (!work)
            continue;
        uint64_t start = timed ? timing_now() : 0;
        sound = run_stage(mill, i, work, doc);
        arena_reset(scratch);
        if (timed)
            timing_add(&mill->timings[TIMING_STAGES + i], start, work == stages[i]->run);
    }
    doc->scratch = NULL;
    return sound;
}
