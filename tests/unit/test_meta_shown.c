/* Dates that a page shows to readers, against what its data say. */
#include "meta_wanted.h"

#include <stdio.h>

#define P4       "<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>"
#define FAR_TEXT P4 P4 P4 P4 P4 PAGE_PROSE P4

/* What a page shows against what its data say, and dates away from the title. */
static void test_shown_dates(void **state)
{
    static const struct {
        const char *page, *published;
    } rows[] = {
        {"<meta property=article:published_time content=2022-07-01><h1>Boats stop</h1><p>March 4, "
         "2021</p>",
         "2021-03-04"}, /* moved to another program in 2022 */
        {"<meta property=article:published_time content=2021-03-04><h1>Boats stop</h1><p>Updated "
         "July 1, 2022</p>",
         "2021-03-04"},
        {"<meta property=article:published_time content=2021-03-04T01:20:00Z><h1>Boats stop</h1>"
         "<p>March 3, 2021</p>",
         "2021-03-04T01:20:00Z"}, /* the same hour elsewhere */
        {"<meta property=article:published_time content=2021-03-04><h1>Boats stop</h1><table><tr>"
         "<td>1/1/2013<td>7.1</table>",
         "2021-03-04"},
        {"<main><h1>Boats stop</h1><aside><time datetime=2021-03-04>4 March</time></aside>",
         "2021-03-04"},
        {"<h1>Boats stop</h1><p>Updated March 4, 2021</p>", "2021-03-04"},
        {"<h1>Boats stop</h1>" FAR_TEXT "<p>Posted on the 4/3/2021 by @jroe</p>", "2021-04-03"},
        {"<h1>Boats stop</h1>" FAR_TEXT "<p>The boats of 4 March 2021 and all that came after</p>",
         ""},
        {"<h1>Boats stop</h1>" FAR_TEXT "<i class=date>March 4, 2021</i>", "2021-03-04"},
        {"<title>Seven ways that boats stop</title>" FAR_TEXT FAR_TEXT "<h3>Blog | March 4, 2021"
         "</h3><h2>Seven Ways That Night Boats Stop</h2>" PAGE_PROSE,
         "2021-03-04"}, /* no heading is the title's own */
        {"<title>Boats stop | Example | 14.03.2021</title><h1>Boats stop</h1>" FAR_TEXT,
         "2021-03-14"},
        {"<title>Boats of 14.03.2021 | Example</title><h1>Boats stop</h1>" FAR_TEXT, ""},
        {"<h1>Boats stop</h1>" FAR_TEXT "<ul><li><b>Date</b> 14.03.2021<li><b>Author</b> Jane</ul>",
         "2021-03-14"},
        {"<h1>Boats stop</h1><p>March 2021</p>" FAR_TEXT, "2021-03"},
        {"<h1>Boats stop</h1><p>All of March 2021 it rained</p>" FAR_TEXT, ""},
        {"<h1>Boats stop</h1>" FAR_TEXT "<p>March 2021</p>", ""}, /* of an archive */
        {"<h1>Boats stop</h1><p>March 2021</p><p>April 4, 2021</p>" FAR_TEXT, "2021-04-04"},
        {"<h1>Boats stop</h1>" FAR_TEXT "<div class=date>March 4, 2021</div>"
         "<div class=date>March 9, 2021</div>",
         ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(false, rows[i].page, "https://www.example.com/boats",
              WANT({FIELD_PUBLISHED, rows[i].published}));
    check(false,
          "<meta property=article:published_time content=2021-03-04T01:20:00Z><h1>Boats stop</h1>"
          "<p>March 3, 2021</p>" PAGE_PROSE,
          "https://www.example.com/2021/03/03/boats", WANT({FIELD_PUBLISHED, "2021-03-03"}));
}

/* Labels and notes elsewhere, and data that have the day of the last change. */
static void test_far_dates(void **state)
{
    static const struct {
        const char *page, *published;
    } rows[] = {
        {"<meta property=article:published_time content=2021-03-05T22:20:00Z><h1>Boats stop</h1>"
         "<p>March 4, 2021</p>",
         "2021-03-04"}, /* nowhere was it the fourth then */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(false, rows[i].page, "https://www.example.com/boats",
              WANT({FIELD_PUBLISHED, rows[i].published}));
    check(false,
          "<meta property=article:published_time content=2021-03-04T01:20:00Z><h1>Boats stop</h1>"
          "<p>March 3, 2021</p>" PAGE_PROSE,
          "https://www.example.com/2021/03/03/boats", WANT({FIELD_PUBLISHED, "2021-03-03"}));
}

/* A date far from the headline wants something beside it that tells what it is. */
static void test_labelled_dates(void **state)
{
    static const struct {
        const char *page, *published;
    } rows[] = {
        {"<h1>Boats stop</h1>" FAR_TEXT "<h4>Publish date</h4><time>15 November 2018</time>"
         "<h4>Reviewed</h4><time>8 October 2020</time>",
         "2018-11-15"},
        {"<h1>Boats stop</h1>" FAR_TEXT "<h4>Last updated</h4><p>8 October 2020</p>", ""},
        {"<h1>Boats stop</h1>" FAR_TEXT "<p>Written by Jane Roe and Max Muster</p><p>April 8, "
         "2024</p>",
         "2024-04-08"},
        {"<h1>Boats stop</h1>" FAR_TEXT "<p>More boats</p><p>April 8, 2024</p>", ""},
        {"<h1>Boats stop</h1><p>Updated July 1, 2022</p>" FAR_TEXT "<p>This story was originally "
         "published on 26 Sep 2019 at 4:12pm but has been kept up to date.</p>",
         "2019-09-26T16:12"},
        {"<h1>Boats stop</h1><p>July 1, 2022</p>" FAR_TEXT "<p>It was originally published in a "
         "paper that was founded on 26 Sep 1999.</p>",
         "2022-07-01"},
        {"<meta property=article:published_time content=2021-05-05>"
         "<meta property=article:modified_time content=2021-05-05><h1>Boats stop</h1>" FAR_TEXT
         "<div>Published <time pubdate datetime=2021-03-04>March 4</time></div>",
         "2021-03-04"}, /* the data have the day on which it was saved last */
        {"<meta property=article:published_time content=2021-05-05><h1>Boats stop</h1>" FAR_TEXT
         "<div>Published <time pubdate datetime=2021-03-04>March 4</time></div>",
         "2021-05-05"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(false, rows[i].page, "https://www.example.com/boats",
              WANT({FIELD_PUBLISHED, rows[i].published}));
}

/* Sentences under a post, as its program writes them in each language. */
static void test_sentences_under_posts(void **state)
{
    static const struct {
        const char *page, *published;
    } rows[] = {
        {"<h1>Boats stop</h1>" FAR_TEXT "<p>This entry was posted on Thursday, March 4th, 2021 at "
         "9:20 am and is filed under Sea, Boats, Islands. You can follow any responses to it.</p>",
         "2021-03-04T09:20"},
        {"<h1>Boote bleiben</h1>" FAR_TEXT
         "<div class=post-footer>Dieser Artikel wurde am 4. M\u00E4rz "
         "2021 um 14:48 von Heiner geschrieben und unter dem Stichwort Boote abgelegt.</div>",
         "2021-03-04T14:48"},
        {"<h1>Bateaux</h1>" FAR_TEXT
         "<p>Cet article a \u00E9t\u00E9 publi\u00E9 le 4 mars 2021 par Jane "
         "dans la rubrique Mer et toutes les autres qui vont avec elle.</p>",
         "2021-03-04"},
        {"<h1>Barcos</h1>" FAR_TEXT "<p>Esta entrada fue publicada el 4 marzo 2021 en Mar por Jane "
         "y nadie la ha vuelto a tocar desde entonces hasta hoy.</p>",
         "2021-03-04"},
        {"<h1>Boote bleiben</h1>" FAR_TEXT "<p>Dieser Artikel wurde am 4. M\u00E4rz 2021 zuletzt "
         "aktualisiert, und zwar von allen, die dabei gewesen sind.</p>",
         ""},
        {"<h1>Boats stop</h1>" FAR_TEXT "<p>This entry was posted on March 4, 2021 in Sea and all "
         "that belongs to it, by Jane.</p>" FAR_TEXT "<p>This entry was posted on March 9, 2021 in "
         "Land and all that belongs to it, by Jane.</p>",
         ""}, /* posts of a day each */
        {"<h1>Boats stop</h1>" FAR_TEXT "<div class=comments><p>This entry was posted on March 4, "
         "2021 in Sea and all that belongs to it, by Jane.</p></div>",
         ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(false, rows[i].page, "https://www.example.com/boats",
              WANT({FIELD_PUBLISHED, rows[i].published}));
}

/* Labels of other languages; what is only said to have changed is that day's. */
static void test_labels_of_languages(void **state)
{
    static const struct {
        const char *line, *published, *modified;
    } rows[] = {
        {"Letzte Aktualisierung: 18.01.2018", "2018-01-18", "2018-01-18"},
        {"Derni\u00E8re mise \u00E0 jour le 18 janvier 2018", "2018-01-18", "2018-01-18"},
        {"\u00DAltima actualizaci\u00F3n: 18/01/2018", "2018-01-18", "2018-01-18"},
        {"Erstellt am 18.01.2018", "2018-01-18", ""},
        {"Mis en ligne le 18 janvier 2018", "2018-01-18", ""},
        {"\u53D1\u5E03\u65F6\u95F4\uFF1A2018-01-18", "2018-01-18", ""},
        {"\u0414\u0430\u0442\u0430: 18.01.2018", "2018-01-18", ""},
        {"Boote seit 18.01.2018", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[4000];
        snprintf(page, sizeof page, "<html lang=de><h1>Boote bleiben</h1>" FAR_TEXT "<p>%s</p>",
                 rows[i].line);
        check(false, page, "https://www.example.de/boats",
              WANT({FIELD_PUBLISHED, rows[i].published}, {FIELD_MODIFIED, rows[i].modified}));
    }
}

/* A <time> of a quotation is not the page's; one whose text names an earlier day than its
 * attribute was saved anew on that. */
static void test_times_of_others(void **state)
{
    static const struct {
        const char *page, *published;
    } rows[] = {
        {"<h1>Boats stop</h1><p><i class=PublishDate_date>29 January 2019</i></p><blockquote "
         "class=picture><p>A picture <time datetime=2018-03-12T19:30:12+00:00>March 12, 2018</time>"
         "</blockquote>" PAGE_PROSE,
         "2019-01-29"},
        {"<h1>Les bateaux</h1><p><time datetime=2019-07-03T10:18:46Z>Publi\u00E9 le 29 juin "
         "2019</time></p>" PAGE_PROSE,
         "2019-06-29"},
        {"<h1>Les bateaux</h1><p><time datetime=2019-06-29T23:18:46Z>Publi\u00E9 le 30 juin "
         "2019</time></p>" PAGE_PROSE,
         "2019-06-29T23:18:46Z"},
        {"<h1>Les bateaux</h1><p><time datetime=2019-07-03T10:18:46Z>29 juin "
         "2019</time></p>" PAGE_PROSE,
         "2019-07-03T10:18:46Z"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(false, rows[i].page, "https://www.example.com/boats",
              WANT({FIELD_PUBLISHED, rows[i].published}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences_under_posts),
        cmocka_unit_test(test_labels_of_languages),
        cmocka_unit_test(test_times_of_others),
        cmocka_unit_test(test_shown_dates),
        cmocka_unit_test(test_far_dates),
        cmocka_unit_test(test_labelled_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
