#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_mill("wire", NULL, bytes, n);
    return 0;
}
