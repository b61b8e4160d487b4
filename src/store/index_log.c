#include "index_log.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/hash.h"

enum { BUFFER = 1 << 18, ALIGNMENT = 8 };

struct log_head {
    char magic[8];
    uint64_t order, first;
    uint64_t sum; /* of all before it */
};

/* Before each row: fixed part, keys, tokens, texts, and zeros up to a multiple of eight. */
struct frame {
    uint32_t n, docno; /* n: bytes of the row, zeros included */
    uint64_t sum;      /* of the row */
};

void index_log_name(char name[INDEX_NAME], uint64_t first)
{
    snprintf(name, INDEX_NAME, "log-%010" PRIu64, first);
}

static struct log_head head_of(uint64_t first)
{
    struct log_head head = {.order = INDEX_BYTE_ORDER, .first = first};

    memcpy(head.magic, "nm-log01", sizeof head.magic);
    head.sum = hash64((str){(const char *)&head, offsetof(struct log_head, sum)});
    return head;
}

/* ---- writing ---- */

struct index_log index_log_new(const char *dir, struct fault *fault)
{
    return (struct index_log){.dir = dir, .fd = -1, .fault = fault};
}

void index_log_free(struct index_log *log)
{
    if (log->fd >= 0)
        close(log->fd);
    free(log->buffer);
    *log = (struct index_log){.fd = -1};
}

static bool reserve(struct index_log *log, size_t more)
{
    size_t room = log->room ? log->room : BUFFER;
    uint8_t *buffer;

    while (room - log->n < more)
        room *= 2;
    if (room == log->room)
        return true;
    buffer = realloc(log->buffer, room);
    if (!buffer)
        return fault_set(log->fault, "out of memory");
    log->buffer = buffer;
    log->room = room;
    return true;
}

static bool open_log(struct index_log *log, uint64_t first, bool fresh)
{
    index_log_name(log->name, first);
    log->path = index_path(log->dir, log->name);
    log->n = 0;
    log->fd = disk_open(log->path.text, fresh, log->fault);
    return log->fd >= 0;
}

bool index_log_begin(struct index_log *log, uint64_t first)
{
    struct log_head head = head_of(first);

    if (!open_log(log, first, true) || !reserve(log, sizeof head))
        return false;
    memcpy(log->buffer, &head, sizeof head);
    log->n = sizeof head;
    return true;
}

bool index_log_resume(struct index_log *log, uint64_t first, uint64_t bytes)
{
    return open_log(log, first, false) && disk_cut(log->fd, log->path.text, bytes, log->fault);
}

static void put(struct index_log *log, const void *p, size_t n)
{
    if (n)
        memcpy(log->buffer + log->n, p, n);
    log->n += n;
}

bool index_log_put(struct index_log *log, uint32_t docno, const struct index_row *row,
                   const uint64_t *keys, const uint16_t *tokens)
{
    size_t n = sizeof(struct index_fixed) + row->key_count * sizeof *keys +
               row->token_count * sizeof *tokens + row->id.n + row->cluster.n;
    size_t gap = -n % ALIGNMENT, at;
    struct frame frame = {.n = (uint32_t)(n + gap), .docno = docno};
    struct index_fixed fixed;

    if (n + gap > UINT32_MAX / 2)
        return fault_set(log->fault, "a document of more keys than the index can hold");
    if (!reserve(log, sizeof frame + n + gap))
        return false;
    index_fix(&fixed, row);
    at = log->n;
    log->n += sizeof frame;
    put(log, &fixed, sizeof fixed);
    put(log, keys, row->key_count * sizeof *keys);
    put(log, tokens, row->token_count * sizeof *tokens);
    put(log, row->id.p, row->id.n);
    put(log, row->cluster.p, row->cluster.n);
    memset(log->buffer + log->n, 0, gap);
    log->n += gap;
    frame.sum = hash64((str){(const char *)log->buffer + at + sizeof frame, n + gap});
    memcpy(log->buffer + at, &frame, sizeof frame);
    return log->n < BUFFER / 2 || index_log_flush(log, false);
}

bool index_log_flush(struct index_log *log, bool durable)
{
    if (log->fd < 0)
        return true;
    if (!disk_write(log->fd, log->path.text, log->buffer, log->n, log->fault))
        return false;
    log->n = 0;
    return !durable || disk_sync(log->fd, log->path.text, log->fault);
}

bool index_log_end(struct index_log *log)
{
    bool done = index_log_flush(log, false);

    if (!disk_close(log->fd, log->path.text, log->fault))
        done = false;
    log->fd = -1;
    return done;
}

/* ---- reading ---- */

/* The row at `at`; gives where it ends, 0 when it is damaged. */
static uint64_t row_at(const struct index_map *map, uint64_t at, uint64_t docno,
                       struct index_row *row, const uint64_t **keys, const uint16_t **tokens)
{
    struct frame frame;
    struct index_fixed fixed;
    const uint8_t *p;
    uint64_t need;

    if (at > map->n || map->n - at < sizeof frame + sizeof fixed)
        return 0;
    memcpy(&frame, map->p + at, sizeof frame);
    p = map->p + at + sizeof frame;
    if (frame.docno != docno || frame.n > map->n - at - sizeof frame || frame.n < sizeof fixed ||
        hash64((str){(const char *)p, frame.n}) != frame.sum)
        return 0;
    memcpy(&fixed, p, sizeof fixed);
    need = sizeof fixed + (uint64_t)fixed.key_count * sizeof **keys +
           (uint64_t)fixed.token_count * sizeof **tokens + fixed.id + fixed.cluster;
    if (frame.n != (need + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)
        return 0;
    *keys = (const uint64_t *)(const void *)(p + sizeof fixed);
    *tokens = (const uint16_t *)(const void *)(*keys + fixed.key_count);
    index_unfix(&fixed, (const char *)(*tokens + fixed.token_count),
                (size_t)fixed.id + fixed.cluster, row);
    return at + sizeof frame + frame.n;
}

static bool read_rows(const struct index_map *map, const char *name, uint64_t first, uint64_t docs,
                      index_log_take *take, void *context, uint64_t *bytes, struct fault *fault)
{
    struct log_head head = head_of(first);
    const uint64_t *keys;
    const uint16_t *tokens;
    struct index_row row;
    uint64_t at = sizeof head;

    if (map->n < sizeof head || memcmp(map->p, &head, sizeof head) != 0)
        return fault_set(fault,
                         "%s is damaged: its head; 'newsmill index rebuild' makes the index "
                         "anew",
                         name);
    for (uint64_t i = 0; i < docs; i++) {
        *bytes = at;
        at = row_at(map, at, first + i, &row, &keys, &tokens);
        if (!at)
            return fault_set(fault,
                             "%s is damaged: document %" PRIu64 ", at byte %" PRIu64
                             "; 'newsmill index rebuild' makes the index anew",
                             name, first + i, *bytes);
        if (!take(context, &row, keys, tokens))
            return false;
    }
    *bytes = at;
    return true;
}

bool index_log_read(const char *dir, uint64_t first, uint64_t docs, index_log_take *take,
                    void *context, uint64_t *bytes, struct fault *fault)
{
    char name[INDEX_NAME];
    struct index_map map;
    bool done;

    index_log_name(name, first);
    if (!index_map_open(&map, dir, name, fault))
        return false;
    index_map_whole(&map, true);
    done = read_rows(&map, name, first, docs, take, context, bytes, fault);
    index_map_close(&map);
    return done;
}
