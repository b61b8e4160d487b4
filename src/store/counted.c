#include "counted.h"

#include <endian.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/bytes.h"
#include "append.h"

enum { ROWS_AT_ONCE = 4096 };
static const size_t most_bytes = (size_t)1 << 29; /* of the documents of one source */

struct row {
    uint64_t source, document; /* little-endian */
};

struct counted {
    char *path;
    struct append *log;
    struct bytes sources;   /* sorted */
    struct bytes documents; /* of the source that was loaded, sorted */
};

static int by_number(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;

    return *left < *right ? -1 : *left > *right;
}

static void sort(struct bytes *numbers)
{
    if (numbers->n)
        qsort(numbers->p, numbers->n / sizeof(uint64_t), sizeof(uint64_t), by_number);
}

static bool holds(const struct bytes *numbers, uint64_t number)
{
    return numbers->n &&
           bsearch(&number, numbers->p, numbers->n / sizeof number, sizeof number, by_number);
}

static bool put(struct bytes *numbers, uint64_t number, struct fault *fault)
{
    if (numbers->n >= most_bytes)
        return fault_set(fault, "more documents of one source than can be told apart");
    return bytes_put(numbers, &number, sizeof number) || fault_set(fault, "out of memory");
}

/* Of all rows the sources, once where the same stand together; or of one source the documents. */
static bool take(struct counted *counted, const struct row *rows, size_t n, const uint64_t *source,
                 uint64_t *last, struct fault *fault)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t of = le64toh(rows[i].source);
        if (source ? of == *source && !put(&counted->documents, le64toh(rows[i].document), fault)
                   : (of != *last || !counted->sources.n) && !put(&counted->sources, of, fault))
            return false;
        *last = of;
    }
    return true;
}

static bool read_rows(struct counted *counted, uint64_t length, const uint64_t *source,
                      struct fault *fault)
{
    struct row *rows = malloc(ROWS_AT_ONCE * sizeof *rows);
    int fd = disk_open(counted->path, false, fault);
    bool sound = fd >= 0 && (rows || fault_set(fault, "out of memory"));
    uint64_t last = 0;

    for (uint64_t at = 0; sound && at < length;) {
        size_t most = ROWS_AT_ONCE * sizeof *rows;
        size_t n = length - at < most ? (size_t)(length - at) : most;
        sound = disk_read_at(fd, counted->path, rows, n, at, fault) &&
                take(counted, rows, n / sizeof *rows, source, &last, fault);
        at += n;
    }
    if (fd >= 0)
        close(fd);
    free(rows);
    return sound;
}

static bool start(struct counted *counted, const struct append_place *committed,
                  struct fault *fault)
{
    bool shorter = false;

    counted->log = append_open(counted->path, committed, &shorter, fault);
    if (!counted->log)
        return false;
    if (shorter)
        return fault_set(fault, "%s: is shorter than at the last commit", counted->path);
    if (!append_write(counted->log, fault) ||
        !read_rows(counted, append_length(counted->log), NULL, fault))
        return false;
    sort(&counted->sources);
    return true;
}

struct counted *counted_open(const char *path, const struct append_place *committed,
                             struct fault *fault)
{
    struct counted *counted = calloc(1, sizeof *counted);

    if (counted && (counted->path = strdup(path))) {
        if (start(counted, committed, fault))
            return counted;
    } else {
        fault_set(fault, "out of memory");
    }
    counted_close(counted);
    return NULL;
}

void counted_close(struct counted *counted)
{
    if (!counted)
        return;
    append_close(counted->log);
    bytes_free(&counted->sources);
    bytes_free(&counted->documents);
    free(counted->path);
    free(counted);
}

uint64_t counted_length(const struct counted *counted)
{
    return append_length(counted->log);
}

bool counted_put(struct counted *counted, uint64_t source, uint64_t document, struct fault *fault)
{
    struct row row = {htole64(source), htole64(document)};

    return append_put(counted->log, (str){(const char *)&row, sizeof row}, fault);
}

bool counted_commit(struct counted *counted, struct append_place *place, struct fault *fault)
{
    return append_commit(counted->log, place, fault);
}

bool counted_has_source(const struct counted *counted, uint64_t source)
{
    return holds(&counted->sources, source);
}

bool counted_load(struct counted *counted, uint64_t source, uint64_t length, struct fault *fault)
{
    counted->documents.n = 0;
    if (!append_write(counted->log, fault) || !read_rows(counted, length, &source, fault))
        return false;
    sort(&counted->documents);
    return true;
}

bool counted_has(const struct counted *counted, uint64_t document)
{
    return holds(&counted->documents, document);
}
