#include "explain_page.h"

#include <stdio.h>
#include <string.h>

#include "mended.h"

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>newsmill explain</title>\n"
    "<style>\n"
    "body { font: 16px/1.5 serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }\n"
    "h1 { font-size: 1.2rem; overflow-wrap: anywhere }\n"
    "table, .why { font: 13px/1.5 sans-serif; color: #666 }\n"
    "th { text-align: left; font-weight: normal; padding-right: 1rem; vertical-align: top }\n"
    "td { overflow-wrap: anywhere; color: #000 }\n"
    ".block { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem }\n"
    ".block p { margin: .2rem 0 }\n"
    ".heading p { font-weight: bold }\n"
    ".item p, .quote p { margin-left: 1.5rem }\n"
    ".gone p { color: #999 }\n"
    ".score { font: 12px/1.5 sans-serif; color: #999 }\n"
    "del { color: #b00 }\n"
    "ins { color: #070; background: #dfd; text-decoration: none }\n"
    "</style>\n";

static void put(newsmill_str text)
{
    for (size_t i = 0; i < text.n; i++)
        switch (text.p[i]) {
        case '&':
            fputs("&amp;", stdout);
            break;
        case '<':
            fputs("&lt;", stdout);
            break;
        case '>':
            fputs("&gt;", stdout);
            break;
        case '"':
            fputs("&quot;", stdout);
            break;
        default: /* control characters are none of HTML */
            putchar((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7F ? ' ' : text.p[i]);
        }
}

static void puts_safely(const char *text)
{
    put((newsmill_str){text, strlen(text)});
}

static void put_field(const newsmill_doc *doc, const char *key)
{
    newsmill_str text = newsmill_field(doc, key);
    const char *from = newsmill_field_from(doc, key);

    if (!text.n)
        return;
    printf("<tr><th>%s<th>%s<td>", key, from ? from : "");
    put(text);
    putchar('\n');
}

static void put_head(const newsmill_doc *doc)
{
    bool kept = strcmp(newsmill_outcome(doc), "kept") == 0;
    const char *key;

    fputs("<h1>", stdout);
    put(newsmill_field(doc, "source"));
    printf(": %s", newsmill_outcome(doc));
    if (!kept) {
        printf(" (%s): ", newsmill_why(doc));
        puts_safely(newsmill_sentence(doc));
    }
    fputs("</h1>\n<table>\n", stdout);
    put_field(doc, "page_type");
    for (size_t i = 0; (key = newsmill_field_key(i)); i++)
        put_field(doc, key);
    put_field(doc, "flags");
    fputs("</table>\n", stdout);
}

static void put_piece(void *context, enum mended what, newsmill_str piece)
{
    static const char *const tags[][2] = {
        [MENDED_SAME] = {"", ""},
        [MENDED_CUT] = {"<del>", "</del>"},
        [MENDED_PUT] = {"<ins>", "</ins>"},
    };

    (void)context;
    fputs(tags[what][0], stdout);
    put(piece);
    fputs(tags[what][1], stdout);
}

static void put_block(const newsmill_block *block, bool why)
{
    bool kept = strcmp(block->why, "kept") == 0;

    printf("<div class=\"block %s%s\"><span class=\"why\"", block->kind, kept ? "" : " gone");
    if (!kept) {
        fputs(" title=\"", stdout);
        puts_safely(block->sentence);
        printf("\">%s", block->why);
    } else {
        putchar('>');
    }
    fputs("</span><div><p dir=\"auto\">", stdout);
    if (kept)
        mended_walk(block, put_piece, NULL);
    else
        put(block->raw);
    fputs("</p>", stdout);
    if (why) {
        printf("<span class=\"score\">%.2f%s", (double)block->score, block->telling ? ": " : "");
        puts_safely(block->telling ? block->telling : "");
        fputs("</span>", stdout);
    }
    fputs("</div></div>\n", stdout);
}

void explain_page_begin(void)
{
    fputs(head, stdout);
}

void explain_page_put(const newsmill_doc *doc, bool why)
{
    newsmill_block block;

    fputs("<section>\n", stdout);
    put_head(doc);
    for (size_t i = 0; newsmill_block_at(doc, i, &block) == NEWSMILL_OK; i++)
        put_block(&block, why);
    fputs("</section>\n", stdout);
}

void explain_page_end(void)
{
    fputs("</html>\n", stdout);
}
