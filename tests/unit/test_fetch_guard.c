/* Which addresses and ports may be connected to. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/un.h>

#include <cmocka.h>

#include "read/fetch_guard.h"

static bool allows_port(const struct guard *guard, const char *address, uint16_t port)
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};

    if (inet_pton(AF_INET, address, &in.sin_addr) == 1)
        return guard_allows(guard, (const struct sockaddr *)(const void *)&in);
    assert_int_equal(inet_pton(AF_INET6, address, &in6.sin6_addr), 1);
    return guard_allows(guard, (const struct sockaddr *)(const void *)&in6);
}

static bool allows(const struct guard *guard, const char *address)
{
    return allows_port(guard, address, 443);
}

static const char *const denied[] = {
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.0.0",
    "169.254.169.254",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1" /* IPv4-compatible */,
    "::ffff:127.0.0.1",
    "::ffff:10.1.2.3",
    "::ffff:0:127.0.0.1" /* translated */,
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1" /* NAT64 of a network's own */,
    "100::1" /* discard */,
    "fc00::1",
    "fd00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2001::1" /* Teredo */,
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::" /* 6to4 of 127.0.0.1 */,
    "2002:a00:1::",
    "2002:c0a8:101::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
};

static const char *const open[] = {
    "1.1.1.1",          "9.255.255.255",   "11.0.0.0",
    "100.63.255.255",   "100.128.0.0",     "126.255.255.255",
    "128.0.0.0",        "169.253.255.255", "169.255.0.0",
    "172.15.255.255",   "172.32.0.0",      "192.0.1.0",
    "192.167.255.255",  "192.169.0.0",     "198.17.255.255",
    "198.20.0.0",       "223.255.255.255", "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1", "2002:101:101::",  "2001:4860:4860::8888",
    "2606:4700::1",     "2a00:1450::1",    "3ffe::1",
};

static void test_public(void **state)
{
    struct guard guard = {0};

    (void)state;
    for (size_t i = 0; i < sizeof denied / sizeof *denied; i++) {
        print_message("%s\n", denied[i]);
        assert_false(allows(&guard, denied[i]));
    }
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        print_message("%s\n", open[i]);
        assert_true(allows(&guard, open[i]));
    }
}

static void test_ports(void **state)
{
    static const struct {
        uint16_t port;
        bool web;
    } ports[] = {{80, true},    {443, true},   {8000, true},  {8080, true},  {8999, true},
                 {0, false},    {22, false},   {25, false},   {79, false},   {444, false},
                 {6379, false}, {7999, false}, {9000, false}, {65535, false}};
    struct guard guard = {0}, any = {.any_port = true};

    (void)state;
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++) {
        assert_int_equal(allows_port(&guard, "1.1.1.1", ports[i].port), ports[i].web);
        assert_true(allows_port(&any, "1.1.1.1", ports[i].port));
        assert_false(allows_port(&any, "10.0.0.1", ports[i].port));
    }
}

/* What is allowed is allowed in each form of the address, on any port; its neighbours are not. */
static void test_allowed(void **state)
{
    struct guard_net nets[3];
    struct guard guard = {.allowed = nets, .count = 3};

    (void)state;
    assert_true(guard_net_read("10.1.0.0/16", &nets[0]));
    assert_true(guard_net_read("fd00:1::/33", &nets[1]));
    assert_true(guard_net_read("127.0.0.5", &nets[2]));
    assert_true(allows_port(&guard, "10.1.255.255", 6379));
    assert_true(allows(&guard, "::ffff:10.1.2.3"));
    assert_false(allows(&guard, "10.0.255.255"));
    assert_false(allows(&guard, "10.2.0.0"));
    assert_true(allows(&guard, "fd00:1:7fff::1"));
    assert_false(allows(&guard, "fd00:1:8000::1"));
    assert_true(allows(&guard, "127.0.0.5"));
    assert_false(allows(&guard, "127.0.0.4"));
}

static void test_net_read(void **state)
{
    static const char *const bad[] = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "010.0.0.1",
        "fd00::/129",
        "localhost",
        "10.0.0.0 /8",
        "fd00::%eth0/64",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000/8",
    };
    struct guard_net net;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        print_message("%s\n", bad[i]);
        assert_false(guard_net_read(bad[i], &net));
    }
    assert_true(guard_net_read("0.0.0.0/0", &net));
    assert_true(guard_net_read("::/0", &net));
    assert_int_equal(net.bits, 0);
}

static void test_family(void **state)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    struct guard_net net;
    struct guard guard = {.allowed = &net, .count = 1, .any_port = true};

    (void)state;
    assert_true(guard_net_read("::/0", &net));
    assert_false(guard_allows(&guard, (const struct sockaddr *)(const void *)&local));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_public),  cmocka_unit_test(test_ports),
        cmocka_unit_test(test_allowed), cmocka_unit_test(test_net_read),
        cmocka_unit_test(test_family),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
