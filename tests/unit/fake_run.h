/* fake_run: a run that remembers what readers and stages tell it. Included once by a test program,
 * in whose link it takes the place of run.c. */
#ifndef NEWSMILL_TEST_FAKE_RUN_H
#define NEWSMILL_TEST_FAKE_RUN_H

#include <stdarg.h>
#include <stdio.h>

#include "run.h"
#include "store/append.h"

struct run {
    struct run_config config;
    char failed[512], damage[512];
    unsigned damages, skips;
};

bool run_fail(struct run *run, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    vsnprintf(run->failed, sizeof run->failed, format, list);
    va_end(list);
    return false;
}

bool run_misused(struct run *run, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    vsnprintf(run->failed, sizeof run->failed, format, list);
    va_end(list);
    return false;
}

void run_damage(struct run *run, str source, uint64_t offset, const char *format, ...)
{
    va_list list;

    (void)source;
    (void)offset;
    va_start(list, format);
    vsnprintf(run->damage, sizeof run->damage, format, list);
    va_end(list);
    run->damages++;
}

void run_skip(struct run *run)
{
    run->skips++;
}

void run_writes(struct run *run, const char *path)
{
    (void)run;
    (void)path;
}

void run_note(struct run *run, const char *format, ...)
{
    (void)run;
    (void)format;
}

size_t run_jobs(const struct run *run)
{
    (void)run;
    return 1;
}

bool run_keeps_state(const struct run *run)
{
    (void)run;
    return false;
}

const char *run_state_folder(const struct run *run)
{
    (void)run;
    return NULL;
}

str run_committed(const struct run *run, const char *key)
{
    (void)run;
    (void)key;
    return (str){NULL, 0};
}

void run_commit_row(struct run *run, const char *key, str value)
{
    (void)run;
    (void)key;
    (void)value;
}

void run_commit_number(struct run *run, const char *key, uint64_t number)
{
    (void)run;
    (void)key;
    (void)number;
}

struct append_place run_committed_place(const struct run *run, const char *name)
{
    (void)run;
    (void)name;
    return (struct append_place){0, {NULL, 0}};
}

void run_commit_place(struct run *run, const char *name, const struct append_place *place)
{
    (void)run;
    (void)name;
    (void)place;
}

void run_worked_by(struct run *run, str text)
{
    (void)run;
    (void)text;
}

bool run_ends(const struct run *run)
{
    (void)run;
    return false;
}

uint64_t run_number(const struct run *run)
{
    (void)run;
    return 0;
}

const char *run_date(const struct run *run)
{
    (void)run;
    return "2026-01-02";
}

const struct run_config *run_config(const struct run *run)
{
    return &run->config;
}

#endif
