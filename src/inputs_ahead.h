/* inputs_ahead: files that come next are opened, and their compression undone, by threads that have
 * no page to work on, several side by side: whoever reads finds the first bytes there. What is read
 * and in what order is for inputs.c to say, and is the same without it. */
#ifndef NEWSMILL_INPUTS_AHEAD_H
#define NEWSMILL_INPUTS_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

struct in;
struct in_limits;
struct inputs_ahead;

/* At most so many files at once; the limits hold as long as it. NULL: memory is short. */
struct inputs_ahead *inputs_ahead_new(size_t most, const struct in_limits *limits);
/* No thread works on it any more. NULL is allowed. */
void inputs_ahead_free(struct inputs_ahead *ahead);

/* The thread that reads: is there room, and was the file not told yet? */
bool inputs_ahead_wants(struct inputs_ahead *ahead, const char *path);
/* The same thread: this file comes, behind those that were told before. Nothing happens when it is
 * not wanted. */
void inputs_ahead_tell(struct inputs_ahead *ahead, const char *path);
/* The same thread: the file, if it was opened and is still the one of that name, for the caller to
 * close. NULL: it has to be opened. What was told before it is forgotten. */
struct in *inputs_ahead_take(struct inputs_ahead *ahead, const char *path);

/* Any other thread: opens the oldest that nobody works on. false: there is none. */
bool inputs_ahead_work(struct inputs_ahead *ahead);

#endif
