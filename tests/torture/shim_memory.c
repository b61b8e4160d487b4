/* shim_memory: stands in front of the allocator of the C library (LD_PRELOAD), for the program and
 * for all libraries that it is linked with.
 *
 *     REFUSE_AT N         the N-th allocation since the program began gets no memory
 *     REFUSE_REPORT FILE  is written at the end: "asked N", then "live SIZE" for each block that
 *                         was never freed; not of what C++ made by `new`, for CLD2 loses its own
 *                         when a later one is refused */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 1 << 20, LINE_SIZE = 64 };

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t alignment, size_t n);
void __libc_free(void *p);

#define SHOWN  __attribute__((visibility("default")))
#define CALLER __builtin_return_address(0)

/* A block that lives; p 0: the slot is empty, 1: it was left. */
static struct slot {
    uintptr_t p;
    size_t n;
} slots[SLOTS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long long asked, refused_at;
static bool begun;

static struct slot *find(uintptr_t p)
{
    size_t at = (size_t)(p >> 4) % SLOTS;

    while (slots[at].p && slots[at].p != p)
        at = (at + 1) % SLOTS;
    return &slots[at];
}

static void *born(void *p, size_t n)
{
    pthread_mutex_lock(&lock);
    if (p && begun)
        *find((uintptr_t)p) = (struct slot){(uintptr_t)p, n};
    pthread_mutex_unlock(&lock);
    return p;
}

static void gone(void *p)
{
    struct slot *slot;

    pthread_mutex_lock(&lock);
    slot = find((uintptr_t)p);
    if (slot->p)
        slot->p = 1;
    pthread_mutex_unlock(&lock);
}

static bool is_of(const void *caller, const char *library)
{
    Dl_info info;

    return dladdr(caller, &info) && strstr(info.dli_fname, library);
}

static bool refused(void)
{
    bool mine;

    pthread_mutex_lock(&lock);
    mine = begun && ++asked == refused_at;
    pthread_mutex_unlock(&lock);
    if (mine)
        errno = ENOMEM;
    return mine;
}

/* ---- in front of the C library ---- */

SHOWN void *malloc(size_t n)
{
    void *p = refused() ? NULL : __libc_malloc(n);

    return begun && is_of(CALLER, "/libstdc++") ? p : born(p, n);
}

SHOWN void *calloc(size_t n, size_t size)
{
    return refused() ? NULL : born(__libc_calloc(n, size), n * size);
}

/* The old block is forgotten first: once it is let go another thread may have its place. */
SHOWN void *realloc(void *p, size_t n)
{
    size_t old = 0;
    void *moved;

    if (refused())
        return NULL;
    if (p) {
        old = find((uintptr_t)p)->n;
        gone(p);
    }
    moved = __libc_realloc(p, n);
    if (!moved && n && p)
        born(p, old);
    return born(moved, n);
}

SHOWN void *memalign(size_t alignment, size_t n);
void *memalign(size_t alignment, size_t n)
{
    return refused() ? NULL : born(__libc_memalign(alignment, n), n);
}

SHOWN void *aligned_alloc(size_t alignment, size_t n)
{
    return memalign(alignment, n);
}

SHOWN int posix_memalign(void **p, size_t alignment, size_t n)
{
    void *got = memalign(alignment, n);

    if (!got)
        return ENOMEM;
    *p = got;
    return 0;
}

SHOWN void free(void *p)
{
    int keep = errno;

    if (p)
        gone(p);
    __libc_free(p);
    errno = keep;
}

/* ---- from the start to the end of the program ---- */

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("REFUSE_AT");

    refused_at = at ? strtoull(at, NULL, 10) : 0;
    begun = true;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("REFUSE_REPORT");
    char line[LINE_SIZE];
    int n, fd;

    begun = false;
    fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;
    if (fd < 0)
        return;
    n = snprintf(line, sizeof line, "asked %llu\n", asked);
    if (write(fd, line, (size_t)n) != n)
        _exit(EXIT_FAILURE);
    for (size_t i = 0; i < SLOTS; i++) {
        if (slots[i].p <= 1)
            continue;
        n = snprintf(line, sizeof line, "live %zu\n", slots[i].n);
        if (write(fd, line, (size_t)n) != n)
            _exit(EXIT_FAILURE);
    }
    close(fd);
}
