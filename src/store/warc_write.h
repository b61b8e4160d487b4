/* warc_write: WARC/1.1 files that are written record by record, each record a gzip member of its
 * own (ISO 28500:2017, annex D), and cut into files of a size.
 *
 * Records are packed on threads and stand in the files in the order in which they were added. A
 * file grows under its name with ".part" behind it. warc_write_sync() makes durable what was
 * added and says where that ends; the caller keeps that place with what else it keeps, and opens
 * with it again: what lies behind is cut, so that a record stands in the files if and only if the
 * caller's commit says so. warc_write_settle() is for after the commit: files that are full lose
 * their ".part". */
#ifndef NEWSMILL_STORE_WARC_WRITE_H
#define NEWSMILL_STORE_WARC_WRITE_H

#include "warc_id.h"

enum { WARC_NAME = 64 }; /* room for the name of a file */

struct warc_write;

struct warc_place {
    uint64_t run, file; /* that the file's name is made of */
    uint64_t offset;
};

struct warc_write_config {
    const char *folder;  /* made when it is not there */
    uint64_t file_bytes; /* from this size on a file is full */
    size_t threads;      /* that pack; 0: whoever adds a record packs it */
    str info;            /* fields of the warcinfo record, "name: value\r\n" each */
};

/* What a record is made of; empty: there is no such field. */
struct warc_out {
    const char *type;         /* "response" ... */
    const char *content_type; /* of the block */
    str id;                   /* by warc_id() */
    str uri, date, ip;
    str concurrent_to, truncated, profile;
    str refers_to, refers_to_uri, refers_to_date;
    bool opt_out; /* the page reserves itself from training */
    str extra;    /* more fields, "name: value\r\n" each */
    str head;     /* the block: head, then body */
    str body;
    str payload_digest; /* of the body, "sha256:..."; empty: none */
};

/* Goes on at a place. NULL: error (of `room` bytes) says why. */
struct warc_write *warc_write_open(const struct warc_write_config *config,
                                   const struct warc_place *place, char *error, size_t room);
/* A new run begins: its first file is begun when there is something to write. The last run was
 * finished and settled. */
void warc_write_begin(struct warc_write *warc, uint64_t run);
/* Removes the files of the run, which was finished and settled. What is not there is no fault. */
bool warc_write_remove(struct warc_write *warc);
void warc_write_close(struct warc_write *warc); /* leaves the ".part" behind; NULL is allowed */

/* Each is false when the disk is full or the like: warc_write_error() says why, and every later
 * call fails too. */
bool warc_write_add(struct warc_write *warc, const struct warc_out *record); /* copies it */
bool warc_write_sync(struct warc_write *warc, struct warc_place *place);
/* The same, and the file is full now, however large it is. */
bool warc_write_finish(struct warc_write *warc, struct warc_place *place);
bool warc_write_settle(struct warc_write *warc);
bool warc_write_is_full(struct warc_write *warc); /* the next sync begins another file */
const char *warc_write_error(const struct warc_write *warc);

/* May so many records be added? If not, take one that was added before. */
bool warc_write_has_room(const struct warc_write *warc, unsigned records);

/* Where the oldest record stands that was added and not taken yet; wait: when that is known. NONE:
 * there is none (or its place is not known yet). */
enum warc_took { WARC_NONE, WARC_TAKEN, WARC_BROKEN };
enum warc_took warc_write_take(struct warc_write *warc, bool wait, struct warc_place *place);

/* The name of the file of a place, without a folder, when it is full. */
void warc_write_name(const struct warc_place *place, char name[WARC_NAME]);

/* How many records were added in all. */
uint64_t warc_write_added(const struct warc_write *warc);

#endif
