/* newsmill explain: every block of a page with what became of it and why. Nothing is written but
 * this view: kept blocks as they are, removed ones dim with the reason at their left, and inside a
 * block [-what was cut-] and {+what was put in+}. */
#include <stdio.h>
#include <string.h>

#include "session.h"

enum {
    REASON_COLUMN = 16,
    KEY_COLUMN = 15,
    FROM_COLUMN = 12,
    LEAST_WIDTH = 40,
    SURE = 12, /* bytes that must agree for two places to be the same text */
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

static newsmill_str from(newsmill_str s, size_t at)
{
    return (newsmill_str){s.p + at, s.n - at};
}

static size_t alike(newsmill_str a, newsmill_str b)
{
    size_t n = 0;

    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    while (n && n < a.n && ((unsigned char)a.p[n] & 0xC0) == 0x80) /* a whole character */
        n--;
    return n;
}

static void put_change(const struct screen *screen, enum style style, const char *open,
                       newsmill_str text, const char *close)
{
    if (!text.n)
        return;
    screen_style(screen, style);
    fputs(open, screen->file);
    screen_put(screen, text);
    fputs(close, screen->file);
    screen_style(screen, STYLE_PLAIN);
}

/* Where in `raw` the text goes on with the first SURE bytes of `text`; raw.n when it does not. */
static size_t goes_on(newsmill_str raw, newsmill_str text)
{
    const char *at = memmem(raw.p, raw.n, text.p, text.n < SURE ? text.n : SURE);

    return at && text.n ? (size_t)(at - raw.p) : raw.n;
}

/* A block that was mended: both texts walked side by side. */
static void put_mended(const struct screen *screen, newsmill_str raw, newsmill_str text)
{
    while (raw.n || text.n) {
        size_t same = alike(raw, text), put = 0, cut;
        screen_put(screen, (newsmill_str){raw.p, same});
        raw = from(raw, same);
        text = from(text, same);
        if (!raw.n && !text.n)
            break;
        cut = goes_on(raw, text);
        if (text.n && text.p[0] == ' ' && goes_on(raw, from(text, 1)) <= cut) {
            put = 1;
            cut = goes_on(raw, from(text, 1));
        } else if (cut == raw.n) {
            put = text.n;
        }
        put_change(screen, STYLE_STRUCK, "[-", (newsmill_str){raw.p, cut}, "-]");
        put_change(screen, STYLE_GREEN, "{+", (newsmill_str){text.p, put}, "+}");
        raw = from(raw, cut);
        text = from(text, put);
    }
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
        text = from(text, word.n + (space != NULL));
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
        put_mended(screen, block->raw, block->text);
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

int explain(const struct command *self, char **args)
{
    struct session session;
    struct screen screen = screen_of(stdout);
    const newsmill_doc *doc;
    bool first = true;
    int exit_code, written;

    if (!session_open(&session, self, args, NULL))
        return session.exit_code;
    if (session.asked.features)
        put_feature_names();
    while (!ferror(stdout) && session_next(&session, &doc)) {
        if (session.asked.features) {
            put_features(doc);
            continue;
        }
        if (!first)
            fputc('\n', stdout);
        first = false;
        put_document(&screen, doc, session.asked.why);
    }
    written = finish_output();
    exit_code = session_close(&session);
    return written == EXIT_DONE ? exit_code : written;
}
