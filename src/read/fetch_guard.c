#include "fetch_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>

enum {
    V4_AT = 12,         /* of the IPv4 address in a mapped one (RFC 4291, 2.5.5.2) */
    V4_BITS = 96,       /* of the prefix ::ffff:0:0/96 */
    SIX_TO_FOUR_AT = 2, /* of the IPv4 address in 2002::/16 (RFC 3056) */
    PORT_HTTP = 80,
    PORT_HTTPS = 443,
    PORT_OTHER_FIRST = 8000, /* 8000 to 8999: where web servers stand that are not root's */
    PORT_OTHER_LAST = 8999,
};

/* What is not public of IPv4 (IANA's registry of special purpose addresses, RFC 6890). */
static const struct {
    uint8_t bytes[4];
    unsigned bits;
} denied_v4[] = {
    {{0, 0, 0, 0}, 8},      {{10, 0, 0, 0}, 8},     {{100, 64, 0, 0}, 10}, {{127, 0, 0, 0}, 8},
    {{169, 254, 0, 0}, 16}, {{172, 16, 0, 0}, 12},  {{192, 0, 0, 0}, 24},  {{192, 0, 2, 0}, 24},
    {{192, 88, 99, 0}, 24}, {{192, 168, 0, 0}, 16}, {{198, 18, 0, 0}, 15}, {{198, 51, 100, 0}, 24},
    {{203, 0, 113, 0}, 24}, {{224, 0, 0, 0}, 4},    {{240, 0, 0, 0}, 4},
};

/* And of 2000::/3, which holds all that is public of IPv6: Teredo and other protocols, Orchid,
 * documentation. */
static const struct guard_net denied_v6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 32}, {{0x20, 0x01, 0x00, 0x10}, 28}, {{0x20, 0x01, 0x00, 0x20}, 28},
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, {{0x3f, 0xff, 0x00, 0x00}, 20},
};

static const struct guard_net public_v6 = {{0x20}, 3}, six_to_four = {{0x20, 0x02}, 16},
                              mapped = {{[10] = 0xff, [11] = 0xff}, V4_BITS},
                              nat64 = {{0x00, 0x64, 0xff, 0x9b}, 96}; /* RFC 6052 */

static bool is_in(const uint8_t *address, const uint8_t *net, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;

    if (memcmp(address, net, whole) != 0)
        return false;
    return !rest || (address[whole] ^ net[whole]) >> (8 - rest) == 0;
}

static bool is_public_v4(const uint8_t *address)
{
    for (size_t i = 0; i < sizeof denied_v4 / sizeof *denied_v4; i++)
        if (is_in(address, denied_v4[i].bytes, denied_v4[i].bits))
            return false;
    return true;
}

/* Addresses that stand for an IPv4 address are as public as that. */
static bool is_public(const uint8_t *address)
{
    if (is_in(address, mapped.bytes, mapped.bits) || is_in(address, nat64.bytes, nat64.bits))
        return is_public_v4(address + V4_AT);
    if (is_in(address, six_to_four.bytes, six_to_four.bits))
        return is_public_v4(address + SIX_TO_FOUR_AT);
    for (size_t i = 0; i < sizeof denied_v6 / sizeof *denied_v6; i++)
        if (is_in(address, denied_v6[i].bytes, denied_v6[i].bits))
            return false;
    return is_in(address, public_v6.bytes, public_v6.bits);
}

static bool is_web_port(unsigned port)
{
    return port == PORT_HTTP || port == PORT_HTTPS ||
           (port >= PORT_OTHER_FIRST && port <= PORT_OTHER_LAST);
}

/* Any address as one of IPv6; false: it is of another family. */
static bool as_v6(const struct sockaddr *address, uint8_t bytes[16], unsigned *port)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        memcpy(bytes, mapped.bytes, 16);
        memcpy(bytes + V4_AT, &in.sin_addr, 4);
        *port = ntohs(in.sin_port);
        return true;
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, address, sizeof in);
        memcpy(bytes, &in.sin6_addr, 16);
        *port = ntohs(in.sin6_port);
        return true;
    }
    return false;
}

bool guard_allows(const struct guard *guard, const struct sockaddr *address)
{
    uint8_t bytes[16];
    unsigned port;

    if (!as_v6(address, bytes, &port))
        return false;
    for (size_t i = 0; i < guard->count; i++)
        if (is_in(bytes, guard->allowed[i].bytes, guard->allowed[i].bits))
            return true;
    return is_public(bytes) && (guard->any_port || is_web_port(port));
}

bool guard_net_read(const char *text, struct guard_net *net)
{
    char address[INET6_ADDRSTRLEN];
    str whole = str_of(text), part;
    uint64_t bits = 128;

    if (!str_split(&whole, '/', &part) || part.n >= sizeof address)
        return false;
    snprintf(address, sizeof address, "%.*s", (int)part.n, part.p);
    if (inet_pton(AF_INET, address, net->bytes + V4_AT) == 1) {
        memcpy(net->bytes, mapped.bytes, V4_AT);
        bits = 32;
    } else if (inet_pton(AF_INET6, address, net->bytes) != 1) {
        return false;
    }
    net->bits = bits == 32 ? V4_BITS : 0;
    if (part.n != strlen(text)) {
        uint64_t most = bits;
        if (!str_number(whole, &bits) || bits > most)
            return false;
    }
    net->bits += (unsigned)bits;
    return true;
}
