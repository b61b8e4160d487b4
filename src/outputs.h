/* outputs: what the run itself writes: where a folder that is read holds it, it is no input. */
#ifndef NEWSMILL_OUTPUTS_H
#define NEWSMILL_OUTPUTS_H

#include "read/folder.h"

enum { MOST_OUTPUTS = 8 };

struct outputs {
    const char *paths[MOST_OUTPUTS];
    size_t count;
    struct folder_spared spared[2 * MOST_OUTPUTS]; /* those that were there when looked for last */
};

struct run;

void outputs_add(struct outputs *outputs, const char *path);

/* Looks which of them are there now; *n: how many. They hold until the next call. */
const struct folder_spared *outputs_find(struct outputs *outputs, size_t *n);

/* A file that is named as an input, by whatever name. false: the run writes it, and run_misused()
 * said so: its end would be the end of the input. */
bool outputs_spare(struct run *run, const char *input);

#endif
