/* Names out of bylines and of what pages write where an author is named. */
#include <stdio.h>

#include "page.h"

#include "stage/meta_agency.h"
#include "stage/meta_author.h"
#include "stage/meta_author_labels.h"

struct row {
    const char *text, *names, *agency;
};

enum how { VALUE, BYLINE, ELEMENT };

static void check(const struct row *rows, size_t count, enum how how)
{
    for (size_t i = 0; i < count; i++) {
        struct page page;
        struct authors authors;
        str got, text = str_of(rows[i].text);

        page_make(&page, false, S(""));
        authors = (struct authors){
            .doc = &page.doc, .site_name = S("The Daily Example"), .label = S("dailyexample")};
        if (how == BYLINE)
            authors_add_byline(&authors, text);
        else if (how == ELEMENT)
            authors_add_element(&authors, text, false);
        else
            authors_add(&authors, text);
        got = authors_text(&authors);
        if (!str_is(got, rows[i].names))
            fail_msg("'%s' gives '%.*s'", rows[i].text, (int)got.n, got.p ? got.p : "");
        if (!str_is(authors.agency, rows[i].agency ? rows[i].agency : ""))
            fail_msg("'%s' has agency '%.*s'", rows[i].text, (int)authors.agency.n,
                     authors.agency.p ? authors.agency.p : "");
        page_leave(&page);
    }
}
#define CHECK(rows, how) check(rows, sizeof(rows) / sizeof *(rows), how)

static void test_values(void **state)
{
    static const struct row rows[] = {
        {"Jane Roe", "Jane Roe", NULL},
        {"By Jane Roe", "Jane Roe", NULL},
        {"Jane Roe and John Doe", "Jane Roe\nJohn Doe", NULL},
        {"Jane Roe, John Doe & Max Muster", "Jane Roe\nJohn Doe\nMax Muster", NULL},
        {"Roe, Jane", "Jane Roe", NULL},
        {"Jane Roe, MD", "Jane Roe, MD", NULL},
        {"Jane Roe, Political editor", "Jane Roe", NULL},
        {"Jane Roe, Reuters", "Jane Roe", "Reuters"},
        {"Reuters", "", "Reuters"},
        {"dpa/AFP", "", "dpa"},
        {"Reuters Staff", "", "Reuters"},
        {"The Daily Example", "", NULL},
        {"dailyexample.com", "", NULL},
        {"Daily Example Staff", "", NULL},
        {"otherpaper.fr", "", NULL},
        {"Example Radio (www.example.org)", "", NULL},
        {"Jane Roe (Harbour)", "Jane Roe (Harbour)", NULL},
        {"Otherpaper.de GmbH, Munich, Germany", "", NULL},
        {"Jane Roe, Otherpaper Inc.", "Jane Roe", NULL},
        {"Text size", "", NULL},
        {"J.Roe", "J.Roe", NULL},
        {"jane.roe", "jane.roe", NULL},
        {"admin", "", NULL},
        {"Staff Writer", "", NULL},
        {"https://example.com/authors/jane", "", NULL},
        {"jane@example.com", "", NULL},
        {"<a href=\"/a\">Jane Roe</a>", "Jane Roe", NULL},
        {"Jane O&#039;Roe", "Jane O'Roe", NULL},
        {"ABBY ROEDOE", "ABBY ROEDOE", NULL},
        {"Jane Roe, Jane Roe", "Jane Roe", NULL},
        {"张三", "张三", NULL},
        {"", "", NULL},
        {"12345", "", NULL},
        {"August 28", "", NULL},
    };
    (void)state;
    CHECK(rows, VALUE);
}

