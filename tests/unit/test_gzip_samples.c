/* Real gzip files of other projects, from NEWSMILL_TESTDATA: whole ones are read to the last
 * member, damage is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "pressed.h"
#include "read/in.h"
#include "samples.h"

static const struct {
    const char *file;
    unsigned damages;
    size_t bytes; /* that are read of it; 0: not compared */
    const char *text;
} rows[] = {
    {"gzip/jwat/invalid-compression.gz", 1, 0, NULL},
    {"gzip/jwat/invalid-magic.gz", 1, 0, NULL},
    {"gzip/jwat/invalid-truncated.gz", 1, 0, NULL},
    {"gzip/jwat/invalid-entries.gz", 1, 1297, NULL}, /* the second and the third of three */
    {"gzip/jwat/sample.txt.gz", 0, 1297, NULL},
    {"gzip/jwat/three-files.gz", 0, 0, NULL},
    {"gzip/webarchive-commons/IAH-urls-wget.warc.gz", 0, 174179, NULL},
    {"gzip/webarchive-commons/abcd.gz", 0, 4, "abcd"},
    {"gzip/webarchive-commons/double-single-inflate-error.gz", 1, 0, NULL},
    {"gzip/webarchive-commons/empty.gz", 0, 0, ""},
    {"gzip/webarchive-commons/hi.gz", 0, 3, "hi\n"},
    {"gzip/webarchive-commons/hi-2.gz", 0, 6, "hi\nhi\n"},
};

static unsigned read_file(const char *path, struct bytes *bytes)
{
    const char *error = "";
    struct in *in = in_open(path, NULL, &error);
    unsigned damages = 0;
    size_t n;

    if (!in)
        fail_msg("%s: %s", path, error);
    for (;;) {
        const uint8_t *p = in_peek(in, 1, &n);

        bytes_add(bytes, p, n);
        in_skip(in, n);
        if (!n && in_state(in) != IN_DAMAGED)
            break;
        if (!n) {
            in_resume(in);
            damages++;
        }
    }
    in_close(in);
    return damages;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes bytes = {0};
        unsigned damages = read_file(rows[i].file, &bytes);

        if ((damages > 0) != (rows[i].damages > 0))
            fail_msg("%s: %u damages", rows[i].file, damages);
        if (rows[i].bytes && bytes.n != rows[i].bytes)
            fail_msg("%s: %zu bytes", rows[i].file, bytes.n);
        if (rows[i].text)
            assert_string_equal((char *)bytes.p, rows[i].text);
        bytes_free(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    int said;

    samples_unpack("gzip");
    said = cmocka_run_group_tests(tests, NULL, NULL);
    samples_remove();
    return said;
}
