/* The encoding samples of the conformance archive: html5lib's prescan cases, the label table, the
 * single-byte indexes and encoding_rs's texts. Skips (77) when the archive is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>
#include <openssl/evp.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/charset.h"
#include "base/charset_prescan.h"

enum { SKIP = 77, UNMAPPED = 0xFFFD, CEILING = 1 << 24 };

struct samples {
    struct arena arena;
    jmp_buf escape;
    char folder[64];
};

static str read_sample(struct samples *samples, const char *name)
{
    char path[256];
    struct stat st;
    char *bytes;
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", samples->folder, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &st), 0);
    bytes = arena_alloc(&samples->arena, (size_t)st.st_size + 1);
    assert_int_equal(fread(bytes, 1, (size_t)st.st_size, file), st.st_size);
    fclose(file);
    return (str){bytes, (size_t)st.st_size};
}

static str unbase64(struct arena *arena, const char *text)
{
    size_t n = strlen(text);
    unsigned char *out = arena_alloc(arena, n + 1);
    int made = EVP_DecodeBlock(out, (const unsigned char *)text, (int)n);

    assert_true(made >= 0);
    while (n && text[n - 1] == '=') {
        n--;
        made--;
    }
    return (str){(char *)out, (size_t)made};
}

/* 82 of 82; a page for which nothing is found counts as windows-1252. */
static void prescan_cases(void **state)
{
    struct samples *samples = *state;
    str rest = read_sample(samples, "encoding/cases-html5lib.jsonl"), line;
    size_t cases = 0, wrong = 0, mark;

    while (str_split(&rest, '\n', &line)) {
        json_t *row = json_loadb(line.p, line.n, 0, NULL);
        enum charset want, got;
        str bytes;
        if (!row)
            continue;
        bytes = unbase64(&samples->arena, json_string_value(json_object_get(row, "data_b64")));
        want = charset_of_label(str_of(json_string_value(json_object_get(row, "encoding"))));
        got = bom_sniff(bytes, &mark);
        if (!got)
            got = prescan(bytes); /* all of it: seven cases have their <meta> behind 1,024 bytes */
        if (!got)
            got = CHARSET_WINDOWS_1252;
        if (got != want) {
            print_message("case %zu: %s, not %s\n", cases, charset_rows[got].name,
                          charset_rows[want].name);
            wrong++;
        }
        cases++;
        json_decref(row);
    }
    assert_int_equal(cases, 82);
    assert_int_equal(wrong, 0);
}

static void all_labels(void **state)
{
    struct samples *samples = *state;
    str text = read_sample(samples, "encoding/whatwg/encodings.json");
    json_t *groups = json_loadb(text.p, text.n, 0, NULL), *group, *row, *label;
    size_t i, j, k, encodings = 0, labels = 0;

    json_array_foreach(groups, i, group)
    {
        json_array_foreach(json_object_get(group, "encodings"), j, row)
        {
            const char *name = json_string_value(json_object_get(row, "name"));
            encodings++;
            json_array_foreach(json_object_get(row, "labels"), k, label)
            {
                enum charset got = charset_of_label(str_of(json_string_value(label)));
                assert_string_equal(charset_rows[got].name, name);
                labels++;
            }
        }
    }
    json_decref(groups);
    assert_int_equal(encodings, 40);
    assert_int_equal(labels, 228);
}

/* All bytes of an encoding against its index; gives how many differ. */
static size_t compare_index(struct samples *samples, enum charset charset, const char *file)
{
    str rest = read_sample(samples, file), line;
    uint32_t want[128];
    size_t wrong = 0;

    for (size_t i = 0; i < 128; i++)
        want[i] = UNMAPPED;
    while (str_split(&rest, '\n', &line)) {
        const char *row = str_zero_ended(&samples->arena, line);
        char *end;
        unsigned long at = strtoul(row, &end, 10); /* "  0\t0x20AC\t..." */
        if (end > row && at < 128)
            want[at] = (uint32_t)strtoul(end, NULL, 16);
    }
    for (unsigned i = 0; i < 256; i++) {
        char byte = (char)i;
        struct decoded got =
            charset_decode(&samples->arena, &samples->arena, charset, (str){&byte, 1}, CEILING);
        size_t at = 0;
        uint32_t c = utf8_next(got.text, &at);
        bool right = c == (i < 128 ? i : want[i - 128]) && got.bad == (c == UNMAPPED);
        if (!right)
            print_message("%s 0x%02X: U+%04X\n", charset_rows[charset].name, i, c);
        wrong += !right;
    }
    return wrong;
}

