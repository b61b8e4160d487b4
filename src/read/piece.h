/* piece: the part of an input that is one document, where what ends it stands among the bytes: a
 * row of a table, a document among others in one file. */
#ifndef NEWSMILL_READ_PIECE_H
#define NEWSMILL_READ_PIECE_H

#include "../stage.h"
#include "in.h"

/* Looks for the end of the piece from *at on. true: it ends before *at; false: it does not end in
 * what is shown, and *at is where to go on when there is more (perhaps less than there is: an end
 * may have begun). */
typedef bool piece_ends(void *with, str shown, size_t *at);

enum piece_said {
    PIECE_WHOLE,
    PIECE_LAST,    /* the input ends it; may be empty */
    PIECE_DAMAGED, /* so does damage */
    PIECE_OVER,    /* it is larger than `most`, and used up */
};

/* Shows the next piece, which holds until the input is asked again, and is used up by in_skip(). */
enum piece_said piece_read(struct in *in, size_t most, piece_ends *ends, void *with, str *piece);

/* Says where the input is damaged, and goes on behind it. Gives what it is. */
const char *piece_pass_damage(struct in *in, const struct doc *doc, struct run *run);

#endif
