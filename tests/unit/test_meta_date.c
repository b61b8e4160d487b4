/* Dates as pages of many languages write them. */
#include "page.h"

#include "base/date.h"
#include "base/months.h"

struct row {
    const char *text, *want; /* NULL: no date */
};

static void check_rows(const struct row *rows, size_t count, struct date_hint hint)
{
    struct page page;

    page_make(&page, false, S(""));
    for (size_t i = 0; i < count; i++) {
        struct date date = {.precision = DATE_NONE};
        bool found = date_read(str_of(rows[i].text), hint, &date);
        str got = found ? date_iso(&page.arena, &date) : (str){NULL, 0};
        if (!str_is(got, rows[i].want ? rows[i].want : ""))
            fail_msg("'%s' is '%.*s', not '%s'", rows[i].text, (int)got.n, got.p ? got.p : "",
                     rows[i].want ? rows[i].want : "none");
    }
    page_leave(&page);
}
#define CHECK(rows, ...)                                                                           \
    check_rows(rows, sizeof(rows) / sizeof *(rows), (struct date_hint){__VA_ARGS__})

static void test_machines(void **state)
{
    static const struct row rows[] = {
        {"2021-03-04", "2021-03-04"},
        {"2021-03", "2021-03"},
        {"2021-03-04T10:20:00+01:00", "2021-03-04T10:20:00+01:00"},
        {"2021-03-04T10:20:00Z", "2021-03-04T10:20:00Z"},
        {"2021-03-04T10:20:00+00:00", "2021-03-04T10:20:00+00:00"},
        {"2021-03-04T10:20", "2021-03-04T10:20"},
        {"2021-03-04 10:20:30", "2021-03-04T10:20:30"},
        {"2021-03-04T10:20:00.123456-0500", "2021-03-04T10:20:00-05:00"},
        {"2021-03-04T10:20:00+0530", "2021-03-04T10:20:00+05:30"},
        {"20210304", "2021-03-04"},
        {"20210304T102000Z", "2021-03-04"},
        {"20210304102030", "2021-03-04T10:20:30"},
        {"1614853200", "2021-03-04T10:20:00Z"},
        {"1614853200000", "2021-03-04T10:20:00Z"},
        {"Thu, 04 Mar 2021 10:20:00 GMT", "2021-03-04T10:20:00Z"},
        {"Thu, 04 Mar 2021 10:20:00 +0200", "2021-03-04T10:20:00+02:00"},
        {"Thu Mar 04 2021 10:20:00 GMT+0100 (CET)", "2021-03-04T10:20:00+01:00"},
        {"2021/03/04 10:20", "2021-03-04T10:20"},
        {"2021.03.04", "2021-03-04"},
        {"0000-00-00T00:00:00", NULL},
        {"1970-01-01T00:00:00Z", NULL},
        {"2021-13-04", NULL},
        {"2021-02-30", NULL},
        {"2231-01-01", NULL},
        {"", NULL},
        {"soon", NULL},
        {"99999999999999999999999", NULL},
        {"192.168.20.21", NULL},
        {"2021", NULL},
    };
    (void)state;
    CHECK(rows, .month_first = false);
}

