/* Replays files as an ordinary test: each as it is, then cut off at many places, then with single
 * bytes changed. The same variants every time. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 20, CUTS = 24, CHANGES = 48 };

/* A copy of exactly n bytes, so that reading behind them is seen. */
static void give(const uint8_t *bytes, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1);

    if (!copy)
        abort();
    memcpy(copy, bytes, n);
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static void give_variants(uint8_t *bytes, size_t n)
{
    uint32_t chance = 12345;

    give(bytes, n);
    for (size_t i = 0; i < CUTS; i++)
        give(bytes, n * i / CUTS);
    for (size_t i = 0; n && i < CHANGES; i++) {
        size_t at;
        uint8_t was;
        chance = chance * 1664525 + 1013904223;
        at = (chance >> 8) % n;
        was = bytes[at];
        bytes[at] = (uint8_t)(i % 3 == 0 ? 0 : i % 3 == 1 ? was ^ (1u << (chance >> 29)) : 0xFF);
        give(bytes, n);
        bytes[at] = was;
    }
}

int main(int argc, char **argv)
{
    uint8_t *bytes = malloc(LARGEST);

    if (argc < 2 || !bytes) {
        fputs("needs files\n", stderr);
        return EXIT_FAILURE;
    }
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file) {
            perror(argv[i]);
            return EXIT_FAILURE;
        }
        give_variants(bytes, fread(bytes, 1, LARGEST, file));
        fclose(file);
    }
    free(bytes);
    printf("%d files with %d variants each\n", argc - 1, CUTS + CHANGES);
    return EXIT_SUCCESS;
}
