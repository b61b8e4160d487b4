#include "config.h"

#include "url_host.h"

#include <arpa/inet.h>

#ifdef HAVE_IDN2
#include <idn2.h>
#endif

#include "utf8.h"

enum {
    HOST_MOST = 1024, /* bytes as written; a name in the DNS has 253 */
    IPV4_PARTS = 4,
    IPV6_GROUPS = 8,
};

static str percent_undone(struct arena *arena, str s)
{
    struct buf out = buf_new(arena, s.n);

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '%' && i + 2 < s.n && hex_digit(s.p[i + 1]) >= 0 &&
            hex_digit(s.p[i + 2]) >= 0) {
            buf_char(&out, (char)(hex_digit(s.p[i + 1]) << 4 | hex_digit(s.p[i + 2])));
            i += 2;
        } else {
            buf_char(&out, s.p[i]);
        }
    return buf_text(&out);
}

/* Forbidden domain code points (3.1), and what libcurl takes in no host: it would have to fetch it,
 * and must mean the same by every address that we hold. */
static bool is_forbidden(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F ||
           strchr("#%/:<>?@[\\]^|"
                  "!\"$&'()*+,;=`{}",
                  c) != NULL;
}

/* ---- IPv4 (3.5, "IPv4 parser") ---- */

/* Decimal, octal or hexadecimal; UINT64_MAX: no number. Too large ones stay too large. */
static uint64_t ipv4_number(str s)
{
    uint64_t value = 0, base = 10;

    if (!s.n)
        return UINT64_MAX;
    if (str_starts_nocase(s, S("0x"))) {
        base = 16;
        s = str_from(s, 2);
    } else if (s.n > 1 && s.p[0] == '0') {
        base = 8;
        s = str_from(s, 1);
    }
    for (size_t i = 0; i < s.n; i++) {
        int digit = hex_digit(s.p[i]);
        if (digit < 0 || (uint64_t)digit >= base)
            return UINT64_MAX;
        value = value * base + (uint64_t)digit;
        if (value > UINT32_MAX)
            value = (uint64_t)UINT32_MAX + 1;
    }
    return value;
}

static bool all_digits(str s)
{
    size_t i = 0;

    while (i < s.n && is_ascii_digit(s.p[i]))
        i++;
    return s.n && i == s.n;
}

static str last_label(str host)
{
    size_t from = host.n;

    while (from > 0 && host.p[from - 1] != '.')
        from--;
    return str_from(host, from);
}

static str without_last_dot(str host)
{
    return host.n > 1 && host.p[host.n - 1] == '.' ? str_slice(host, 0, host.n - 1) : host;
}

static bool ends_in_number(str host)
{
    str last = last_label(without_last_dot(host));

    return all_digits(last) ||
           (str_starts_nocase(last, S("0x")) && ipv4_number(last) != UINT64_MAX);
}

static str ipv4_normal(struct arena *arena, str host)
{
    uint64_t address = 0, number;
    size_t count = 0;
    str rest = without_last_dot(host), part;

    while (str_split(&rest, '.', &part)) {
        bool last = rest.p == NULL || !rest.n;
        number = ipv4_number(part);
        if (number == UINT64_MAX || ++count > IPV4_PARTS)
            return (str){NULL, 0};
        if (!last && number > 255)
            return (str){NULL, 0};
        if (last && number >= UINT64_C(1) << 8 * (IPV4_PARTS + 1 - count))
            return (str){NULL, 0};
        address |= last ? number : number << 8 * (IPV4_PARTS - count);
    }
    return str_printf(arena, "%u.%u.%u.%u", (unsigned)(address >> 24),
                      (unsigned)(address >> 16 & 255), (unsigned)(address >> 8 & 255),
                      (unsigned)(address & 255));
}

/* ---- IPv6 ---- */

/* The longest run of zero groups, two at least, is "::". */
static str ipv6_normal(struct arena *arena, str host)
{
    unsigned char bytes[2 * IPV6_GROUPS];
    unsigned group[IPV6_GROUPS];
    size_t from = IPV6_GROUPS, length = 1;
    struct buf out = buf_new(arena, HOST_MOST);

    if (host.n < 2 || host.p[host.n - 1] != ']' || memchr(host.p, 0, host.n) ||
        inet_pton(AF_INET6, str_zero_ended(arena, str_slice(host, 1, host.n - 1)), bytes) != 1)
        return (str){NULL, 0};
    for (size_t i = 0; i < IPV6_GROUPS; i++)
        group[i] = (unsigned)bytes[2 * i] << 8 | bytes[2 * i + 1];
    for (size_t i = 0, run = 0; i < IPV6_GROUPS; i++) {
        run = group[i] ? 0 : run + 1;
        if (run > length) {
            length = run;
            from = i + 1 - run;
        }
    }
    buf_char(&out, '[');
    for (size_t i = 0; i < IPV6_GROUPS; i++) {
        if (i == from) {
            buf_str(&out, S("::"));
            i += length - 1;
            continue;
        }
        buf_printf(&out, i && i != from + length ? ":%x" : "%x", group[i]);
    }
    buf_char(&out, ']');
    return buf_text(&out);
}

/* ---- names ---- */

#ifdef HAVE_IDN2
static void release_name(void *name)
{
    idn2_free(name);
}

static str punycode(struct arena *arena, str host)
{
    const char *text = str_zero_ended(arena, host);
    void **place = arena_own(arena, release_name);
    char *name = NULL;

    if (idn2_to_ascii_8z(text, &name, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK) {
        name = NULL;
        if (idn2_to_ascii_8z(text, &name, IDN2_TRANSITIONAL) != IDN2_OK)
            return (str){NULL, 0};
    }
    *place = name;
    return str_of(name);
}
#else
static str punycode(struct arena *arena, str host)
{
    (void)arena;
    (void)host;
    return (str){NULL, 0};
}
#endif

str host_normal(struct arena *arena, str host)
{
    if (!host.n || host.n > HOST_MOST)
        return (str){NULL, 0};
    if (host.p[0] == '[')
        return ipv6_normal(arena, host);
    host = percent_undone(arena, host);
    if (!host.n || memchr(host.p, 0, host.n) || utf8_valid(host) != host.n)
        return (str){NULL, 0};
    if (utf8_ascii(host, 0) != host.n)
        host = punycode(arena, host);
    host = str_lower(arena, host);
    for (size_t i = 0; i < host.n; i++)
        if (is_forbidden(host.p[i]))
            return (str){NULL, 0};
    return ends_in_number(host) ? ipv4_normal(arena, host) : host;
}

bool host_is_number(str host)
{
    return host.n && (host.p[0] == '[' || ends_in_number(host));
}
