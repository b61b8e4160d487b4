/* archive_forms: a record that was read back, in another form than its own. */
#ifndef NEWSMILL_ARCHIVE_FORMS_H
#define NEWSMILL_ARCHIVE_FORMS_H

#include "base/arena.h"
#include "base/str.h"

/* The record as `to` ("text", "markdown") has it, in the arena. false: the line is no record. */
bool archive_form(struct arena *arena, struct arena *scratch, str line, const char *to, str *form);

#endif
