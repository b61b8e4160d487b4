/* sketch: what near-duplicates are found by. It depends on the text and the address alone. */
#ifndef NEWSMILL_STAGE_SKETCH_H
#define NEWSMILL_STAGE_SKETCH_H

#include "../base/hash.h"
#include "../doc.h"

/* A token is 16 bits: a hash of the word's normal form, and two marks. */
enum {
    TOKEN_HASHES = 1 << 14,
    TOKEN_HASH = TOKEN_HASHES - 1,
    TOKEN_NAME = 1 << 14,   /* capital inside a sentence */
    TOKEN_FIGURE = 1 << 15, /* number, number word, weekday, month */
    TOKEN_HARD = TOKEN_NAME | TOKEN_FIGURE,
};

/* Of all that decides what a text's sketch is; an index holds those of one version alone. */
enum { SKETCH_VERSION = 3 };

struct sketch {
    struct hash128 body, url; /* of the whole normal form; of the normalised address */
    uint64_t site;            /* hash of the registrable domain; 0: unknown */
    uint32_t *ends;           /* of each block of the document: words before its end */
    uint64_t *keys;           /* winnowing keys, in order of size, each once */
    uint16_t *tokens;
    uint32_t key_count, token_count;
    uint32_t words; /* tokens before the ceiling */
    bool is_shown;  /* --emit-sketch: it goes into the record */
};

#endif
