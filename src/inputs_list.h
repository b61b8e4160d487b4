/* inputs_list: what was given to be read, in its order. */
#ifndef NEWSMILL_INPUTS_LIST_H
#define NEWSMILL_INPUTS_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct input {
    char *name;
    const void *bytes; /* NULL: a path */
    size_t n;
    struct input *next;
};

struct input_list { /* zero at first */
    struct input *first, *last;
    uint64_t total; /* bytes of all that were added, as far as it is known */
    bool total_unknown;
};

/* false: memory is short. The bytes stay where they are. */
bool input_list_add(struct input_list *list, const char *name, const void *bytes, size_t n);
/* The first leaves. */
void input_list_drop(struct input_list *list);

bool input_is_folder(const struct input *input);

#endif
