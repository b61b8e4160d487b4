#include "archive_write.h"

#include <stdio.h>
#include <stdlib.h>

#include "../base/hash.h"
#include "archive.h"
#include "archive_grow.h"
#include "archive_name.h"

enum { ENDING_SIZE = 24, DATE_SIZE = 11, MEMBERS_EACH = 2 /* that wait for each thread */ };

struct archive {
    char *folder;
    char ending[ENDING_SIZE], date[DATE_SIZE];
    uint64_t run, number, shard_bytes;
    bool alone;
    bool owed;          /* COMMITS_EARLY: what a commit named and was not synced */
    struct member head; /* what a shard begins with; without text: nothing */
    struct packers *packers;
    struct growing shard;
    struct bytes rows; /* of shards that were finished since the last commit */
    struct bytes open; /* of the last commit */
};

/* ---- members ---- */

/* The oldest member goes into the shard, which may begin or end with it. */
static bool store(struct archive *archive, const struct member *member, struct fault *fault)
{
    char name[ARCHIVE_NAME_SIZE];

    if (member->failed)
        return fault_no_memory(fault);
    if (!grow_is_open(&archive->shard)) {
        archive_shard_name(name, archive->date, archive->run, archive->number, archive->ending);
        if (!grow_begin(&archive->shard, archive->folder, name, fault))
            return false;
    }
    if (!archive->shard.bytes && archive->head.plain.n &&
        !grow_add(&archive->shard, &archive->head, fault))
        return false;
    if (!grow_add(&archive->shard, member, fault))
        return false;
    if (archive->shard.bytes < archive->shard_bytes)
        return true;
    archive->number++;
    return grow_finish(&archive->shard, &archive->rows, fault);
}

static bool drain(struct archive *archive, bool wait, struct fault *fault)
{
    struct member *member;

    while ((member = packers_take(archive->packers, wait))) {
        if (!store(archive, member, fault))
            return false;
        packers_release(archive->packers);
    }
    return true;
}

/* The member that is being filled. NULL: fault says why. */
static struct member *open_member(struct archive *archive, struct fault *fault)
{
    struct member *place;

    while (!(place = packers_place(archive->packers))) {
        struct member *oldest = packers_take(archive->packers, true);
        if (!oldest || !store(archive, oldest, fault))
            return NULL;
        packers_release(archive->packers);
    }
    return place;
}

static bool put(struct member *member, uint64_t id, str record)
{
    uint64_t length = record.n;

    return bytes_put(&member->ids, &id, sizeof id) &&
           bytes_put(&member->lengths, &length, sizeof length) &&
           bytes_put(&member->plain, record.p, record.n);
}

static bool put_hashed(struct archive *archive, uint64_t id, str record, struct fault *fault)
{
    struct member *member = open_member(archive, fault);

    if (member && member->plain.n &&
        (archive->alone || record.n > MEMBER_MOST - member->plain.n ||
         member->plain.n > MEMBER_MOST)) {
        packers_give(archive->packers);
        member = drain(archive, false, fault) ? open_member(archive, fault) : NULL;
    }
    return member && (put(member, id, record) || fault_no_memory(fault));
}

bool archive_put(struct archive *archive, str id, str record, struct fault *fault)
{
    return put_hashed(archive, hash64(id), record, fault);
}

static bool flush(struct archive *archive, struct fault *fault)
{
    struct member *member = open_member(archive, fault);

    if (!member)
        return false;
    if (member->plain.n)
        packers_give(archive->packers);
    return drain(archive, true, fault);
}

/* ---- the open member, in a commit ---- */

/* Of each record the hash of its id and its length, in digits, and its bytes. */
static bool save_open(struct archive *archive, struct fault *fault)
{
    struct member *member = open_member(archive, fault);
    const uint64_t *ids, *lengths;
    const char *from;

    archive->open.n = 0;
    if (!member)
        return false;
    from = member->plain.p;
    ids = (const uint64_t *)(const void *)member->ids.p;
    lengths = (const uint64_t *)(const void *)member->lengths.p;
    for (size_t i = 0; i < member_records(member); i++) {
        char head[64];
        int n = snprintf(head, sizeof head, "%llu %llu ", (unsigned long long)ids[i],
                         (unsigned long long)lengths[i]);
        if (!bytes_put(&archive->open, head, (size_t)n) ||
            !bytes_put(&archive->open, from, (size_t)lengths[i]))
            return fault_no_memory(fault);
        from += lengths[i];
    }
    return true;
}

static bool load_open(struct archive *archive, str open, struct fault *fault)
{
    while (open.n) {
        str id_digits, length_digits;
        uint64_t id, length;

        if (!str_split(&open, ' ', &id_digits) || !str_split(&open, ' ', &length_digits) ||
            !str_number(id_digits, &id) || !str_number(length_digits, &length) || length > open.n)
            return fault_set(fault, "%s: the commit cannot be understood", archive->folder);
        if (!put_hashed(archive, id, str_slice(open, 0, (size_t)length), fault))
            return false;
        open = str_from(open, (size_t)length);
    }
    return true;
}

/* ---- from commit to commit ---- */

bool archive_commit(struct archive *archive, bool ends, struct archive_place *place,
                    struct fault *fault)
{
    struct growing *shard = &archive->shard;

