/* stage: the two interfaces of the mill. A stage turns a document into the same document, more
 * filled or marked; a reader turns one input into documents. Neither knows its neighbours; run.c
 * calls them, lists.c says which there are. */
#ifndef NEWSMILL_STAGE_H
#define NEWSMILL_STAGE_H

#include "base/option.h"
#include "doc.h"
#include "run.h"

struct in;

struct stage {
    const char *name, *does;
    size_t size; /* of its state, which run.c allocates and sets to the options' defaults */
    const struct option *options;
    size_t option_count;
    bool in_order; /* depends on other documents or on their order: runs in one thread */
    /* Before the first document. false: the run is broken, run_fail() said why. May be NULL. */
    bool (*open)(void *state, struct run *run);
    /* One document. A pure stage (not in_order) runs on many threads at once with one state, which
     * it must not change. false: the run is broken, run_fail() said why; a bad page is marked by
     * doc_mark() and is no failure. May leave by the document's arena. Stages behind the one that
     * marked the document are not called, those with `marked` excepted. */
    bool (*run)(void *state, struct doc *doc, struct run *run);
    /* Of a stage in order: what of its work depends on the document alone, done side by side:
     * behind all pure stages and under their rules, before run(). May be NULL. */
    bool (*prepare)(void *state, struct doc *doc, struct run *run);
    /* A run that keeps state (run_keeps_state) commits between two documents, first in time by
     * `commit`: what was written is made durable, and run_commit_row() says where it ends; then
     * the run's commit becomes real; then `settle` does what may only happen now, and may be done
     * again (open does it first after a crash): renames, merges, removals. Deciding thread only.
     * false: run_fail() said why. Both may be NULL. */
    bool (*commit)(void *state, struct run *run);
    bool (*settle)(void *state, struct run *run);
    bool not_given; /* passed over with the option `given`: the text was made clean before */
    bool marked;    /* wants rejected and failed documents too */
    /* After the last document, last stage first. whole: commit; not whole: take back.
     * false: run_fail() said why. Also called, with whole false, when open failed. In a run that
     * keeps state all that is to last stands in the last commit: whole or not, close only lets go.
     * May be NULL. */
    bool (*close)(void *state, struct run *run, bool whole);
};

enum reader_said { READER_DOC, READER_END, READER_BROKEN };

struct reader {
    const char *name, *does;
    /* How many bits of the first bytes speak for this reader; 0: not mine. n may be short only
     * at the end of the input. */
    unsigned (*bid)(const uint8_t *head, size_t n);
    bool is_utf8;                 /* is given UTF-16 as UTF-8 */
    size_t size;                  /* of its state for one input, zero at first */
    const struct option *options; /* read through `config`, shared by all inputs */
    size_t option_count;
    size_t config_size;
    /* Once, before the first input. false: the options make no sense, run_misused() said why. May
     * be NULL. */
    bool (*check)(const void *config, struct run *run);
    /* The next document of the input: READER_DOC (perhaps marked as failed), READER_END, or
     * READER_BROKEN after run_fail(). Damage: run_damage(), and where it is in no document, one
     * that fails (cut).
     * Everything it keeps between calls is in `state`; what it needs freed is freed at close. */
    enum reader_said (*next)(void *state, const void *config, struct in *in, struct doc *doc,
                             struct run *run);
    void (*close)(void *state); /* may be NULL */
};

extern const struct reader *const readers[];
extern const size_t reader_count;
extern const struct stage *const stages[];
extern const size_t stage_count;

#endif
