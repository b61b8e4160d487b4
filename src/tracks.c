#include "tracks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"

enum { NUMBERS = 8, KEY_SIZE = 40 };
#define HALF_ROW "input-half"

/* An input from the first of its documents that was read till the last was counted. */
struct track {
    uint64_t input;
    struct seen_place read;    /* path is ours */
    struct seen_place resumed; /* documents that were counted before */
    uint64_t counted, counted_chain;
    uint64_t given; /* the last document that counts, or will */
    bool ended;
    struct track *next;
};

struct tracks {
    struct seen *seen;
    struct counted *documents;
    struct fault fault; /* the first: said at the next commit */
    struct track *oldest, *newest;
    uint64_t inputs;
};

struct tracks *tracks_new(struct seen *seen, struct counted *documents)
{
    struct tracks *tracks = calloc(1, sizeof *tracks);

    if (tracks)
        *tracks = (struct tracks){.seen = seen, .documents = documents};
    return tracks;
}

static void drop_oldest(struct tracks *tracks)
{
    struct track *track = tracks->oldest;

    tracks->oldest = track->next;
    if (!tracks->oldest)
        tracks->newest = NULL;
    free((char *)(uintptr_t)track->read.path.p);
    free(track);
}

void tracks_free(struct tracks *tracks)
{
    if (!tracks)
        return;
    while (tracks->oldest)
        drop_oldest(tracks);
    seen_close(tracks->seen);
    counted_close(tracks->documents);
    free(tracks);
}

/* ---- reading ---- */

static struct track *add(struct tracks *tracks, const char *path)
{
    struct track *track = calloc(1, sizeof *track);
    char *copy = strdup(path);

    if (!track || !copy) {
        free(track);
        free(copy);
        return NULL;
    }
    track->input = ++tracks->inputs;
    track->read.path = str_of(copy);
    if (tracks->newest)
        tracks->newest->next = track;
    else
        tracks->oldest = track;
    tracks->newest = track;
    return track;
}

const char *tracks_fault(const struct tracks *tracks)
{
    return tracks->fault.line[0] ? tracks->fault.line : "out of memory";
}

static uint64_t source_of(const struct track *track)
{
    return hash64(track->read.path);
}

/* What stood in the source before does not count again. Pipes have no name that tells them. */
static bool look_back(struct tracks *tracks, struct track *track, uint64_t length)
{
    track->read.known = 0;
    if (!track->read.file.inode || !length)
        return true;
    track->read.known = length;
    return counted_load(tracks->documents, source_of(track), length, &tracks->fault);
}

/* The input that is being passed over is read from its start after all: nothing of it was given. */
static enum track_said begin_anew(struct tracks *tracks)
{
    struct track *track = tracks->newest;

    track->read.documents = track->read.first = track->read.chain = 0;
    track->resumed = (struct seen_place){.documents = 0};
    track->counted = track->counted_chain = track->given = 0;
    return look_back(tracks, track, counted_length(tracks->documents)) ? TRACK_READ : TRACK_FAILED;
}

bool tracks_know(const struct tracks *tracks, const char *path)
{
    struct seen_file file;
    struct stat st;

    if (stat(path, &st) != 0)
        return false;
    file = seen_file_of(&st);
    return seen_is_done(tracks->seen, &file);
}

enum track_said tracks_begin(struct tracks *tracks, const char *path, bool anew)
{
    struct seen_file file = {0, 0, 0, 0};
    struct seen_place known = {.documents = 0};
    enum seen_said said;
    struct track *track;
    struct stat st;

    if (anew)
        return begin_anew(tracks);
    if (strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode))
        file = seen_file_of(&st);
    said = seen_look(tracks->seen, path, &file, &known);
    if (said == SEEN_DONE && !known.content[0])
        return TRACK_DONE;
    track = add(tracks, path);
    if (!track)
        return TRACK_FAILED;
    track->read.file = file;
    if (said == SEEN_NEVER || !known.documents) {
        uint64_t length = counted_has_source(tracks->documents, source_of(track))
                              ? counted_length(tracks->documents)
                              : 0;
        return look_back(tracks, track, length) ? TRACK_READ : TRACK_FAILED;
    }
    if (said == SEEN_HALF && !look_back(tracks, track, known.known))
        return TRACK_FAILED;
    track->counted = track->given = known.documents;
    track->counted_chain = known.chain;
    if (said == SEEN_HALF) {
        track->resumed = known;
        return TRACK_PASS;
    }
    known.path = track->read.path; /* a copy */
    track->read = known;
    track->ended = true;
    return TRACK_DONE;
}

static uint64_t hash_of(const struct doc *doc)
{
    uint64_t parts[5] = {hash64(doc->raw), hash64(doc->fields[FIELD_URL].text),
                         hash64(doc->given_id), doc->offset, doc->why};

    return hash64((str){(const char *)parts, sizeof parts});
}

/* The same wherever it stands; 0: it failed, which another time it may not. */
static uint64_t content_hash(const struct doc *doc)
{
    uint64_t parts[3] = {hash64(doc->raw), hash64(doc->fields[FIELD_URL].text),
                         hash64(doc->given_id)};

    return reason_rows[doc->why].outcome == OUTCOME_FAILED
               ? 0
               : hash64((str){(const char *)parts, sizeof parts});
}

/* A document behind those that were counted before. */
static enum track_document count_or_know(struct tracks *tracks, const struct track_at *at)
{
    struct track *track = tracks->newest;

    if (track->read.known && at->content && counted_has(tracks->documents, at->content))
        return DOCUMENT_KNOWN;
    track->given = at->number;
    return DOCUMENT_COUNTS;
}

