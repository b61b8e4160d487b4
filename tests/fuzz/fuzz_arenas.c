#include "fuzz.h"

enum { CEILING = 1 << 28 };

int fuzz_arenas(fuzz_check *check, const uint8_t *bytes, size_t n)
{
    struct arena arena, scratch;
    jmp_buf escape;

    arena_init(&arena, CEILING);
    arena_init(&scratch, CEILING);
    arena.escape = scratch.escape = &escape;
    if (!setjmp(escape))
        check(&arena, &scratch, (str){(const char *)bytes, n});
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}
