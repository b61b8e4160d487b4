/* A content coding undone; the first byte says which. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/coding.h"

enum { STATE = 1 << 27, UNDONE = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena, state;
    jmp_buf escape;
    str undone;

    if (!n)
        return 0;
    arena_init(&arena, STATE);
    arena_init(&state, STATE);
    arena.escape = state.escape = &escape;
    if (!setjmp(escape)) {
        coding_undo(&arena, &state, (enum coding)(bytes[0] % CODING_UNKNOWN),
                    (str){(const char *)bytes + 1, n - 1}, UNDONE, &undone);
        if (undone.n > UNDONE)
            abort();
    }
    arena_free(&state);
    arena_free(&arena);
    return 0;
}
