/* judge_signs: what speaks for one type of page or another, each a yes or no. */
#ifndef NEWSMILL_JUDGE_SIGNS_H
#define NEWSMILL_JUDGE_SIGNS_H

#include "../doc.h"

enum sign {
#define SIGN(id, ...) SIGN_##id,
#include "judge_signs.def"
#undef SIGN
    SIGN_COUNT
};

struct signs {
    bool has[SIGN_COUNT];
};

/* Signs of the document; looks at all blocks, kept or not, that stand in no furniture. */
struct signs signs_of(const struct doc *doc);

/* Its parts: what the page claims of itself, its address, what its blocks look like. */
void signs_of_claims(const struct doc *doc, struct signs *signs);
void signs_of_address(const struct doc *doc, struct signs *signs);
void signs_of_blocks(const struct doc *doc, struct signs *signs);
void signs_of_cards(const struct doc *doc, struct signs *signs);

/* Does the block stand in the body of the page: in no menu, header, footer ...? */
bool in_body(const struct doc *doc, const struct block *block);

/* A paragraph of running text. */
bool is_running(const struct block *block);

/* A few words without a stop, as on a button or before a number. */
bool is_label(const struct block *block);

/* Does the block name a price? */
bool names_price(str text);

/* The address as fetched, or as the page gives it; empty when unknown. */
str doc_address(const struct doc *doc);

#endif
