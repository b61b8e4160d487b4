/* learn_lines: counts in how many distinct stories of its site a line stands.
 *
 * Stories, not documents: copies of one story, and its later versions, would else make furniture of
 * its own sentences. A document is known by the least hash of five words in a row of each of its
 * longest lines; two documents are one story when they share half of these, and two at least,
 * the line in question not counted. */
#ifndef NEWSMILL_STAGE_LEARN_LINES_H
#define NEWSMILL_STAGE_LEARN_LINES_H

#include "../doc.h"

/* LINE_STORIES: fewer make no furniture. LATEST_STORIES: as many back a copy is known as one. */
enum { STORY_LINES = 8, LINE_STORIES = 3, LATEST_STORIES = 8 };

/* What a document's story is known by; unused places are 0. */
struct story {
    uint32_t lines[STORY_LINES];
};

struct seen_line {
    uint64_t key;                    /* site_line_key(); 0: an empty place */
    uint32_t stories;                /* distinct ones, counted from 1 */
    uint32_t latest[LATEST_STORIES]; /* their documents, by number; the place is stories modulo */
    str text;                        /* once it stands in LINE_STORIES stories */
    uint64_t site;                   /* then too: learned_site.key */
};

struct learned_site {
    uint64_t key;
    str name;
    uint64_t documents;
};

struct learn_lines {
    struct arena *arena;             /* with its ceiling */
    struct seen_line *lines, *spare; /* spare: of the same size, once `most` was reached */
    size_t size, used, most;         /* most: lines remembered at once */
    struct story *stories;           /* a ring */
    size_t ring;                     /* its places: a power of two */
    uint32_t documents;
    struct learned_site *sites;
    size_t site_size, site_count;
    uint64_t forgotten; /* lines of one story that had to make room */
};

/* most: lines remembered at once. Leaves by the arena, as all below. */
void learn_lines_init(struct learn_lines *learn, struct arena *arena, size_t most);

/* Counts the lines of a document. */
void learn_lines_count(struct learn_lines *learn, const struct doc *doc, struct arena *scratch);

/* The text of the file: the lines of at least `least` stories and `percent` of the documents of
 * their site; sites by name, lines by stories. In learn->arena. */
str learn_lines_text(struct learn_lines *learn, uint64_t least, uint64_t percent);

#endif
