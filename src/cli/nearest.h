/* nearest: which of many names was meant by one that is none of them. */
#ifndef NEWSMILL_CLI_NEAREST_H
#define NEWSMILL_CLI_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *meant;
    const char *found; /* NULL: nothing is near */
    size_t edits;
};

struct nearest nearest_to(const char *meant);
void nearest_try(struct nearest *nearest, const char *name);

#endif