enum track_document tracks_document(struct tracks *tracks, const struct doc *doc,
                                    struct track_at *at)
{
    struct track *track = tracks->newest;
    struct seen_place *read = &track->read;
    const struct seen_place *resumed = &track->resumed;
    uint64_t hash = hash_of(doc), link[2] = {read->chain, hash};

    read->chain = hash64((str){(const char *)link, sizeof link});
    if (!read->documents++)
        read->first = hash;
    *at = (struct track_at){track->input, read->documents, read->first, read->chain,
                            content_hash(doc)};
    if (read->documents > resumed->documents)
        return count_or_know(tracks, at);
    if (read->documents == 1 && hash != resumed->first) {
        /* Another input under the same name; none of it was passed over. */
        track->resumed = (struct seen_place){.documents = 0};
        track->counted = track->given = 0;
        return look_back(tracks, track, counted_length(tracks->documents))
                   ? count_or_know(tracks, at)
                   : DOCUMENT_BROKEN;
    }
    if (read->documents < resumed->documents)
        return DOCUMENT_PASSED;
    return read->chain == resumed->chain ? DOCUMENT_LAST_PASSED : DOCUMENT_OTHER;
}

bool tracks_less(const struct tracks *tracks)
{
    return tracks->newest->read.documents < tracks->newest->resumed.documents;
}

bool tracks_end(struct tracks *tracks, bool unreadable)
{
    struct track *track = tracks->newest;
    struct fault fault = {""};

    track->ended = true;
    if (!track->read.file.inode || unreadable ||
        !seen_hash(track->read.path.p, &track->read.file, track->read.content))
        return true;
    return seen_know(tracks->seen, &track->read, &fault);
}

/* ---- counting ---- */

void tracks_count(struct tracks *tracks, const struct track_at *at)
{
    for (struct track *track = tracks->oldest; track; track = track->next)
        if (track->input == at->input) {
            if (at->content && track->read.file.inode && !tracks->fault.line[0])
                counted_put(tracks->documents, source_of(track), at->content, &tracks->fault);
            track->counted = at->number;
            track->counted_chain = at->chain;
            return;
        }
}

/* ---- commits ---- */

static void put_half(struct commit *commit, size_t i, const struct seen_place *place)
{
    char key[KEY_SIZE];
    struct buf value = buf_new(commit->arena, SIZE_MAX / 4);

    snprintf(key, sizeof key, HALF_ROW "-%zu", i);
    buf_printf(&value, "%llu %llu %llu %llu %llu %llu %llu %llu ",
               (unsigned long long)place->file.device, (unsigned long long)place->file.inode,
               (unsigned long long)place->file.size, (unsigned long long)place->file.changed,
               (unsigned long long)place->documents, (unsigned long long)place->first,
               (unsigned long long)place->chain, (unsigned long long)place->known);
    buf_str(&value, place->path);
    commit_put(commit, key, buf_text(&value));
}

static struct seen_place counted_place(const struct track *track)
{
    struct seen_place place = track->read;

    place.documents = track->counted;
    place.chain = track->counted_chain;
    if (track->resumed.documents)
        place.first = track->resumed.first;
    return place;
}

/* Rows for what is half-read, and for what could not be opened, so that a resumed run does not
 * count it again. A pipe that was read to its end, and what could not be opened, is forgotten with
 * the run. */
static void put_halves(struct tracks *tracks, bool ends, struct commit *commit)
{
    struct seen_place place;
    size_t n = 0;

    for (const struct track *track = tracks->oldest; track; track = track->next) {
        place = counted_place(track);
        if (place.documents && !(ends && track->ended))
            put_half(commit, n++, &place);
    }
    for (size_t i = 0; seen_half_at(tracks->seen, i, &place); i++)
        if (!ends || place.file.inode)
            put_half(commit, n++, &place);
}

bool tracks_commit(struct tracks *tracks, bool ends, struct commit *commit, struct fault *fault)
{
    struct append_place written;
    struct track *track;

    if (tracks->fault.line[0])
        return fault_set(fault, "%s", tracks->fault.line);
    while ((track = tracks->oldest) && track->ended && track->counted >= track->given) {
        /* What has no hash (a pipe, a file that changed while it was read) is not done for good. */
        struct seen_place place = counted_place(track);
        if (track->read.content[0] ? !seen_write(tracks->seen, &track->read, fault)
                                   : place.documents && !seen_half(tracks->seen, &place, fault))
            return false;
        drop_oldest(tracks);
    }
    if (!seen_commit(tracks->seen, &written, fault))
        return false;
    commit_put_place(commit, "inputs", &written);
    if (!counted_commit(tracks->documents, &written, fault))
        return false;
    commit_put_place(commit, "documents", &written);
    put_halves(tracks, ends, commit);
    return true;
}

static bool restore_half(struct seen *seen, str value, struct fault *fault)
{
    uint64_t numbers[NUMBERS];
    struct seen_place place;
    str part;

    for (size_t i = 0; i < NUMBERS; i++)
        if (!str_split(&value, ' ', &part) || !str_number(part, &numbers[i]))
            return fault_set(fault, "the commit cannot be understood");
    place = (struct seen_place){
        .file = {numbers[0], numbers[1], numbers[2], (int64_t)numbers[3]},
        .documents = numbers[4],
        .first = numbers[5],
        .chain = numbers[6],
        .known = numbers[7],
        .path = value,
    };
    return seen_half(seen, &place, fault);
}

bool tracks_restore(struct seen *seen, const struct commit *commit, struct fault *fault)
{
    for (size_t i = 0; i < commit->count; i++)
        if (str_starts(str_of(commit->rows[i].key), S(HALF_ROW)) &&
            !restore_half(seen, commit->rows[i].value, fault))
            return false;
    return true;
}
