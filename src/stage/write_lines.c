#include "write_lines.h"

#include <stdio.h>
#include <string.h>

#include "../base/file.h"
#include "../store/append.h"

/* A file that the commit does not know, or that was taken away since, goes on at its end. */
static bool open_log(struct write_lines *lines, struct run *run)
{
    struct append_place place = run_committed_place(run, lines->key);
    bool shorter = false;
    struct fault fault = {""};

    if (str_ends(str_of(lines->path), S(".gz")) || !strcmp(lines->path, "-"))
        return run_misused(run, "%s: the %s of a run that keeps state is a plain file", lines->path,
                           lines->key);
    if (!str_eq(run_committed(run, lines->key), str_of(lines->path)))
        place = (struct append_place){UINT64_MAX, {NULL, 0}};
    lines->log = append_open(lines->path, &place, &shorter, &fault);
    if (!lines->log)
        return run_fail(run, "%s", fault.line);
    if (shorter)
        run_note(run, "%s: is shorter than at the last commit; lines are added to it", lines->path);
    return true;
}

bool write_lines_open(struct write_lines *lines, const char *path, const char *key, struct run *run)
{
    const char *error = "";

    *lines = (struct write_lines){.path = path, .key = key};
    if (!path)
        return true;
    if (run_keeps_state(run))
        return open_log(lines, run);
    if (run_config(run)->dry_run)
        return true;
    lines->file = file_open(path, str_ends(str_of(path), S(".gz")), &error);
    return lines->file || run_fail(run, "%s: %s", path, error);
}

bool write_lines_are_open(const struct write_lines *lines)
{
    return lines->file || lines->log;
}

bool write_lines_put(struct write_lines *lines, str line, struct run *run)
{
    struct fault fault = {""};

    if (lines->log)
        return append_put(lines->log, line, &fault) || run_fail(run, "%s", fault.line);
    if (file_write(lines->file, line) && (strcmp(lines->path, "-") != 0 || file_flush(lines->file)))
        return true;
    return run_fail(run, "%s: %s", lines->path, file_error(lines->file));
}

bool write_lines_part(struct write_lines *lines, struct run *run)
{
    return !lines->file || file_end_member(lines->file) ||
           run_fail(run, "%s: %s", lines->path, file_error(lines->file));
}

/* At the end, and at first, without a tail: who moves the file away between two runs shall not find
 * lines of it in the next. */
static bool commit_log(struct append *log, bool ends, struct append_place *place,
                       struct fault *fault)
{
    return append_commit(log, place, fault) &&
           ((place->bytes && !ends) || append_sync(log, place, fault));
}

bool write_lines_commit(struct write_lines *lines, struct run *run)
{
    struct append_place place;
    struct fault fault = {""};

    if (!lines->log)
        return true;
    if (!commit_log(lines->log, run_ends(run), &place, &fault))
        return run_fail(run, "%s", fault.line);
    run_commit_row(run, lines->key, str_of(lines->path));
    run_commit_place(run, lines->key, &place);
    return true;
}

bool write_lines_close(struct write_lines *lines, bool whole, struct run *run)
{
    struct file *closing = lines->file;
    const char *error = "";

    append_close(lines->log);
    lines->log = NULL;
    lines->file = NULL;
    if (!whole)
        file_drop(closing);
    else if (closing && !file_commit(closing, &error))
        return run_fail(run, "%s: %s", lines->path, error);
    return true;
}
