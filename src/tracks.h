/* tracks: of a run that keeps state, how far each input is: read, and counted, which lags behind by
 * what is being worked on. What a commit names is what was counted. */
#ifndef NEWSMILL_TRACKS_H
#define NEWSMILL_TRACKS_H

#include "doc.h"
#include "store/commit.h"
#include "store/counted.h"
#include "store/seen.h"

struct tracks;

/* Where a document stands among the inputs. */
struct track_at {
    uint64_t input;  /* running number of the input in this process, from 1; 0: not tracked */
    uint64_t number; /* of the document in it, from 1 */
    uint64_t first, chain;
    uint64_t content; /* hash of what it is, wherever it stands; 0: it failed */
};

/* Both are its own from now on. NULL: memory is short. */
struct tracks *tracks_new(struct seen *seen, struct counted *documents);
void tracks_free(struct tracks *tracks); /* NULL is allowed */

enum track_said {
    TRACK_READ,  /* its documents count */
    TRACK_PASS,  /* the first of them were counted before */
    TRACK_DONE,  /* it was read to its end before */
    TRACK_FAILED /* tracks_fault() says why */
};
const char *tracks_fault(const struct tracks *tracks);

/* Was the file read to its end before, as far as can be told without reading it? */
bool tracks_know(const struct tracks *tracks, const char *path);

/* The next input. anew: the same once more, from its start, whatever was counted of it. */
enum track_said tracks_begin(struct tracks *tracks, const char *path, bool anew);

enum track_document {
    DOCUMENT_COUNTS,
    DOCUMENT_PASSED,
    DOCUMENT_LAST_PASSED,
    DOCUMENT_KNOWN, /* it stood in the source when that was another text */
    DOCUMENT_OTHER,
    DOCUMENT_BROKEN /* tracks_fault() says why */
};
/* The next document of it, which was counted before (and is the last such), or does not agree with
 * what was counted. */
enum track_document tracks_document(struct tracks *tracks, const struct doc *doc,
                                    struct track_at *at);
/* Has less of it come than was counted? */
bool tracks_less(const struct tracks *tracks);
/* The input ends; unreadable: what could not be opened, or read to its end, is tried again in the
 * next run. false:
 * memory is short. */
bool tracks_end(struct tracks *tracks, bool unreadable);

/* The document was counted: in the order in which they were read. */
void tracks_count(struct tracks *tracks, const struct track_at *at);

/* Makes durable which inputs are done, and adds the rows of the commit. ends: the run is whole. */
bool tracks_commit(struct tracks *tracks, bool ends, struct commit *commit, struct fault *fault);
/* Takes from a commit what inputs it left half-read. */
bool tracks_restore(struct seen *seen, const struct commit *commit, struct fault *fault);

#endif
