#include "outputs.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "mill.h"

void outputs_add(struct outputs *outputs, const char *path)
{
    if (outputs->count < MOST_OUTPUTS) /* more than all stages have */
        outputs->paths[outputs->count++] = path;
}

static void find(struct outputs *outputs, const char *path, size_t *n)
{
    struct stat st;

    if (stat(path, &st) == 0)
        outputs->spared[(*n)++] = (struct folder_spared){st.st_dev, st.st_ino};
}

const struct folder_spared *outputs_find(struct outputs *outputs, size_t *n)
{
    char aside[PATH_MAX];

    *n = 0;
    for (size_t i = 0; i < outputs->count; i++) {
        find(outputs, outputs->paths[i], n);
        snprintf(aside, sizeof aside, "%s.part", outputs->paths[i]); /* base/file.c */
        find(outputs, aside, n);
    }
    return outputs->spared;
}

bool outputs_spare(struct run *run, const char *input)
{
    const struct outputs *outputs = &run->outputs;
    struct stat is, out;

    if (stat(input, &is) != 0 || !S_ISREG(is.st_mode))
        return true;
    for (size_t i = 0; i < outputs->count; i++)
        if (stat(outputs->paths[i], &out) == 0 && out.st_dev == is.st_dev &&
            out.st_ino == is.st_ino)
            return run_misused(run, "%s: is an input, and this run writes it", input);
    return true;
}

void run_writes(struct run *run, const char *path)
{
    if (path && strcmp(path, "-") != 0)
        outputs_add(&run->outputs, path);
}