    if (!(ends ? flush(archive, fault) : drain(archive, true, fault)))
        return false;
    if (grow_is_open(shard)) {
        if (!ends && !COMMITS_EARLY && !grow_sync(shard, fault))
            return false;
        archive->number += ends;
        if (ends && !grow_finish(shard, &archive->rows, fault))
            return false;
    }
    if (!save_open(archive, fault))
        return false;
    *place = (struct archive_place){str_of(shard->path),
                                    shard->bytes,
                                    archive->number,
                                    str_of(archive->ending),
                                    bytes_text(&archive->open),
                                    bytes_text(&archive->rows)};
    return true;
}

/* The wrong order, which tests of the right one must notice: what a commit named is synced behind
 * the one after it. */
static bool sync_late(struct archive *archive, struct fault *fault)
{
    bool owed = archive->owed;

    archive->owed = grow_is_open(&archive->shard) && archive->shard.dirty;
    return !owed || !archive->owed || grow_sync(&archive->shard, fault);
}

bool archive_settled(struct archive *archive, struct fault *fault)
{
    archive->rows.n = 0;
    return !COMMITS_EARLY || sync_late(archive, fault);
}

/* Shards that were begun after the commit: their numbers follow without a gap. */
static bool remove_strays(struct archive *archive, struct fault *fault)
{
    uint64_t number = archive->number + (grow_is_open(&archive->shard) ? 1 : 0);

    for (;; number++) {
        char name[ARCHIVE_NAME_SIZE], path[4096];

        archive_shard_name(name, archive->date, archive->run, number, archive->ending);
        snprintf(path, sizeof path, "%s/%s" ARCHIVE_PART, archive->folder, name);
        if (!disk_is_there(path))
            return true;
        if (!disk_remove(path, fault))
            return false;
    }
}

static void set_names(struct archive *archive, const char *date, uint64_t run)
{
    snprintf(archive->date, sizeof archive->date, "%s", date);
    archive->run = run;
}

/* What a shard begins with is the same for all: it is compressed once. */
static bool set_head(struct archive *archive, str head, enum pack_form form)
{
    struct pack *pack;
    bool done;

    archive->head.plain.n = archive->head.packed.n = 0;
    if (!head.n)
        return true;
    pack = pack_new(form, PACK_SMALL);
    done = pack && bytes_put(&archive->head.plain, head.p, head.n) &&
           pack_member(pack, head, &archive->head.packed);
    pack_free(pack);
    return done;
}

/* A shard that another run left goes on in the form in which it began. */
static bool set_form(struct archive *archive, const struct archive_config *config, str ending)
{
    enum pack_form form = config->form;
    bool others = ending.n && !str_starts(ending, str_of(config->ending));
    struct packers_config packers = {
        .level = PACK_SMALL, .threads = config->threads, .waiting = config->threads * MEMBERS_EACH};

    if (ending.n)
        form = str_ends(ending, str_of(pack_suffix(PACK_ZSTD))) ? PACK_ZSTD : PACK_GZIP;
    archive->alone = config->alone && !others;
    if (!set_head(archive, others ? (str){NULL, 0} : config->head, form))
        return false;
    packers_free(archive->packers);
    packers.form = form;
    archive->packers = packers_new(&packers);
    if (ending.n)
        snprintf(archive->ending, sizeof archive->ending, "%.*s", (int)ending.n, ending.p);
    else
        snprintf(archive->ending, sizeof archive->ending, "%s%s", config->ending,
                 pack_suffix(form));
    return archive->packers != NULL;
}

bool archive_turn(struct archive *archive, const struct archive_config *config, const char *date,
                  uint64_t run, struct fault *fault)
{
    if (!flush(archive, fault))
        return false;
    if (grow_is_open(&archive->shard) && !grow_finish(&archive->shard, &archive->rows, fault))
        return false;
    archive->number = 0;
    set_names(archive, date, run);
    if (!set_form(archive, config, (str){NULL, 0}))
        return fault_no_memory(fault);
    return remove_strays(archive, fault);
}

static bool start(struct archive *archive, const struct archive_config *config,
                  const struct archive_place *place, uint64_t *torn, struct fault *fault)
{
    archive->folder = strdup(config->folder);
    if (!archive->folder || !set_form(archive, config, place->ending))
        return fault_no_memory(fault);
    archive->shard_bytes = config->shard_bytes;
    archive->number = place->number;
    if (place->shard.n &&
        !grow_resume(&archive->shard, archive->folder, place->shard, place->bytes, torn, fault))
        return false;
    return load_open(archive, place->open, fault) && remove_strays(archive, fault);
}

struct archive *archive_open(const struct archive_config *config, const char *date, uint64_t run,
                             const struct archive_place *place, uint64_t *torn, struct fault *fault)
{
    struct archive *archive = calloc(1, sizeof *archive);

    *torn = 0;
    if (!archive) {
        fault_no_memory(fault);
        return NULL;
    }
    archive->shard.fd = -1;
    set_names(archive, date, run);
    if (!start(archive, config, place, torn, fault)) {
        archive_close(archive);
        return NULL;
    }
    return archive;
}

void archive_close(struct archive *archive)
{
    if (!archive)
        return;
    packers_free(archive->packers);
    grow_close(&archive->shard);
    bytes_free(&archive->rows);
    bytes_free(&archive->open);
    bytes_free(&archive->head.plain);
    bytes_free(&archive->head.packed);
    free(archive->folder);
    free(archive);
}
