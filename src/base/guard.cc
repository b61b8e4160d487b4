#include "guard.h"

#include <new>

bool guard_memory(void (*call)(void *with), void *with)
try {
    call(with);
    return true;
} catch (const std::bad_alloc &) {
    return false;
}
