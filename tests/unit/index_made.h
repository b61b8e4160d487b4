/* index_made: an index of made-up documents in a folder of its own, for a test. Included once by a
 * test program. */
#ifndef NEWSMILL_TEST_INDEX_MADE_H
#define NEWSMILL_TEST_INDEX_MADE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants these first */
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "index_docs.h"
#include "store/index_care.h"

enum { SEGMENT = 8, MOST_FOUND = 64, LARGE = 1 << 20, DAY = 86400 };

static char dir[64];

static inline int set_up(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/newsmill-index-XXXXXX");
    assert_non_null(mkdtemp(dir));
    return 0;
}

static inline void
each_file(const char *from, void (*act)(const char *path, const char *name, void *with), void *with)
{
    DIR *folder = opendir(from);
    struct dirent *entry;
    char path[512];

    assert_non_null(folder);
    while ((entry = readdir(folder)))
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", from, entry->d_name);
            act(path, entry->d_name, with);
        }
    closedir(folder);
}

static inline void remove_file(const char *path, const char *name, void *with)
{
    (void)name;
    (void)with;
    assert_int_equal(unlink(path), 0);
}

static inline int tear_down(void **state)
{
    (void)state;
    each_file(dir, remove_file, NULL);
    return rmdir(dir);
}

static inline struct index *opened_as(uint64_t segment, uint64_t window, uint64_t committed)
{
    struct index_config config = {.segment_docs = segment,
                                  .window = window,
                                  .exact_window = window * 4,
                                  .now = INT64_C(1) << 40,
                                  .made_with = "tests"};
    char error[512] = "";
    struct index *index = index_open(dir, &config, committed, NULL, error, sizeof error);

    if (!index)
        print_message("%s\n", error);
    return index;
}

static inline struct index *opened(uint64_t committed)
{
    struct index *index = opened_as(SEGMENT, 0, committed);

    assert_non_null(index);
    return index;
}

static inline void settle(struct index *index)
{
    uint64_t docs;

    assert_true(index_sync(index, &docs));
    assert_int_equal(docs, index_next(index));
    assert_true(index_settle(index));
}

#define FOLDER_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
