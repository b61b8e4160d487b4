/* charset_multibyte: the decoders of East Asian encodings (WHATWG Encoding Standard, sections 10 to
 * 13). How bytes group into characters is the standard's; what each group stands for is iconv's,
 * mended where the standard's indexes differ. */
#ifndef NEWSMILL_BASE_CHARSET_MULTIBYTE_H
#define NEWSMILL_BASE_CHARSET_MULTIBYTE_H

#include "charset.h"

enum { NO_CHAR = 0xFFFFFFFF };

/* One iconv table, asked a character at a time. */
struct table {
    void *cd;        /* iconv_t, NULL when iconv has no such table */
    uint32_t *known; /* answers to codes of two bytes, 0: not asked yet */
};

/* Opens the table of that name; it goes with the arena. with_cache: for two-byte codes. */
void table_open(struct table *table, struct arena *state, const char *name, bool with_cache);

/* The character of n bytes, NO_CHAR when there is none. */
uint32_t table_look(struct table *table, const unsigned char *p, size_t n);

struct multibyte {
    enum charset_kind kind;
    struct table table; /* of the encoding; JIS X 0208 is asked in Shift_JIS form */
    struct table jis0212;
    uint32_t second; /* Big5 has codes that are two characters; 0: none */
    unsigned mode;   /* ISO-2022-JP: the character set that the last escape chose */
    bool escaped;    /* ISO-2022-JP: an escape stands right before */
    bool cut;        /* the bytes ended within a character */
};

void multibyte_open(struct multibyte *decoder, struct arena *state, enum charset charset);

enum { MULTIBYTE_NOTHING = 0xFFFFFFFE }; /* bytes that give no character: an escape */

/* The next character of p[0..n), n > 0: NO_CHAR for a malformed one, MULTIBYTE_NOTHING; *used is
 * how many bytes it takes, at least 1. */
uint32_t multibyte_next(struct multibyte *decoder, const unsigned char *p, size_t n, size_t *used);

#endif
