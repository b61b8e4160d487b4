/* Bytes of an encoding become UTF-8 that is valid; the first byte says which encoding. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "base/charset.h"

enum { STATE = 1 << 26, TEXT = 1 << 20, ENCODINGS = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena, state;
    struct decoded decoded;
    jmp_buf escape;

    if (!n)
        return 0;
    arena_init(&arena, STATE);
    arena_init(&state, STATE);
    arena.escape = state.escape = &escape;
    if (!setjmp(escape)) {
        decoded = charset_decode(&arena, &state, (enum charset)(bytes[0] % ENCODINGS),
                                 (str){(const char *)bytes + 1, n - 1}, TEXT);
        if (utf8_valid(decoded.text) != decoded.text.n)
            abort();
    }
    arena_free(&state);
    arena_free(&arena);
    return 0;
}
