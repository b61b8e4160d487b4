/* commit: what says where everything stands, and the point at which it becomes real. Rows of a key
 * and a value, a line each, and a check of them at the end. They stand in two files by turns, so
 * that one is whole while the other is written over: a sync instead of the two of a file that is
 * replaced.
 */
#ifndef NEWSMILL_STORE_COMMIT_H
#define NEWSMILL_STORE_COMMIT_H

#include "append.h"

struct commit_row {
    const char *key;
    str value;
};

struct commit {
    struct arena *arena; /* its escape is set by whoever calls */
    struct commit_row *rows;
    size_t count, room;
    uint64_t number;   /* counted from 0, which an empty one has too */
    bool after_damage; /* of the two files that were read the other one is damaged */
};

struct commit commit_new(struct arena *arena);
/* Copies both. The key is a word. */
void commit_put(struct commit *commit, const char *key, str value);
void commit_put_number(struct commit *commit, const char *key, uint64_t number);

/* Empty: there is no such row. */
str commit_get(const struct commit *commit, const char *key);
uint64_t commit_get_number(const struct commit *commit, const char *key); /* 0: the same */

/* How far the file of that name is, in two rows; 0 bytes: there are none. */
void commit_put_place(struct commit *commit, const char *name, const struct append_place *place);
struct append_place commit_get_place(const struct commit *commit, const char *name);

/* The name of the other file is that of the first and this. */
#define COMMIT_OTHER ".other"

/* Fills the commit from the later of both files that is sound; no file: it stays empty. false: none
 * can be read, or is sound. */
bool commit_read(struct commit *commit, const char *path, struct fault *fault);
/* Numbers it as the one behind `last` and writes it over the one before that: true means that the
 * rows are real. */
bool commit_write(struct commit *commit, const struct commit *last, const char *path,
                  struct fault *fault);

#endif