static void test_bylines(void **state)
{
    static const struct row rows[] = {
        {"By Jane Roe and John Doe", "Jane Roe\nJohn Doe", NULL},
        {"by Marco Fiorentini", "Marco Fiorentini", NULL},
        {"By Jane Roe | 3 min read", "Jane Roe", NULL},
        {"Posted by Stadler at 12:53", "Stadler", NULL},
        {"Posted by Stadler at home", "", NULL},
        {"By JANE ROE", "JANE ROE", NULL},
        {"ByJane Roe", "Jane Roe", NULL},
        {"By Jane Roe, Staff Writer", "Jane Roe", NULL},
        {"By Jane Roe, Reuters", "Jane Roe", "Reuters"},
        {"By Jane Roe for Example News", "Jane Roe", NULL},
        {"By Jane Roe March 4, 2021", "Jane Roe", NULL},
        {"Published March 4, 2021 by Jane Roe", "Jane Roe", NULL},
        {"By Reuters", "", "Reuters"},
        {"Written by: Jane Roe", "Jane Roe", NULL},
        {"Von Anna Schmidt, Berlin", "Anna Schmidt", NULL},
        {"Von Anna Schmidt und Max Muster", "Anna Schmidt\nMax Muster", NULL},
        {"Par Jeanne Dupont", "Jeanne Dupont", NULL},
        {"Por María de la Cruz", "María de la Cruz", NULL},
        {"Di Mario Rossi", "Mario Rossi", NULL},
        {"Door Jan van der Berg", "Jan van der Berg", NULL},
        {"Автор: Иван Петров", "Иван Петров", NULL},
        {"作者：李四", "李四", NULL},
        {"文/王五", "王五", NULL},
        {"記者李四／台北報導", "李四", NULL},
        {"Oleh Budi Santoso", "Budi Santoso", NULL},
        {"By the river the people wait", "", NULL},
        {"By Monday morning all was quiet", "", NULL},
        {"Bybee said so", "", NULL},
        {"Jane Roe", "", NULL},
        {"Von der Leyen will mehr Geld", "", NULL},
    };
    (void)state;
    CHECK(rows, BYLINE);
}

static void test_elements(void **state)
{
    static const struct row rows[] = {
        {"Jane Roe", "Jane Roe", NULL},
        {"Jane Roe Writer", "Jane Roe", NULL},
        {"May 28 Written By Jane Roe", "Jane Roe", NULL},
        {"Jane Roe Email the author", "Jane Roe", NULL},
        {"View all posts by Jane Roe", "Jane Roe", NULL},
        {"Updated", "", NULL},
        {"View more posts", "", NULL},
        {"Authored by: Dr. Jane Roe", "Dr. Jane Roe", NULL},
    };
    (void)state;
    CHECK(rows, ELEMENT);
}

static void test_agencies(void **state)
{
    static const struct {
        const char *text, *start, *end;
    } rows[] = {
        {"WASHINGTON (AP) — The president left.", "AP", ""},
        {"(Reuters) - The president left.", "Reuters", ""},
        {"LONDON, March 4 (Reuters) - The president left.", "Reuters", ""},
        {"Berlin (dpa) - Der Minister ging.", "dpa", ""},
        {"Berlin (dpa/bb) - Der Minister ging.", "dpa", ""},
        {"МОСКВА, 4 марта. /ТАСС/. Министр ушёл.", "TASS", ""},
        {"【東京共同】大臣が去った。", "Kyodo", ""},
        {"Win and/or lose, said Reuters/AFP", "", ""},
        {"The minister went. – Reuters", "", "Reuters"},
        {"The minister went. (AFP)", "", "AFP"},
        {"The minister went. Reuters", "", "Reuters"},
        {"Der Minister ging. dpa/AFP", "", "dpa"},
        {"Reuters reported that the minister went.", "", ""},
        {"The minister (AP) told nobody.", "", ""},
        {"He told the news agency Reuters", "", ""},
        {"He reads Bloomberg. And Reuters too", "", ""},
        {"", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t from = 0;
        str text = str_of(rows[i].text), start = agency_in_dateline(text);
        str end = agency_at_end(text, &from);
        if (!str_is(start, rows[i].start) || !str_is(end, rows[i].end))
            fail_msg("'%s': '%.*s' at the start, '%.*s' at the end", rows[i].text, (int)start.n,
                     start.p ? start.p : "", (int)end.n, end.p ? end.p : "");
    }
}

/* Labels are found by their first byte: one that stood out of order would be missed. */
static void test_labels(void **state)
{
    static const char *const labels[] = {"a cura di",
                                         "By",
                                         "contributor:",
                                         "di",
                                         "Edited by",
                                         "écrit par",
                                         "geschreven door",
                                         "haber:",
                                         "muhabir:",
                                         "napisał",
                                         "oleh",
                                         "par",
                                         "rédigé par",
                                         "szerző:",
                                         "tekst:",
                                         "von",
                                         "written by",
                                         "Автор:",
                                         "журналист:",
                                         "كتب",
                                         "द्वारा",
                                         "作者：",
                                         "撰文：",
                                         "取材・文：",
                                         "글·",
                                         "기자:"};

    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s X", labels[i]);
        if (author_label(str_of(text), false) != strlen(labels[i]))
            fail_msg("'%s' is no label", labels[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),   cmocka_unit_test(test_values),
        cmocka_unit_test(test_bylines),  cmocka_unit_test(test_elements),
        cmocka_unit_test(test_agencies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
