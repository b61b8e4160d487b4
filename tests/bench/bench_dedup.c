/* bench_dedup TEXTS PASSES: TEXTS holds texts, a line each. Sketches every text (words, tokens,
 * keys), then holds every text against the eight before it, and against a copy in which every 30th
 * word is another. Prints a line a pass: texts, words a text, sketched a second of processor time,
 * microseconds a pair that is compared, of neighbours and of copies, and documents a second through
 * an index in memory: look-up of keys, rows and tokens, and insert. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stage/dedup_compare.h"
#include "stage/sketch_keys.h"
#include "stage/sketch_words.h"
#include "store/index.h"

enum { MOST_TEXTS = 1 << 17, BEFORE = 8, FOUND = 64, LEAST_ARGS = 3, EDITS = 30 };

struct text {
    char *p;
    size_t n;
    uint16_t *tokens;
    uint64_t *keys;
    size_t token_count, key_count;
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static size_t load(const char *path, struct text *texts)
{
    FILE *file = fopen(path, "r");
    size_t count = 0, room = 0;
    char *line = NULL;
    ssize_t n;

    while (file && count < MOST_TEXTS && (n = getline(&line, &room, file)) > 1) {
        texts[count++] = (struct text){.p = line, .n = (size_t)n - 1};
        line = NULL;
        room = 0;
    }
    if (file)
        fclose(file);
    free(line);
    return count;
}

static void sketch(struct text *text, const struct lexicon *lexicon, struct arena *scratch)
{
    struct words words;
    uint64_t *keys;

    words_start(&words, lexicon, scratch);
    words_add(&words, (str){text->p, text->n});
    keys = keys_of(scratch, words.hashes, words.count, false, &text->key_count);
    text->token_count = words.count;
    text->tokens = realloc(text->tokens, (words.count + 1) * sizeof *text->tokens);
    text->keys = realloc(text->keys, (text->key_count + 1) * sizeof *text->keys);
    for (size_t i = 0; i < words.count; i++)
        text->tokens[i] = (uint16_t)(words.hashes[i] >> 50 | words.marks[i]);
    memcpy(text->keys, keys, text->key_count * sizeof *keys);
    arena_reset(scratch);
}

static double seconds_of_index(const struct text *texts, size_t count)
{
    struct index_config config = {.memory_docs = MOST_TEXTS};
    char error[100];
    struct index *index = index_open(NULL, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);
    struct index_candidate found[FOUND];
    double start = now();

    for (size_t i = 0; i < count; i++) {
        struct index_row row = {.id = {"benchmark", 9}};
        size_t n = index_candidates(index, texts[i].keys, texts[i].key_count, NULL, found, FOUND);
        for (size_t k = 0; k < n; k++)
            index_row(index, found[k].docno, &row);
        row = (struct index_row){.id = {"benchmark", 9}};
        index_add(index, &row, texts[i].keys, texts[i].key_count, texts[i].tokens,
                  texts[i].token_count);
    }
    start = now() - start;
    index_close(index);
    return start;
}

static double seconds_of_pairs(const struct text *texts, size_t count, struct compare *compare,
                               size_t *pairs)
{
    struct scores scores;
    double start = now();

    *pairs = 0;
    for (size_t i = 0; i < count; i++) {
        compare_start(compare, texts[i].tokens, texts[i].token_count);
        for (size_t k = 1; k <= BEFORE && k <= i; k++, ++*pairs)
            compare_with(compare, texts[i - k].tokens, texts[i - k].token_count, &scores);
    }
    return now() - start;
}

static double seconds_of_copies(const struct text *texts, size_t count, struct compare *compare)
{
    static uint16_t copy[UINT16_MAX];
    struct scores scores;
    double spent = 0;

    for (size_t i = 0; i < count; i++) {
        size_t n = texts[i].token_count < UINT16_MAX ? texts[i].token_count : UINT16_MAX;
        double start;
        for (size_t k = 0; k < n; k++)
            copy[k] = (uint16_t)(texts[i].tokens[k] + (k % EDITS == 0));
        start = now();
        compare_start(compare, texts[i].tokens, n);
        compare_with(compare, copy, n, &scores);
        spent += now() - start;
    }
    return spent;
}

int main(int argc, char **argv)
{
    static struct text texts[MOST_TEXTS];
    struct arena arena, scratch;
    struct lexicon *lexicon;
    struct compare *compare;
    size_t count, pairs, words = 0;

    if (argc < LEAST_ARGS || !(count = load(argv[1], texts))) {
        fputs("usage: bench_dedup TEXTS PASSES\n", stderr);
        return 2;
    }
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    lexicon = ARENA_NEW(&arena, struct lexicon);
    lexicon_fill(lexicon);
    compare = compare_new(&arena, UINT16_MAX - 1);
    for (long pass = strtol(argv[2], NULL, 10); pass > 0; pass--) {
        double start = now(), sketched, compared, copied, indexed;
        for (size_t i = 0; i < count; i++)
            sketch(&texts[i], lexicon, &scratch);
        sketched = now() - start;
        words = 0;
        for (size_t i = 0; i < count; i++)
            words += texts[i].token_count;
        compared = seconds_of_pairs(texts, count, compare, &pairs);
        copied = seconds_of_copies(texts, count, compare);
        indexed = seconds_of_index(texts, count);
        printf("%zu texts of %zu words, %.0f sketched a second, %.2f us a pair, "
               "%.2f of copies, %.0f a second through the index\n",
               count, words / count, (double)count / sketched, compared * 1e6 / (double)pairs,
               copied * 1e6 / (double)count, (double)count / indexed);
    }
    for (size_t i = 0; i < count; i++) {
        free(texts[i].p);
        free(texts[i].tokens);
        free(texts[i].keys);
    }
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}
