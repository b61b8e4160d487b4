#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_mill("csv", NULL, bytes, n);
    return 0;
}
