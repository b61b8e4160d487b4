/* bench_index DIR DOCS RULES [MADE-WITH]: adds DOCS made-up documents of 420 tokens and 29 keys to
 * an index in DIR: looks up exact hashes, finds and compares candidates as the stage does
 * (find_matches() with the thresholds of RULES, share/newsmill/dedup.rules as a rule), adds the
 * document. Some keys are shared with strangers as those of news are, words are as frequent as
 * those of a language (Zipf), and every fourth document comes near an earlier one. It goes on from
 * the documents that DIR holds; MADE-WITH is the line of that name in its manifest, by which
 * newsmill takes it for its own. Prints a line at each stop: documents, documents a second of
 * processor time since the stop before, and of all; pairs compared a document since then; bytes in
 * the folder, anonymous memory in KiB. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "stage/dedup_match.h"

#define COMMON (UINT64_C(1) << 60)
enum {
    TOKENS = 420,
    KEYS = 29,
    POOL = 200000, /* phrases that strangers share, two keys each */
    STOP = 10000,  /* the first stop; then two for each power of ten */
    COPIES = 4,    /* every so many documents is a copy */
    EDITS = 30,    /* every so many tokens of a copy is another */
    FRESH = 6,     /* every so many keys of a copy is another */
    PATH = 4096,
    RANKS = 4096, /* steps of the table of words */
    NAMES = 20,   /* every so many words is a name */
    SECOND = 1000000000,
    RULES_BYTES = 1 << 16,
};

struct document {
    struct index_row row;
    char id[40];
    uint64_t keys[KEYS];
    uint16_t tokens[TOKENS];
};

static uint64_t mixed(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* The document that number is a copy of: itself, or one before it, mostly not long before. */
static uint64_t original(uint64_t number)
{
    while (number && mixed(number) % COPIES == 0) {
        uint64_t far = mixed(number + 1) % 8 ? 5000 : number;
        number -= mixed(number + 2) % (far < number ? far : number) + 1;
    }
    return number;
}

/* Words by a uniform die: the one of rank r comes up in proportion to 1/r. */
static void fill_words(uint16_t *words)
{
    for (size_t i = 0; i < RANKS; i++)
        words[i] = (uint16_t)exp((double)i / RANKS * log(TOKEN_HASHES));
}

static uint16_t word_of(const uint16_t *words, uint64_t seed)
{
    uint64_t dice = mixed(seed);
    uint16_t word = words[dice % RANKS];

    return (uint16_t)(word | (word > RANKS / NAMES && dice / RANKS % NAMES == 0 ? TOKEN_NAME : 0));
}

static void make(struct document *made, uint64_t number, const uint16_t *words)
{
    uint64_t story = original(number), seed = mixed(story + 7);
    size_t pooled = mixed(number + 3) % 4;

    snprintf(made->id, sizeof made->id, "%016llx%016llx", (unsigned long long)mixed(number),
             (unsigned long long)mixed(number + 4));
    for (size_t i = 0; i < TOKENS; i++)
        made->tokens[i] =
            word_of(words, story != number && mixed(number * TOKENS + i) % EDITS == 0 ? number + i
                                                                                      : seed + i);
    for (size_t i = 0; i < KEYS; i++)
        made->keys[i] = mixed(story != number && mixed(number + i) % FRESH == 0 ? number * KEYS + i
                                                                                : seed + (i << 20));
    for (size_t i = 0; i < pooled; i++) { /* small ranks are met more often */
        uint64_t dice = mixed(number * 8 + i) % POOL, key = mixed(dice * dice / POOL + COMMON);
        made->keys[2 * i] = key + i;
        made->keys[2 * i + 1] = key + i + 1 + mixed(number * 8 + i + 4) % 2;
    }
    made->row = (struct index_row){
        .site = mixed(number) % 1000,
        .published = (int64_t)number,
        .seen = (int64_t)number,
        .words = TOKENS,
        .flags = story == number ? INDEX_KEPT : 0,
        .id = str_of(made->id),
        .exact = {{mixed(seed), number == story ? story : number}, {mixed(number), number}, {0, 0}},
    };
}

/* How many candidates were compared. */
static uint64_t look_up(const struct decider *decider, struct arena *scratch, struct document *made)
{
    struct sketch sketch = {.keys = made->keys,
                            .tokens = made->tokens,
                            .key_count = KEYS,
                            .token_count = TOKENS,
                            .words = TOKENS};
    struct doc doc = {.scratch = scratch, .sketch = &sketch};
    struct matches matches;
    struct index_row row;
    uint32_t docno;

    for (unsigned kind = 0; kind < INDEX_EXACTS; kind++)
        index_exact(decider->index, kind, made->row.exact[kind], &docno, &row);
    find_matches(decider, &doc, &made->row, &matches);
    arena_reset(scratch);
    return matches.count;
}

static double now(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / SECOND;
}

static double folder_bytes(const char *dir)
{
    DIR *folder = opendir(dir);
    struct dirent *entry;
    char path[PATH];
    struct stat st;
    double bytes = 0;

    while (folder && (entry = readdir(folder)))
        if (snprintf(path, sizeof path, "%s/%s", dir, entry->d_name) < PATH &&
            stat(path, &st) == 0 && S_ISREG(st.st_mode))
            bytes += (double)st.st_size;
    if (folder)
        closedir(folder);
    return bytes;
}

static unsigned long anonymous(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    unsigned long kib = 0;

    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "RssAnon:", 8) == 0)
            kib = strtoul(line + 8, NULL, 10);
    if (status)
        fclose(status);
    return kib;
}

