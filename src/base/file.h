/* file: an output that becomes real only when it is whole: written aside, synced, renamed. */
#ifndef NEWSMILL_BASE_FILE_H
#define NEWSMILL_BASE_FILE_H

#include "str.h"

struct file; /* an output being written */

/* Opens path for writing: "-" is standard output; a regular file is written aside in its folder
 * until file_commit(); an existing device or pipe is written straight. gz: as one gzip member.
 * NULL: *error is a constant text or strerror. */
struct file *file_open(const char *path, bool gz, const char **error);

/* false: the disk is full, the pipe is closed ...; file_error() says which. Every later call fails
 * too. */
bool file_write(struct file *file, str s);
const char *file_error(const struct file *file);

/* Of a compressed file: what comes next stands in a gzip member of its own. */
bool file_end_member(struct file *file);

/* Writes what is buffered, so that a reader of a pipe sees whole records. */
bool file_flush(struct file *file);

/* Flushes, syncs, closes and renames, and syncs the folder: true means that the output is there.
 * Frees file in either case; on false *error says why and nothing is left of it. */
bool file_commit(struct file *file, const char **error);

/* Closes and removes what was written aside. NULL is allowed. */
void file_drop(struct file *file);

#endif