static void single_byte_tables(void **state)
{
    struct samples *samples = *state;
    size_t tables = 0;

    for (enum charset charset = 1; charset < CHARSET_COUNT; charset++) {
        str name = str_lower(&samples->arena, str_of(charset_rows[charset].name));
        char file[96];
        if (charset_rows[charset].kind != KIND_SINGLE)
            continue;
        if (charset == CHARSET_ISO_8859_8_I) /* the standard has one index for both */
            name = S("iso-8859-8");
        snprintf(file, sizeof file, "encoding/whatwg/index-%.*s.txt", (int)name.n, name.p);
        assert_int_equal(compare_index(samples, charset, file), 0);
        tables++;
    }
    assert_int_equal(tables, 28);
}

/* encoding_rs's texts hold every pointer of each index, mapped or not, one a line. */
static void multibyte_samples(void **state)
{
    static const struct {
        enum charset charset;
        const char *name;
    } rows[] = {
        {CHARSET_BIG5, "big5"},
        {CHARSET_EUC_KR, "euc_kr"},
        {CHARSET_GB18030, "gb18030"},
        {CHARSET_GBK, "gb18030"},
        {CHARSET_ISO_2022_JP, "iso_2022_jp"},
        {CHARSET_EUC_JP, "jis0208"},
        {CHARSET_EUC_JP, "jis0212"},
        {CHARSET_SHIFT_JIS, "shift_jis"},
    };
    struct samples *samples = *state;
    size_t wrong = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char file[96];
        struct decoded got;
        str in, want, a, b;
        snprintf(file, sizeof file, "encoding/encoding_rs/%s_in.txt", rows[i].name);
        in = read_sample(samples, file);
        snprintf(file, sizeof file, "encoding/encoding_rs/%s_in_ref.txt", rows[i].name);
        want = read_sample(samples, file);
        got = charset_decode(&samples->arena, &samples->arena, rows[i].charset, in, CEILING);
        if (str_eq(got.text, want))
            continue;
        for (size_t line = 1; str_split(&got.text, '\n', &a) && str_split(&want, '\n', &b); line++)
            if (!str_eq(a, b)) {
                print_message("%s line %zu: %.*s, not %.*s\n", rows[i].name, line, (int)a.n, a.p,
                              (int)b.n, b.p);
                wrong++;
            }
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* true when it ended well. */
static bool run_program(const char *const argv[])
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(SKIP);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

int main(void)
{
    static const char archive[] = "data/conformance/encoding.tar.gz";
    const char *data = getenv("NEWSMILL_TESTDATA");
    struct samples samples = {.folder = "/tmp/newsmill-samples-XXXXXX"};
    char path[4096];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(prescan_cases, &samples),
        cmocka_unit_test_prestate(all_labels, &samples),
        cmocka_unit_test_prestate(single_byte_tables, &samples),
        cmocka_unit_test_prestate(multibyte_samples, &samples),
    };
    const char *const unpack[] = {"tar", "-xzf", path, "-C", samples.folder, NULL};
    const char *const remove[] = {"rm", "-rf", samples.folder, NULL};
    int failed;

    snprintf(path, sizeof path, "%s/%s", data ? data : "../shared", archive);
    if (access(path, R_OK) != 0) {
        printf("skipped: %s is not there\n", path);
        return SKIP;
    }
    arena_init(&samples.arena, 0);
    samples.arena.escape = &samples.escape;
    if (!mkdtemp(samples.folder) || setjmp(samples.escape))
        return 1;
    failed = run_program(unpack) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
    arena_free(&samples.arena);
    return run_program(remove) && !failed ? 0 : 1;
}