static void stop(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(2);
}

/* What was spent so far, in seconds, on how many documents. */
struct spent {
    uint64_t docs, compared;
    double processor, wall;
};

static void report(struct index *index, const char *dir, struct spent all, struct spent before)
{
    uint64_t docs;

    if (!index_sync(index, &docs) || !index_settle(index))
        stop(index_error(index));
    printf("%llu\t%.0f\t%.0f\t%.0f\t%.2f\t%.1f\t%lu\n", (unsigned long long)docs,
           (double)(all.docs - before.docs) / (all.processor - before.processor),
           (double)all.docs / all.processor, (double)all.docs / all.wall,
           (double)(all.compared - before.compared) / (double)(all.docs - before.docs),
           folder_bytes(dir) / 1e6, anonymous());
    fflush(stdout);
}

static void fill(const struct decider *decider, struct arena *scratch, const char *dir,
                 uint64_t docs)
{
    static struct document made;
    static uint16_t words[RANKS];
    struct index *index = decider->index;
    struct spent all = {0}, before = {0};
    uint64_t next = STOP;

    fill_words(words);
    while (next <= index_next(index))
        next = next % 3 ? next * 3 : next / 3 * 10;
    puts("docs\tdocs/s\tof all\twall\tpairs\tMB\tanon KiB");
    while (index_next(index) < docs) {
        double processor, wall;
        make(&made, index_next(index), words);
        processor = now(CLOCK_PROCESS_CPUTIME_ID);
        wall = now(CLOCK_MONOTONIC);
        all.compared += look_up(decider, scratch, &made);
        if (!index_add(index, &made.row, made.keys, KEYS, made.tokens, TOKENS))
            stop(index_error(index));
        all.processor += now(CLOCK_PROCESS_CPUTIME_ID) - processor;
        all.wall += now(CLOCK_MONOTONIC) - wall;
        all.docs++;
        if (index_next(index) != next && index_next(index) != docs)
            continue;
        report(index, dir, all, before);
        before = all;
        next = next % 3 ? next * 3 : next / 3 * 10;
    }
}

static void read_rules(struct dedup_rules *rules, const char *path)
{
    static char text[RULES_BYTES];
    FILE *file = fopen(path, "r");
    size_t line, n = file ? fread(text, 1, sizeof text, file) : 0;

    if (!file || dedup_rules_read(rules, (str){text, n}, &line))
        stop("no rules");
    fclose(file);
}

int main(int argc, char **argv)
{
    struct index_config config = {.now = INDEX_UNKNOWN_TIME};
    uint64_t docs = argc == 4 || argc == 5 ? strtoull(argv[2], NULL, 10) : 0;
    struct decider decider = {.keep = KEEP_FIRST};
    struct arena arena, scratch;
    char error[512];

    if (!docs)
        stop("usage: bench_index DIR DOCS RULES [MADE-WITH]");
    config.made_with = argv[4];
    read_rules(&decider.rules, argv[3]);
    decider.index = index_open(argv[1], &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);
    if (!decider.index)
        stop(error);
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    decider.compare = compare_new(&arena, TOKENS);
    fill(&decider, &scratch, argv[1], docs);
    index_close(decider.index);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
