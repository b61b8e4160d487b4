#include "bytes.h"

#include <stdlib.h>

enum { FIRST_ROOM = 4096 };

bool bytes_room(struct bytes *bytes, size_t more)
{
    size_t room = bytes->room < FIRST_ROOM ? FIRST_ROOM : bytes->room;
    char *p;

    if (more <= bytes->room - bytes->n)
        return true;
    if (more > SIZE_MAX / 4 || bytes->n > SIZE_MAX / 4)
        return false;
    while (room < bytes->n + more)
        room += room / 2;
    p = realloc(bytes->p, room);
    if (!p)
        return false;
    bytes->p = p;
    bytes->room = room;
    return true;
}

bool bytes_put(struct bytes *bytes, const void *p, size_t n)
{
    if (!bytes_room(bytes, n))
        return false;
    if (n)
        memcpy(bytes->p + bytes->n, p, n);
    bytes->n += n;
    return true;
}

void bytes_free(struct bytes *bytes)
{
    free(bytes->p);
    *bytes = (struct bytes){NULL, 0, 0};
}
