/* bench_extract LIST PASSES [--timings]: takes the pages whose files LIST names, a line each, from
 * memory through all stages and writes nothing. Prints a line a pass: pages that gave text, pages,
 * seconds of processor time. A page of one word goes first and is not in the time: with it a run
 * reads its rules and model. --timings: how long that took, and the stages' times, of the last
 * pass as well. */
#include <newsmill.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_PAGES = 100000, ONE_PAGE = 1 << 26, READ_BYTES = 1 << 16 };

static const char first_page[] = "<!DOCTYPE html><title>Start</title><p>Start";

struct page {
    char *name, *bytes;
    size_t n;
};

struct pages {
    struct page *row;
    size_t count;
};

static void fail(const char *what)
{
    perror(what);
    exit(2);
}

static void stop(const newsmill *mill)
{
    fprintf(stderr, "%s\n", newsmill_message(mill));
    exit(2);
}

static void load(struct page *page)
{
    FILE *file = fopen(page->name, "rb");
    size_t room = 0, got;

    if (!file)
        fail(page->name);
    do {
        room += READ_BYTES;
        page->bytes = realloc(page->bytes, room);
        if (!page->bytes)
            fail("pages");
        got = fread(page->bytes + page->n, 1, room - page->n, file);
        page->n += got;
    } while (got > 0 && page->n < ONE_PAGE);
    fclose(file);
}

static struct pages load_all(const char *list)
{
    struct pages all = {calloc(MOST_PAGES, sizeof(struct page)), 0};
    FILE *file = fopen(list, "r");
    size_t room = 0;
    char *line = NULL;
    ssize_t n;

    if (!file || !all.row)
        fail(list);
    while (all.count < MOST_PAGES && (n = getline(&line, &room, file)) > 0) {
        line[strcspn(line, "\n")] = '\0';
        all.row[all.count].name = line;
        load(&all.row[all.count++]);
        line = NULL;
        room = 0;
    }
    free(line);
    fclose(file);
    return all;
}

static void unload(struct pages *all)
{
    for (size_t i = 0; i < all->count; i++) {
        free(all->row[i].name);
        free(all->row[i].bytes);
    }
    free(all->row);
}

static double processor_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A mill that has taken its first page. */
static newsmill *start(const struct pages *all, bool timings)
{
    newsmill *mill = newsmill_new();
    const newsmill_doc *doc;

    if (!mill)
        fail("newsmill_new");
    newsmill_set(mill, "as", "html");
    newsmill_set(mill, "jobs", "1");
    if (timings)
        newsmill_set(mill, "timings", "yes");
    newsmill_input_bytes(mill, first_page, sizeof first_page - 1, "first");
    for (size_t i = 0; i < all->count; i++)
        newsmill_input_bytes(mill, all->row[i].bytes, all->row[i].n, all->row[i].name);
    if (newsmill_next(mill, &doc) != NEWSMILL_OK)
        stop(mill);
    return mill;
}

/* How many pages gave text; title and author are asked for, as a caller would. */
static size_t pass(newsmill *mill)
{
    const newsmill_doc *doc;
    size_t texts = 0;
    int said;

    while ((said = newsmill_next(mill, &doc)) == NEWSMILL_OK) {
        newsmill_field(doc, "title");
        newsmill_field(doc, "author");
        texts += newsmill_text(doc).n > 0;
    }
    if (said == NEWSMILL_FAILED)
        stop(mill);
    return texts;
}

static void print_timings(const newsmill *mill, double start)
{
    newsmill_timing timing;

    printf("start %.6f\n", start);
    for (size_t i = 0; newsmill_timing_at(mill, i, &timing) == NEWSMILL_OK; i++)
        printf("%s %.6f\n", timing.name, timing.seconds);
}

int main(int argc, char **argv)
{
    bool timings = argc == 4 && strcmp(argv[3], "--timings") == 0;
    struct pages all;

    if (argc < 3 || (argc > 3 && !timings)) {
        fputs("usage: bench_extract LIST PASSES [--timings]\n", stderr);
        return 2;
    }
    all = load_all(argv[1]);
    for (long left = strtol(argv[2], NULL, 10); left > 0; left--) {
        double before = processor_seconds();
        newsmill *mill = start(&all, timings);
        double from = processor_seconds();
        size_t texts = pass(mill);

        printf("%zu %zu %.6f\n", texts, all.count, processor_seconds() - from);
        if (timings && left == 1)
            print_timings(mill, from - before);
        newsmill_free(mill);
    }
    unload(&all);
    return 0;
}