static void test_readers(void **state)
{
    static const struct row rows[] = {
        {"March 4, 2021", "2021-03-04"},
        {"Mar. 4th, 2021", "2021-03-04"},
        {"4 March 2021", "2021-03-04"},
        {"the 4th of March 2021", "2021-03-04"},
        {"Sept 9 2020", "2020-09-09"},
        {"MARCH 4, 2021", "2021-03-04"},
        {"2019-07-10 1:18 PM", "2019-07-10T13:18"},
        {"July 10, 2019 at 1:18 p.m. EDT", "2019-07-10T13:18-04:00"},
        {"July 10, 2019 12:05 AM", "2019-07-10T00:05"},
        {"July 10, 2019 1 PM", "2019-07-10T13:00"},
        {"10:20 AM EST, Sat June 1, 2019", "2019-06-01T10:20-05:00"},
        {"4 mars 2021 à 10h20", "2021-03-04T10:20"},
        {"1er avril 2021", "2021-04-01"},
        {"4. März 2021, 10:20 Uhr", "2021-03-04T10:20"},
        {"04.03.2021, 10.20 Uhr", "2021-03-04T10:20"},
        {"04.03.2021", "2021-03-04"},
        {"4 de marzo de 2021", "2021-03-04"},
        {"4 de março de 2021 às 10:20", "2021-03-04T10:20"},
        {"4 marzo 2021", "2021-03-04"},
        {"4 maart 2021", "2021-03-04"},
        {"4 марта 2021 г., 10:20", "2021-03-04T10:20"},
        {"4 березня 2021", "2021-03-04"},
        {"4 marca 2021", "2021-03-04"},
        {"4 Mart 2021 10:20", "2021-03-04T10:20"},
        {"4 مارس 2021", "2021-03-04"},
        {"٤ مارس ٢٠٢١", "2021-03-04"},
        {"4 मार्च 2021", "2021-03-04"},
        {"4 Maret 2021 10:20 WIB", "2021-03-04T10:20+07:00"},
        {"2021年3月4日", "2021-03-04"},
        {"2021年3月4日 10時20分", "2021-03-04T10:20"},
        {"2021년 3월 4일 10:20", "2021-03-04T10:20"},
        {"2021. március 4.", "2021-03-04"},
        {"4 tháng 3, 2021", "2021-03-04"},
        {"5 Οκτωβρίου 2021", "2021-10-05"},
        {"4. maaliskuuta 2021", "2021-03-04"},
        {"Published: March 4, 2021 | Updated: March 6, 2021 10:00", "2021-03-04"},
        {"3 to 4 people in 2021", NULL},
        {"version 10.4.3.2021", NULL},
        {"He may 2021 times", NULL},
    };
    (void)state;
    CHECK(rows, .month_first = false);
}

static void test_either_order(void **state)
{
    static const struct row american[] = {{"03/04/2021", "2021-03-04"},
                                          {"13/04/2021", "2021-04-13"},
                                          {"3/4/21", "2021-03-04"},
                                          {"04.03.2021", "2021-03-04"}};
    static const struct row others[] = {{"03/04/2021", "2021-04-03"},
                                        {"04/13/2021", "2021-04-13"},
                                        {"31/12/2020 23:59", "2020-12-31T23:59"}};
    static const struct row thai[] = {{"4 มีนาคม 2564", "2021-03-04"},
                                      {"2564-03-04", "2021-03-04"},
                                      /* as it is */
                                      {"2021-03-04", "2021-03-04"}};
    (void)state;
    CHECK(american, .month_first = true);
    CHECK(others, .month_first = false);
    CHECK(thai, .buddhist = true);
    CHECK(((const struct row[]){{"2564-03-04", NULL}}), .month_first = false);
}

/* Of a page no year before the web is one; an archive's record says what it says. */
static void test_old(void **state)
{
    static const struct row rows[] = {
        {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
        {"Feb 26, 1987", "1987-02-26"},
        {"1815-06-18", "1815-06-18"},
        {"1587-06-18", NULL},
    };

    (void)state;
    CHECK(rows, .old = true);
    CHECK(((const struct row[]){{"26-FEB-1987", NULL}}), .old = false);
}

static void test_place_in_text(void **state)
{
    str text = S("Filed on 4 March 2021, 10:20 by Jane");
    struct date date;
    size_t from, to;

    (void)state;
    assert_true(date_find(text, 0, (struct date_hint){.old = false}, &date, &from, &to));
    assert_int_equal(from, str_find(text, S("4 March")));
    assert_int_equal(to, str_find(text, S(" by Jane")));
    assert_false(date_find(text, to, (struct date_hint){.old = false}, &date, &from, &to));
}

/* The table is searched by halves: were it out of order, names would be lost. */
static void test_months(void **state)
{
    static const struct {
        const char *name;
        unsigned month;
    } rows[] = {{"january", 1},  {"märz", 3},  {"décembre", 12}, {"декабря", 12}, {"aralık", 12},
                {"abendua", 12}, {"zzz", 0},   {"", 0},          {"ocak", 1},     {"يناير", 1},
                {"września", 9}, {"lipca", 7}, {"ago", 8},       {"agu", 8},      {"yanvar", 1},
                {"źrebię", 0},   {"மார்ச்", 3},  {"ธันวาคม", 12},   {"mon", 0},      {"şubat", 2}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(month_of(str_of(rows[i].name)), rows[i].month);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_machines),      cmocka_unit_test(test_old),
        cmocka_unit_test(test_readers),       cmocka_unit_test(test_either_order),
        cmocka_unit_test(test_place_in_text), cmocka_unit_test(test_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
