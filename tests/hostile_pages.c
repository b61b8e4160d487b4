/* hostile_pages NAME: writes a page that is made to break parsers to standard output.
 * hostile_pages: lists the names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEGABYTE = 1 << 20 };

static void times(size_t n, const char *text)
{
    while (n--)
        fputs(text, stdout);
}

static void begin(void)
{
    fputs("<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>", stdout);
}

static void deep_divs(void)
{
    begin();
    times(1000000, "<div>");
    fputs("<p>At the bottom of it all there is a sentence, and nobody will read it.</p>", stdout);
}

static void deep_formatting(void)
{
    begin();
    times(100000, "<b><i><font color=red><a href=/x>");
    fputs("text", stdout);
}

static void misnested(void)
{
    begin();
    times(50000, "<p><b><div></b></p><a><table><a>");
}

static void formatting_flood(void)
{
    begin();
    for (unsigned i = 0; i < 100000; i++)
        printf("<p><font size=%u>word", i);
}

static void attribute_flood(void)
{
    begin();
    fputs("<p ", stdout);
    for (unsigned i = 0; i < 300000; i++)
        printf("a%u=%u ", i, i);
    fputs(">A paragraph that has too many attributes, and says little.</p>", stdout);
}

static void long_attribute(void)
{
    begin();
    fputs("<p title='", stdout);
    times(10 * MEGABYTE / 8, "aaaaaaa ");
    fputs("'>A paragraph behind a long attribute.</p>", stdout);
}

static void long_title(void)
{
    fputs("<html><head><title>", stdout);
    times(5 * MEGABYTE / 8, "a title ");
    fputs("</title></head><body><p>A paragraph below a very long title.</p>", stdout);
}

/* A title of many parts, and as many headings as there may be blocks, as long as each of them. */
static void title_of_parts(void)
{
    fputs("<title>Tide Boat", stdout);
    times(200, " |");
    fputs("</title>", stdout);
    times(90000, "<h2>Kelp Wrack</h2>");
}

static void long_text(void)
{
    begin();
    fputs("<p>", stdout);
    times(21 * MEGABYTE / 16, "fifteen letters ");
}

static void long_word(void)
{
    begin();
    fputs("<p>", stdout);
    times(9 * MEGABYTE, "x");
}

static void html_tags(void)
{
    begin();
    for (unsigned i = 0; i < 300000; i++)
        printf("<html a%u=1>", i);
}

static void tables(void)
{
    begin();
    times(400000, "<table><td>x");
}

static void rows(void)
{
    begin();
    fputs("<table>", stdout);
    times(400000, "<tr><td>cell<td>other");
}

static void nuls(void)
{
    begin();
    fputs("<p>Text with", stdout);
    for (unsigned i = 0; i < MEGABYTE; i++)
        putchar('\0');
    fputs("NULs in it, a great many of them, and a little text.</p>", stdout);
}

static void bad_utf8(void)
{
    fputs("<html><head><meta charset=utf-8></head><body><p>", stdout);
    times(MEGABYTE, "\xC3(\xED\xA0\x80\xF8\xFF ");
}

static void entities(void)
{
    begin();
    times(500000, "&notin;&#x10FFFF;&#xD800;&amp");
}

static void comments(void)
{
    begin();
    times(500000, "<!-- a -->x<!-");
}

static void scripts(void)
{
    begin();
    times(200000, "<script><!--<script></scrip></script>");
}

static void unclosed_quote(void)
{
    begin();
    times(300000, "<a href=\"x>y<br ");
}

static void open_tags(void)
{
    begin();
    times(2000000, "<a<");
}

static void paragraphs(void)
{
    begin();
    times(500000, "<p>word");
}

static void one_text(void)
{
    begin();
    times(60000, "<p>The same sentence is said again and again, with two commas, every time.");
}

static void json_ld(void)
{
    fputs("<html><head><script type='application/ld+json'>", stdout);
    times(1000000, "[");
    fputs("</script></head><body><p>Below nested JSON there is a text to be read.</p>", stdout);
}

static void json_ld_many(void)
{
    fputs("<html><head>", stdout);
    times(50000, "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>");
    fputs("</head><body><p>Below so many claims there is a text to be read.</p>", stdout);
}

static void svg_quotes(void)
{
    begin();
    fputs("<svg>", stdout);
    times(10 * MEGABYTE / 6, "<a b=\"");
}

static void ampersands(void)
{
    begin();
    times(9 * MEGABYTE, "&");
}

/* Characters by which the pruned page stands for its texts: each would be 200 kB. */
static void private_planes(void)
{
    begin();
    fputs("<p>", stdout);
    times(200000 / 16, "fifteen letters ");
    times(20000, "<p>&#xF0001 <math><![CDATA[\xF3\xB0\x80\x81]]></math>");
}

static void selects(void)
{
    begin();
    times(300000, "<select><option>a<optgroup>");
}

static void templates(void)
{
    begin();
    times(100000, "<template><svg><math>");
}

static void long_lines_of_commas(void)
{
    times(3 * MEGABYTE, ", .");
}

static void text_lines(void)
{
    times(700000, "a line of text\n");
}

static void glued(void)
{
    times(400000, "He agreed.For now.");
}

static const struct {
    const char *name;
    void (*make)(void);
} pages[] = {
    {"deep-divs", deep_divs},
    {"deep-formatting", deep_formatting},
    {"misnested", misnested},
    {"formatting-flood", formatting_flood},
    {"attribute-flood", attribute_flood},
    {"long-attribute", long_attribute},
    {"long-title", long_title},
    {"title-of-parts", title_of_parts},
    {"long-text", long_text},
    {"long-word", long_word},
    {"html-tags", html_tags},
    {"tables", tables},
    {"rows", rows},
    {"nuls", nuls},
    {"bad-utf8", bad_utf8},
    {"entities", entities},
    {"comments", comments},
    {"scripts", scripts},
    {"unclosed-quote", unclosed_quote},
    {"open-tags", open_tags},
    {"paragraphs", paragraphs},
    {"one-text", one_text},
    {"json-ld-deep", json_ld},
    {"json-ld-many", json_ld_many},
    {"svg-quotes", svg_quotes},
    {"ampersands", ampersands},
    {"private-planes", private_planes},
    {"selects", selects},
    {"templates", templates},
    {"scrape-commas", long_lines_of_commas},
    {"scrape-lines", text_lines},
    {"scrape-glued", glued},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (argc < 2) {
            puts(pages[i].name);
        } else if (strcmp(argv[1], pages[i].name) == 0) {
            pages[i].make();
            return fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
        }
    return argc < 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}
