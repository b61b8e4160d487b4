/* The byte layer with gzip and zstd under it: it ends, and has no more damages than bytes. */
#include "fuzz.h"

#include <stdlib.h>

#include "read/in.h"

enum { CHUNK = 7, PEEK = 4096, STEP = 61, MOST = 1 << 24 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct in_limits limits = {.chunk = CHUNK, .peek = PEEK};
    struct in *in = in_memory(bytes, n, &limits);
    uint64_t at, read = 0;
    size_t got, damages = 0;

    while (in && read < MOST) {
        in_peek(in, STEP, &got);
        if (got) {
            read += in_skip(in, got);
        } else if (in_state(in) == IN_DAMAGED) {
            if (!in_damage(in, &at) || at > n || ++damages > n)
                abort();
            in_resume(in);
        } else {
            break;
        }
    }
    in_close(in);
    return 0;
}
