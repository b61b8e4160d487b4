/* index: the documents seen before, found by what near-duplicates share: exact hashes, and the
 * winnowing keys of their texts. It holds documents by a running number from 0, the docno, in the
 * order in which they were added; it decides nothing. One thread at a time.
 *
 * What is past its window is gone: every look-up says so by false or by leaving it out, never by an
 * error. An error (memory, disk, damage) is final: the call gives false, index_error() says why,
 * and so does every later call. */
#ifndef NEWSMILL_STORE_INDEX_H
#define NEWSMILL_STORE_INDEX_H

#include "../base/hash.h"
#include "../base/str.h"

enum {
    INDEX_HOLDERS = 50,         /* of a key, the latest that a look-up sees */
    INDEX_NO_DOC = -1,          /* as uint32_t: no docno */
    INDEX_LONGEST_ID = 1 << 10, /* bytes of an id that are kept */
};
#define INDEX_UNKNOWN_TIME INT64_MIN
#define INDEX_AS_MANIFEST  UINT64_MAX

/* By what a document can be found exactly; the latest one that has the hash is found. */
enum index_exact {
    INDEX_BODY, /* normal form of the text */
    INDEX_URL,
    INDEX_BEST, /* of a cluster: its best copy so far has the hash of the cluster's id here */
    INDEX_EXACTS
};

enum index_flag {
    INDEX_KEPT = 1,   /* not a duplicate: others may be declared duplicates of it */
    INDEX_DIGEST = 2, /* holds parts of several stories: joins nothing to them */
};

/* What is known of a document. Of a row that is given out, texts are borrowed until the next
 * index_add(). */
struct index_row {
    struct hash128 exact[INDEX_EXACTS]; /* all zero: none */
    uint64_t site;                      /* hash of the registrable domain; 0: unknown */
    int64_t published, seen;            /* seconds since 1970, or INDEX_UNKNOWN_TIME */
    uint32_t of;          /* docno of the kept document that it duplicates; its own when kept */
    uint32_t words;       /* of the text, before any ceiling */
    uint32_t key_count;   /* filled by index_add() */
    uint32_t token_count; /* the same */
    uint32_t flags;       /* enum index_flag */
    str id;               /* of the record */
    str cluster;          /* id of the cluster's first document; empty: its own id */
};

struct index_candidate {
    uint32_t docno, shared; /* how many of the keys it holds */
};

/* Who is a candidate at all, for what strangers share by chance grows with the index. */
struct index_least {
    size_t tokens;   /* of the text that is looked for */
    float per_token; /* keys in common for each token of the shorter of two */
};

struct index_config {
    uint64_t memory_docs;  /* without a folder: documents of a generation; the last one to two
                            * generations are held */
    uint64_t segment_docs; /* in a new folder: documents of the smallest segment; 0: as usual */
    uint64_t window;       /* seconds for which keys and tokens are held; 0: for ever */
    uint64_t exact_window; /* the same for rows and exact hashes */
    int64_t now;           /* the date of the run: no document counts as later than this. What a
                            * window is counted back from is the latest document seen */
    const char *state;     /* whole path of the folder of a run that keeps state; NULL: none. What
                            * its commit names is kept for it when it is cut short */
    const char *made_with; /* seeds, sizes, rules: one line. A folder that was made with another
                            * line is refused; NULL: any will do */
};

struct index;

/* dir NULL: in memory alone. committed: how many documents a commit of the run named; what the
 * folder has past them is forgotten, but for what another run has added and settled since.
 * NULL: error (size bytes) says why in one line; *locked (may be NULL): another process has it, or
 * another run that was cut short has to go on first. */
struct index *index_open(const char *dir, const struct index_config *config, uint64_t committed,
                         bool *locked, char *error, size_t size);

/* The latest document with that hash, and its row. false: there is none, or an error. */
bool index_exact(struct index *index, enum index_exact kind, struct hash128 hash, uint32_t *docno,
                 struct index_row *row);

/* Those that hold any of the n keys (each given once), the INDEX_HOLDERS latest of each key, and
 * share at least so much (NULL: any will do): the `most` that share most, earlier docnos first
 * among equals. Gives how many. */
size_t index_candidates(struct index *index, const uint64_t *keys, size_t n,
                        const struct index_least *least, struct index_candidate *found,
                        size_t most);

/* false: it is past its window, or an error. */
bool index_row(struct index *index, uint32_t docno, struct index_row *row);

/* Its token stream, borrowed until the next index_add(). false: as index_row(). */
bool index_tokens(struct index *index, uint32_t docno, const uint16_t **tokens, size_t *n);

/* The docno that the next document will have. */
uint32_t index_next(const struct index *index);

/* Adds a document; n keys, each given once, and its tokens may both be none. false: an error. */
bool index_add(struct index *index, const struct index_row *row, const uint64_t *keys, size_t n,
               const uint16_t *tokens, size_t token_count);

/* Everything added so far is durable; *docs is the number that a commit names. */
bool index_sync(struct index *index, uint64_t *docs);

/* After the commit, and before another index_add(): what may be done again. Segments take their
 * place in the manifest, and what they replace is removed. */
bool index_settle(struct index *index);

const char *index_error(const struct index *index); /* NULL: none */

/* Lets go of it; what was not synced is lost. NULL is allowed. */
void index_close(struct index *index);

#endif
