/* phrases_rules: the rules of boilerplate, read from text files and compiled. What the columns and
 * the signs in a phrase mean is told at the head of share/newsmill/boilerplate.rules. */
#ifndef NEWSMILL_STAGE_PHRASES_RULES_H
#define NEWSMILL_STAGE_PHRASES_RULES_H

#include <pthread.h>
#include <stdatomic.h>

#include "../doc.h"
#include "../run.h"
#include "phrases_tokens.h"

enum phrase_where { PHRASE_ANYWHERE, PHRASE_HEAD, PHRASE_FOOT };
enum phrase_how { PHRASE_LINE, PHRASE_START, PHRASE_CONTAINS, PHRASE_END };

/* Sets of rules that are made at most; the last of them is of all. */
enum { PHRASE_SETS = 4 };

/* Ceilings of a rules file. */
enum {
    PHRASES_MOST_FILE_BYTES = 4 << 20,
    PHRASES_MOST_LINE_BYTES = 1000,
    PHRASES_MOST_RULES = 20000,
    PHRASES_MOST_VARIANTS = 256, /* of a rule, by its (a|b) */
    PHRASES_MOST_LANGUAGES = 62,
    PHRASES_MOST_BYTES = 32 << 20, /* of the patterns of all rules, and an index of them */
    PATTERN_MOST_ELEMENTS = 60,    /* a bit each in the matcher's word, and one for the end */
};

enum element_kind {
    ELEMENT_WORD,
    ELEMENT_DIGITS, /* a number of the phrase itself */
    ELEMENT_NUMBER,
    ELEMENT_ANY,      /* a word or number, whatever it is */
    ELEMENT_NAME,     /* a word that may be of a name */
    ELEMENT_PARTICLE, /* the same, or a short word in lower case: de, van, bin */
    ELEMENT_COLON,
    ELEMENT_PATH,
};

/* The kind in the low byte, the rest of a word's hash above it: all rules have a hundred thousand
 * of them. */
struct element {
    uint64_t bits;
};

/* What an element keeps of a word's hash. */
static inline uint64_t element_key(uint64_t hash)
{
    return hash & ~(uint64_t)UINT8_MAX;
}

static inline struct element element_of(uint64_t hash, enum element_kind kind)
{
    return (struct element){element_key(hash) | kind};
}

static inline enum element_kind kind_of(struct element element)
{
    return (enum element_kind)(element.bits & UINT8_MAX);
}

struct rule {
    enum reason why;
    enum phrase_where where;
    enum phrase_how how;
    uint64_t language; /* its bit */
    uint32_t most;     /* words of the line; 0: as the options say */
    bool is_long;      /* the other ceiling of the options */
    bool ends;         /* what follows is furniture */
    bool open;         /* the line must not end like a sentence */
    bool off;          /* switched off by another file */
    uint32_t line;
    const char *file;
    str text;                     /* as it stands in the file: what `off` names it by */
    str phrase;                   /* its last column, found sound */
    uint32_t firsts, first_count; /* what its patterns begin with, of phrases->firsts */
    uint32_t variants;
    _Atomic(const struct pattern *) patterns; /* so many; NULL until they are asked for */
};

/* One way to say a rule's phrase. Its elements stand in reading order, last first for `end`. */
struct pattern {
    uint64_t optional; /* a bit for each element that may be left out */
    const struct element *elements;
    uint16_t count;
};

/* Rules are checked when they are read, and made into patterns when a line begins as they do
 * (phrases_set.h): most rules never see one. */
struct phrases {
    struct arena *arena;
    pthread_mutex_t lock; /* of the arena and what is made in it once the rules are read */
    struct rule *rules;
    size_t rule_count, rule_room;
    struct element *firsts; /* of `end` rules what they end with */
    size_t first_count, first_room;
    size_t bytes; /* what their patterns may take */
    str languages[PHRASES_MOST_LANGUAGES];
    size_t language_count;
    struct phrase_set *sets[PHRASE_SETS];
    size_t set_count;
};

/* No rules yet. phrases_end() lets go of all but the arena. */
void phrases_begin(struct phrases *phrases, struct arena *arena);
void phrases_end(struct phrases *phrases);

/* Reads path into rules. false: run_misused() said where and why. Leaves by the arena. */
bool phrases_read(struct phrases *phrases, const char *path, struct run *run);
/* The same for one line, which is no comment and stays where it is. NULL when done, else what is
 * wrong with it. */
const char *phrases_add_line(struct phrases *phrases, str line, const char *file, uint32_t number);

/* Bits of the languages whose rules are tried for a text in that language. */
uint64_t phrases_languages(const struct phrases *phrases, str language);

#endif
