/* fuzz: targets in libFuzzer's form. Each is given bytes by libFuzzer (`make fuzz`), or by
 * fuzz_main.c, which replays the corpus as an ordinary test. */
#ifndef NEWSMILL_FUZZ_H
#define NEWSMILL_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Gives the bytes and two arenas to a check, which aborts when something is wrong. Running out of
 * memory is not. Always 0. */
typedef void fuzz_check(struct arena *arena, struct arena *scratch, str bytes);
int fuzz_arenas(fuzz_check *check, const uint8_t *bytes, size_t n);

/* The bytes as an input of a whole run, read as `kind`, with the few rules and small models of
 * tests/fuzz/share; rules: a file of more rules, or NULL. Aborts when the run breaks or its counts
 * do not add up. */
void fuzz_mill(const char *kind, const char *rules, const void *bytes, size_t n);

#endif
