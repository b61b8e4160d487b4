/* repeat_cascade: lists in which each line begins with the body of the line before it. */
#ifndef NEWSMILL_REPEAT_CASCADE_H
#define NEWSMILL_REPEAT_CASCADE_H

#include "repeat_words.h"

/* Trims the repeated bodies (WHY_CASCADE) and takes their words out of `said`. */
void repeat_cascade(struct doc *doc, struct said *said);

/* Trims the second half of lines that say the same twice (WHY_REPEAT). */
void repeat_halves(struct doc *doc, struct said *said);

#endif
