/* seen: which inputs were read to their end, and how far those were that were not. What is done
 * stands in a file that only grows, a row an input; docs/archive.md describes it. */
#ifndef NEWSMILL_STORE_SEEN_H
#define NEWSMILL_STORE_SEEN_H

#include "../base/hash.h"
#include "append.h"

/* What tells a file that was not changed, without reading it. All 0: it is none (a pipe, memory).
 */
struct seen_file {
    uint64_t device, inode, size;
    int64_t changed; /* nanoseconds since 1970 */
};

/* How far an input is. */
struct seen_place {
    struct seen_file file;
    uint64_t documents; /* that count */
    uint64_t first;     /* hash of the first of them */
    uint64_t chain;     /* of all of them, in order */
    uint64_t known;     /* of an input that is read once more: bytes of counted.h that speak of what
                         * stood in it before; 0: it is none */
    str path;
    char content[SHA256_HEX + 1]; /* SHA-256 of the file; "": not known */
};

struct seen;

/* The file `path` as far as the last commit knows it. NULL: fault says why. */
struct seen *seen_open(const char *path, const struct append_place *committed, struct fault *fault);
void seen_close(struct seen *seen); /* NULL is allowed */

/* An input of which only so much is done. */
bool seen_half(struct seen *seen, const struct seen_place *place, struct fault *fault);

enum seen_said { SEEN_NEVER, SEEN_DONE, SEEN_HALF /* *place says how far, but for its path */ };

/* What is known of the file at `path`. Where its size is that of a file that is done, its content
 * decides, and it is read; SEEN_DONE with place->content: it is a copy, to be written as done. */
enum seen_said seen_look(struct seen *seen, const char *path, const struct seen_file *file,
                         struct seen_place *place);
/* Is that very file done? */
bool seen_is_done(const struct seen *seen, const struct seen_file *file);
/* The half-read input number i, counted from 0, that was not asked for yet; false past the last. */
bool seen_half_at(const struct seen *seen, size_t i, struct seen_place *place);

struct stat;
struct seen_file seen_file_of(const struct stat *st);
/* SHA-256 of a file, if it is still the one that it was. */
bool seen_hash(const char *path, const struct seen_file *file, char hex[SHA256_HEX + 1]);

/* The input is read to its end, and is known from now on. */
bool seen_know(struct seen *seen, const struct seen_place *place, struct fault *fault);
/* All its documents count: its row is written. */
bool seen_write(struct seen *seen, const struct seen_place *place, struct fault *fault);
/* *place is what the commit is to know. */
bool seen_commit(struct seen *seen, struct append_place *place, struct fault *fault);

#endif
