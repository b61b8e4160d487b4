#include "index_state.h"

bool index_fail(struct index *index, const char *why)
{
    return fault_set(&index->fault, "%s", why);
}

uint32_t index_next(const struct index *index)
{
    return memory_first(index->young) + memory_count(index->young);
}
