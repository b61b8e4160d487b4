/* write_lines: a file of lines that goes with the records: the ledger, the duplicates. Without
 * state it becomes real at the end of a whole run; of a run that keeps state it is added to, and
 * cut to the last commit. */
#ifndef NEWSMILL_STAGE_WRITE_LINES_H
#define NEWSMILL_STAGE_WRITE_LINES_H

#include "../run.h"

struct write_lines {
    const char *path; /* NULL: none is written, and all below do nothing */
    const char *key;  /* of its rows in a commit: "ledger" */
    struct file *file;
    struct append *log; /* of a run that keeps state */
};

/* false: run_fail() or run_misused() said why; so all below. */
bool write_lines_open(struct write_lines *lines, const char *path, const char *key,
                      struct run *run);
bool write_lines_are_open(const struct write_lines *lines);
/* What comes next is a gzip member of its own, where the file is compressed. */
bool write_lines_part(struct write_lines *lines, struct run *run);
bool write_lines_put(struct write_lines *lines, str line, struct run *run);
bool write_lines_commit(struct write_lines *lines, struct run *run);
bool write_lines_close(struct write_lines *lines, bool whole, struct run *run);

#endif
