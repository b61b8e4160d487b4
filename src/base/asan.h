/* asan: tells AddressSanitizer which bytes of a chunk are nobody's, so that it finds in an arena
 * what it finds in malloc's memory. Included after config.h; without it these do nothing. */
#ifndef NEWSMILL_BASE_ASAN_H
#define NEWSMILL_BASE_ASAN_H

#include <stddef.h>

#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#endif

/* Nobody's from now on. */
static inline void asan_close(const void *p, size_t n)
{
#ifdef HAVE_ASAN
    __asan_poison_memory_region(p, n);
#else
    (void)p;
    (void)n;
#endif
}

/* Somebody's from now on. */
static inline void asan_open(const void *p, size_t n)
{
#ifdef HAVE_ASAN
    __asan_unpoison_memory_region(p, n);
#else
    (void)p;
    (void)n;
#endif
}

#endif
