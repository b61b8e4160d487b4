#include "inputs_list.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void add_to_total(struct input_list *list, const struct input *input)
{
    struct stat status;

    if (input->bytes)
        list->total += input->n;
    else if (stat(input->name, &status) || !S_ISREG(status.st_mode))
        list->total_unknown = true;
    else
        list->total += (uint64_t)status.st_size;
}

bool input_list_add(struct input_list *list, const char *name, const void *bytes, size_t n)
{
    struct input *input = calloc(1, sizeof *input);

    if (input)
        input->name = strdup(name);
    if (!input || !input->name) {
        free(input);
        return false;
    }
    input->bytes = bytes;
    input->n = n;
    *(list->last ? &list->last->next : &list->first) = input;
    list->last = input;
    add_to_total(list, input);
    return true;
}

void input_list_drop(struct input_list *list)
{
    struct input *input = list->first;

    list->first = input->next;
    if (!list->first)
        list->last = NULL;
    free(input->name);
    free(input);
}

bool input_is_folder(const struct input *input)
{
    struct stat status;

    return !input->bytes && strcmp(input->name, "-") && !stat(input->name, &status) &&
           S_ISDIR(status.st_mode);
}
