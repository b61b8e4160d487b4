/* charset_guess: what encoding bytes are in when nothing says so, or what says so is wrong. */
#ifndef NEWSMILL_BASE_CHARSET_GUESS_H
#define NEWSMILL_BASE_CHARSET_GUESS_H

#include "charset_labels.h"

/* UTF-16 without a byte order mark, known by the NULs of its ASCII characters; CHARSET_NONE. */
enum charset utf16_sniff(str bytes);

/* Asks the detector, if there is one; CHARSET_NONE when it does not know. Never UTF-8. */
enum charset charset_guess(struct arena *state, str bytes);

/* How the bytes do as UTF-8. */
struct utf8_tally {
    size_t good, bad; /* sequences that are not ASCII; ill-formed ones */
};
struct utf8_tally utf8_tally(str bytes);

/* Undoes "fÃ¼r": text that was UTF-8, was read as windows-1252 (or true ISO-8859-1) and written as
 * UTF-8 again. Only when every character beyond ASCII takes part in such a sequence and there are
 * several; else false, and nothing is done. */
bool undo_double_utf8(struct arena *arena, str text, str *undone);

#endif
