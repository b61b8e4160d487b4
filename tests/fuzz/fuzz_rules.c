/* A rules file of somebody's own: it is read, or refused with a message. */
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char scrape[] = "Menu\nThe tide mill opens its doors on Monday, it was said.\n";
    int file = memfd_create("rules", MFD_CLOEXEC);
    char path[64];

    if (file < 0 || write(file, bytes, n) != (ssize_t)n)
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    fuzz_mill("text", path, scrape, sizeof scrape - 1);
    close(file);
    return 0;
}
