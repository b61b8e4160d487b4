/* The records and their order are the same for any number of threads. */
#include <stdlib.h>
#include <unistd.h>

#include <zlib.h>

#include "mill_pages.h"

/* All records, a line each, up to what is said at the end. */
static int put_records(newsmill *mill, FILE *out)
{
    const newsmill_doc *doc;
    int said;

    while ((said = newsmill_next(mill, &doc)) == NEWSMILL_OK) {
        newsmill_str record = newsmill_record(doc);
        fprintf(out, "%.*s\n", (int)record.n, record.p);
    }
    return said;
}

/* Those of all pages; the caller frees. */
static char *records(const char *jobs)
{
    newsmill *mill = new_mill(jobs);
    char *all = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&all, &n);

    for (int i = 0; i < PAGES; i++)
        newsmill_input_bytes(mill, pages[i], strlen(pages[i]), names[i]);
    assert_int_equal(put_records(mill, out), NEWSMILL_END);
    assert_int_equal(newsmill_exit_code(mill), 0);
    newsmill_free(mill);
    fclose(out);
    return all;
}

static void test_same_bytes_for_any_number_of_threads(void **state)
{
    static const char *const jobs[] = {"2", "3", "8"};
    char *one = records("1"), *place = one;

    (void)state;
    for (int i = 0; i < PAGES; i++) { /* and in the order of the input */
        char want[32];
        snprintf(want, sizeof want, "\"page-%d\"", i);
        place = strstr(place, want);
        assert_non_null(place);
    }
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        char *many = records(jobs[i]);
        assert_string_equal(many, one);
        free(many);
    }
    free(one);
}

static void hear(void *context, int level, const char *line)
{
    fprintf(context, "%d %s\n", level, line);
}

/* Writes page number i into the folder, compressed; every tenth is cut off. */
static void put_page(const char *folder, int i)
{
    char path[64];
    gzFile out;

    snprintf(path, sizeof path, "%s/%03d.html.gz", folder, i);
    out = gzopen(path, "wb");
    gzwrite(out, pages[i], (unsigned)strlen(pages[i]));
    gzclose(out);
    if (i % 10 == 9)
        assert_int_equal(truncate(path, 150), 0);
}

/* What comes of the files of a folder, and what is said; the caller frees both. */
static char *records_of(const char *folder, const char *jobs, char **lines)
{
    newsmill *mill = new_mill(jobs);
    char *all = NULL;
    size_t n = 0, said = 0;
    FILE *out = open_memstream(&all, &n), *heard = open_memstream(lines, &said);

    newsmill_listen(mill, hear, heard);
    newsmill_input(mill, folder);
    assert_int_equal(put_records(mill, out), NEWSMILL_END);
    assert_int_equal(newsmill_exit_code(mill), 1);
    newsmill_free(mill);
    fclose(out);
    fclose(heard);
    return all;
}

/* Files that other threads opened before it was their turn, damaged ones too. */
static void test_same_bytes_of_files(void **state)
{
    char folder[] = "/tmp/newsmill-run-XXXXXX", command[64];
    char *one, *many, *said_by_one, *said_by_many;

    (void)state;
    assert_non_null(mkdtemp(folder));
    for (int i = 0; i < PAGES; i++)
        put_page(folder, i);
    one = records_of(folder, "1", &said_by_one);
    many = records_of(folder, "8", &said_by_many);
    assert_non_null(strstr(said_by_one, "cut off"));
    assert_string_equal(many, one);
    assert_string_equal(said_by_many, said_by_one);
    free(one);
    free(many);
    free(said_by_one);
    free(said_by_many);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bytes_for_any_number_of_threads),
        cmocka_unit_test(test_same_bytes_of_files),
    };
    return cmocka_run_group_tests(tests, make_pages, NULL);
}
