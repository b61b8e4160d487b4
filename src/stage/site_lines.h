/* site_lines: lines that are furniture of one site, as a file that a person can read and edit.
 *
 *     [example.com] 120 documents
 *     37 Sign up for our morning letter
 *
 * A site in brackets, below it its lines, each behind the number of stories that it was seen in.
 * Empty lines and those that begin with # say nothing. */
#ifndef NEWSMILL_STAGE_SITE_LINES_H
#define NEWSMILL_STAGE_SITE_LINES_H

#include "../doc.h"
#include "../run.h"

enum { SITE_LINE_BYTES = 2000 }; /* a longer block is no line of furniture */

/* What a line of a site is known by: its words in lower case. 0: it has none, or is too long. */
uint64_t site_line_key(struct arena *arena, str site, str line);

/* A set of keys, made from files and then only read. */
struct site_lines {
    uint64_t *keys;
    size_t size, used; /* size: a power of two, or 0 */
};

/* Adds the lines of a file that were seen in at least `least` stories. Leaves by the arena. false:
 * run_misused() named the file and the line. */
bool site_lines_read(struct site_lines *lines, struct arena *arena, const char *path,
                     uint64_t least, struct run *run);
bool site_lines_have(const struct site_lines *lines, uint64_t key);

#endif
