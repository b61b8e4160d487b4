/* Damage in the folder of an index: it is said, and does no harm. */
#include "index_made.h"

#include <fcntl.h>
#include <sys/stat.h>

struct chosen {
    char path[512];
    const char *prefix;
};

static void choose(const char *path, const char *name, void *with)
{
    struct chosen *chosen = with;

    if (strncmp(name, chosen->prefix, strlen(chosen->prefix)) == 0)
        snprintf(chosen->path, sizeof chosen->path, "%s", path);
}

static char *read_file(const char *path, size_t *n)
{
    struct stat st;
    int fd = open(path, O_RDONLY);
    char *bytes;

    assert_true(fd >= 0 && fstat(fd, &st) == 0);
    bytes = malloc((size_t)st.st_size + 1);
    assert_non_null(bytes);
    assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
    close(fd);
    *n = (size_t)st.st_size;
    return bytes;
}

static void write_file(const char *path, const char *bytes, size_t n)
{
    int fd = open(path, O_WRONLY);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    assert_int_equal(ftruncate(fd, (off_t)n), 0);
    close(fd);
}

static void fill(uint64_t docs)
{
    struct index *index = opened(INDEX_AS_MANIFEST);

    for (uint64_t i = 0; i < docs; i++)
        assert_true(add_made(index, i));
    settle(index);
    index_close(index);
}

static bool is_sound(void)
{
    struct index_report report;
    char error[512] = "";
    enum care_said said = index_verify(dir, &report, error, sizeof error);

    assert_true(said == CARE_DONE || said == CARE_DAMAGED);
    assert_int_equal(said == CARE_DONE, error[0] == '\0');
    return said == CARE_DONE;
}

/* Every cut of the manifest and of the log is said, by opening and by verify. */
static void every_cut_is_noticed(void **state)
{
    static const char *const prefixes[] = {"MANIFEST", "log-"};

    (void)state;
    fill(150);
    assert_true(is_sound());
    for (size_t i = 0; i < 2; i++) {
        struct chosen chosen = {"", prefixes[i]};
        size_t n;
        char *bytes;
        each_file(dir, choose, &chosen);
        bytes = read_file(chosen.path, &n);
        for (size_t cut = 0; cut < n; cut++) {
            struct index_config config = {.made_with = "tests"};
            char error[512] = "";
            write_file(chosen.path, bytes, cut);
            assert_null(index_open(dir, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error));
            assert_non_null(strstr(error, "damaged"));
            assert_false(is_sound());
        }
        write_file(chosen.path, bytes, n);
        free(bytes);
    }
    assert_true(is_sound());
}

struct files {
    char paths[64][512];
    size_t n;
};

static void list(const char *path, const char *name, void *with)
{
    struct files *files = with;

    if (strcmp(name, "lock") != 0)
        snprintf(files->paths[files->n++], sizeof files->paths[0], "%s", path);
}

static void every_flip_is_noticed(void **state)
{
    struct files files = {.n = 0};

    (void)state;
    fill(150);
    each_file(dir, list, &files);
    assert_in_range(files.n, 8, 63);
    for (uint64_t i = 0; i < 500; i++) {
        const char *path = files.paths[mixed(i) % files.n];
        size_t n, at;
        char *bytes = read_file(path, &n);
        at = mixed(i + 1000) % n;
        bytes[at] = (char)(bytes[at] ^ (1 << mixed(i + 2000) % 8));
        write_file(path, bytes, n);
        assert_false(is_sound());
        bytes[at] = (char)(bytes[at] ^ (1 << mixed(i + 2000) % 8));
        write_file(path, bytes, n);
        free(bytes);
    }
    assert_true(is_sound());
}

/* Asks for all there is, whatever comes. */
static void use(struct index *index)
{
    struct index_candidate found[MOST_FOUND];
    struct index_row row;
    const uint16_t *tokens;
    struct made made;
    size_t n;

    for (uint64_t i = 0; i < 100; i++)
        add_made(index, i);
    for (uint32_t docno = 0; docno < 150; docno++) {
        make_doc(&made, docno);
        index_candidates(index, made.keys, made.key_count, NULL, found, MOST_FOUND);
        index_row(index, docno, &row);
        index_tokens(index, docno, &tokens, &n);
    }
}

/* Segments are not summed when an index is opened: what they say must not lead anywhere. */
static void damaged_segments_do_no_harm(void **state)
{
    (void)state;
    fill(150);
    for (uint64_t i = 0; i < 300; i++) {
        static const char *const kinds[] = {"near-", "tokens-", "exact-"};
        struct chosen chosen = {"", kinds[i % 3]};
        struct index_config config = {.made_with = "tests"};
        char error[512], *bytes, *sound;
        struct index *index;
        size_t n;
        each_file(dir, choose, &chosen);
        bytes = read_file(chosen.path, &n);
        sound = read_file(chosen.path, &n);
        for (uint64_t k = 0; k < 20; k++)
            bytes[mixed(i * 100 + k) % n] ^= (char)(mixed(i + k) | 1);
        write_file(chosen.path, bytes, n);
        index = index_open(dir, &config, INDEX_AS_MANIFEST, NULL, error, sizeof error);
        if (index)
            use(index);
        index_close(index);
        write_file(chosen.path, sound, n);
        free(bytes);
        free(sound);
    }
    assert_true(is_sound());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(every_cut_is_noticed),
        FOLDER_TEST(every_flip_is_noticed),
        FOLDER_TEST(damaged_segments_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
