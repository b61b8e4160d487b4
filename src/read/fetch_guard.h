/* fetch_guard: which addresses may be connected to. Decided on the resolved address when a socket
 * is opened, on every hop: spellings, names and redirects cannot get past that. */
#ifndef NEWSMILL_READ_FETCH_GUARD_H
#define NEWSMILL_READ_FETCH_GUARD_H

#include <sys/socket.h>

#include "../base/str.h"

struct guard_net {
    uint8_t bytes[16]; /* an IPv4 network stands as a mapped one */
    unsigned bits;
};

struct guard {
    struct guard_net *allowed; /* what the user allows beyond the public Internet */
    size_t count;
    bool any_port;
};

/* Reads "10.0.0.0/8", "fd00::/8" or a single address; false: it is none. */
bool guard_net_read(const char *text, struct guard_net *net);

/* Public addresses on the ports of the web, and what the user allows on any port. */
bool guard_allows(const struct guard *guard, const struct sockaddr *address);

#endif
