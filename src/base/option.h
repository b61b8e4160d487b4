/* option: rows from which parsing, --help, the man page and configuration come. */
#ifndef NEWSMILL_BASE_OPTION_H
#define NEWSMILL_BASE_OPTION_H

#include "str.h"

enum option_type {
    OPTION_SWITCH, /* bool */
    OPTION_NUMBER, /* uint64_t; a value may end in K, M, G (powers of 1024) */
    OPTION_TEXT,   /* const char *, NULL when not set */
    OPTION_LIST,   /* struct text_list; each setting adds, commas separate */
    OPTION_CHOICE, /* const char *, one of `choices`, "a|b|c" */
};

struct text_list {
    const char **items;
    size_t count;
};

struct option {
    const char *name; /* "min-words" */
    const char *arg;  /* "N"; NULL for a switch */
    enum option_type type;
    size_t offset; /* of the member in the state that the row belongs to */
    uint64_t least, most;
    const char *usual; /* default, as it would be written; NULL: none, no, empty */
    const char *choices;
    const char *help; /* one sentence, without a full stop */
};

/* Sets every member to its default. Texts are kept in the arena. */
void option_defaults(const struct option *rows, size_t count, void *state, struct arena *arena);

/* Sets one. NULL when done, else why not (a constant text, "is not a number" ...); then nothing
 * has changed. */
const char *option_set(const struct option *row, void *state, const char *value,
                       struct arena *arena);

const struct option *option_find(const struct option *rows, size_t count, str name);

#endif
