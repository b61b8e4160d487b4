/* meta_lang: the language of a page: its own claims, checked by its text. */
#ifndef NEWSMILL_STAGE_META_LANG_H
#define NEWSMILL_STAGE_META_LANG_H

#include "../doc.h"

/* The primary subtag of a tag in lower case: "en" of "en-US", "en_GB" or "eng"; iw, in and ji
 * become he, id and yi; nb and nn become no, since few sites tell them apart; tl becomes fil.
 * Empty: no language tag. In `arena`. */
str lang_subtag(struct arena *arena, str tag);

/* Sets FIELD_LANG. claim: what JSON-LD says, may be empty. */
void lang_set(struct doc *doc, str claim);

/* The region of <html lang>, og:locale ...: "US" of "en-US"; empty: none said. */
str lang_region(const struct doc *doc);

#ifdef HAVE_CLD2
/* lang_cld2.cc: code of the text's language in code[0..7], "" when not sure. `claim`: NUL-ended
 * code of what the page says, or NULL. false: memory is short. */
bool lang_cld2(const char *text, int n, const char *claim, char code[8]);
#endif

#endif
