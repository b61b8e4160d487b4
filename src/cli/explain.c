/* newsmill explain: every block of a page with what became of it and why. Nothing is written but
 * this view: kept blocks as they are, removed ones dim with the reason at their left, and inside a
 * block [-what was cut-] and {+what was put in+}. */
#include <stdio.h>
#include <string.h>

#include "explain_page.h"
#include "mended.h"
#include "session.h"

enum {
    REASON_COLUMN = 16,
    KEY_COLUMN = 15,
    FROM_COLUMN = 12,
    LEAST_WIDTH = 40,
};

static void put_field(const struct screen *screen, const newsmill_doc *doc, const char *key)
{
    newsmill_str text = newsmill_field(doc, key);
    const char *from = newsmill_field_from(doc, key);

    if (!text.n)
        return;
    screen_style(screen, STYLE_DIM);
    fprintf(screen->file, "%-*s %-*s ", KEY_COLUMN, key, FROM_COLUMN, from ? from : "");
    screen_style(screen, STYLE_PLAIN);
    screen_put(screen, text);
    fputc('\n', screen->file);
}

static void put_head(const struct screen *screen, const newsmill_doc *doc)
{
    const char *outcome = newsmill_outcome(doc);
    bool kept = strcmp(outcome, "kept") == 0;
    const char *key;

    screen_style(screen, STYLE_BOLD);
    screen_put(screen, newsmill_field(doc, "source"));
    screen_style(screen, STYLE_PLAIN);
    fputs(": ", screen->file);
    screen_style(screen, kept ? STYLE_GREEN : STYLE_RED);
    fputs(outcome, screen->file);
    screen_style(screen, STYLE_PLAIN);
    if (!kept)
        fprintf(screen->file, " (%s): %s", newsmill_why(doc), newsmill_sentence(doc));
    fputc('\n', screen->file);
    put_field(screen, doc, "page_type");
    for (size_t i = 0; (key = newsmill_field_key(i)); i++)
        put_field(screen, doc, key);
    put_field(screen, doc, "flags");
    fputc('\n', screen->file);
}

static void put_piece(void *context, enum mended what, newsmill_str piece)
{
    static const struct {
        enum style style;
        const char *open, *close;
    } dress[] = {
        [MENDED_SAME] = {STYLE_PLAIN, "", ""},
        [MENDED_CUT] = {STYLE_STRUCK, "[-", "-]"},
        [MENDED_PUT] = {STYLE_GREEN, "{+", "+}"},
    };
    const struct screen *screen = context;

    if (what != MENDED_SAME)
        screen_style(screen, dress[what].style);
    fputs(dress[what].open, screen->file);
    screen_put(screen, piece);
    fputs(dress[what].close, screen->file);
    if (what != MENDED_SAME)
        screen_style(screen, STYLE_PLAIN);
}

/* Text in lines that fit between the left column and the edge of the terminal. */
static void put_wrapped(const struct screen *screen, newsmill_str text)
{
    size_t width = screen->width > REASON_COLUMN + LEAST_WIDTH ? screen->width - REASON_COLUMN : 0;
    size_t column = 0;

    while (text.n) {
        const char *space = memchr(text.p, ' ', text.n);
        newsmill_str word = {text.p, space ? (size_t)(space - text.p) : text.n};
        size_t wide = screen_width(word);
        if (width && column && column + 1 + wide >= width) {
            fprintf(screen->file, "\n%*s", REASON_COLUMN, "");
            column = 0;
        } else if (column) {
            fputc(' ', screen->file);
        }
        screen_put(screen, word);
        column += wide + 1;
        word.n += space != NULL;
        text = (newsmill_str){text.p + word.n, text.n - word.n};
    }
}

static void put_block(const struct screen *screen, const newsmill_block *block)
{
    bool kept = strcmp(block->why, "kept") == 0;
    bool mended =
        block->text.n != block->raw.n || memcmp(block->text.p, block->raw.p, block->raw.n);

    if (!kept)
        screen_style(screen, STYLE_DIM);
    fprintf(screen->file, "%-*s", REASON_COLUMN, kept ? "" : block->why);
    if (strcmp(block->kind, "heading") == 0)
        fputs("# ", screen->file);
    else if (strcmp(block->kind, "item") == 0)
        fputs("- ", screen->file);
    else if (strcmp(block->kind, "quote") == 0)
        fputs("> ", screen->file);
    if (kept && mended)
        mended_walk(block, put_piece, (void *)(uintptr_t)screen);
    else
        put_wrapped(screen, block->raw);
    if (!kept)
        screen_style(screen, STYLE_PLAIN);
    fputc('\n', screen->file);
}

/* The block's score and what weighed in it, in a line of its own. */
static void put_why(const struct screen *screen, const newsmill_block *block)
{
    screen_style(screen, STYLE_DIM);
    fprintf(screen->file, "%*s= %.2f", REASON_COLUMN, "", (double)block->score);
    if (block->telling && *block->telling)
        fprintf(screen->file, ": %s", block->telling);
    screen_style(screen, STYLE_PLAIN);
    fputc('\n', screen->file);
}

static void put_document(const struct screen *screen, const newsmill_doc *doc, bool why)
{
    newsmill_block block;

    put_head(screen, doc);
    for (size_t i = 0; newsmill_block_at(doc, i, &block) == NEWSMILL_OK; i++) {
        put_block(screen, &block);
        if (why)
            put_why(screen, &block);
    }
}

/* Texts in tab-separated values have no tabs and line ends. */
static void put_value(newsmill_str text)
{
    for (size_t i = 0; i < text.n; i++)
        putchar((unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
}

static void put_feature_names(void)
{
    const char *name;

    fputs("source\tblock\twhy\tscore\ttext", stdout);
    for (size_t i = 0; (name = newsmill_feature_name(i)); i++)
        printf("\t%s", name);
    putchar('\n');
}

static void put_features(const newsmill_doc *doc)
{
    newsmill_block block;

    for (size_t i = 0; newsmill_block_at(doc, i, &block) == NEWSMILL_OK; i++) {
        if (!block.features)
            continue;
        put_value(newsmill_field(doc, "source"));
        printf("\t%zu\t%s\t%.4f\t", i, block.why, (double)block.score);
        put_value(block.raw);
        for (size_t k = 0; newsmill_feature_name(k); k++)
            printf("\t%.6g", (double)block.features[k]);
        putchar('\n');
    }
}

/* One of three views of the documents. */
static void put_view(struct session *session)
{
    const struct asked *asked = &session->asked;
    struct screen screen = screen_of(stdout);
    const newsmill_doc *doc;

    for (bool first = true; !ferror(stdout) && session_next(session, &doc); first = false) {
        if (asked->features) {
            put_features(doc);
        } else if (asked->html) {
            explain_page_put(doc, asked->why);
        } else {
            if (!first)
                fputc('\n', stdout);
            put_document(&screen, doc, asked->why);
        }
    }
}

int explain(const struct command *self, char **args)
{
    struct session session;
    int exit_code, written;
    bool page;

    if (!session_open(&session, self, args, NULL))
        return session.exit_code;
    page = session.asked.html && !session.asked.features;
    if (session.asked.features)
        put_feature_names();
    if (page)
        explain_page_begin();
    put_view(&session);
    if (page)
        explain_page_end();
    written = finish_output();
    exit_code = session_close(&session);
    return written == EXIT_DONE ? exit_code : written;
}
