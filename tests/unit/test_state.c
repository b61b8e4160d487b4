/* What a run keeps between its runs: rows with a check, commits, files that only grow, inputs that
 * are done, documents that were counted. What was written comes back; what was cut or changed is
 * said. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/append.h"
#include "store/commit.h"
#include "store/counted.h"
#include "store/rows.h"
#include "store/seen.h"

enum { PATH_SIZE = 128, DOCUMENTS = 200, LONG_TAIL = 1 << 20, TURNS = 6 };

struct room {
    char folder[PATH_SIZE / 2], path[PATH_SIZE];
    struct arena arena;
    jmp_buf way_out;
    struct append_place committed;
};

static struct room *room_new(void)
{
    struct room *room = calloc(1, sizeof *room);

    assert_non_null(room);
    snprintf(room->folder, sizeof room->folder, "/tmp/newsmill-state-XXXXXX");
    assert_non_null(mkdtemp(room->folder));
    snprintf(room->path, sizeof room->path, "%s/file", room->folder);
    arena_init(&room->arena, 0);
    return room;
}

static void room_free(struct room *room)
{
    unlink(room->path);
    snprintf(room->path, sizeof room->path, "%s/file" COMMIT_OTHER, room->folder);
    unlink(room->path);
    rmdir(room->folder);
    arena_free(&room->arena);
    free(room);
}

static const struct append_place nothing = {0, {NULL, 0}};

static void put_file(const char *path, const char *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    close(fd);
}

static str get_bytes(struct room *room, const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY);
    char *bytes;

    assert_true(fd >= 0 && fstat(fd, &st) == 0);
    bytes = arena_alloc(&room->arena, (size_t)st.st_size + 1);
    assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
    close(fd);
    return (str){bytes, (size_t)st.st_size};
}

static str get_file(struct room *room)
{
    return get_bytes(room, room->path);
}

/* Every length and every byte of the file: `reads` must say what is wrong, in one line. */
static void damage(struct room *room, bool (*reads)(struct room *room, struct fault *fault))
{
    str whole = get_file(room);
    char *flipped = arena_alloc(&room->arena, whole.n + 1);
    struct fault fault = {""};

    assert_true(reads(room, &fault));
    for (size_t n = 0; n < whole.n; n++) {
        put_file(room->path, whole.p, n);
        fault.line[0] = '\0';
        assert_false(reads(room, &fault));
        assert_true(fault.line[0] && !strchr(fault.line, '\n'));
    }
    for (size_t i = 0; i < whole.n; i++) {
        memcpy(flipped, whole.p, whole.n);
        flipped[i] = (char)(flipped[i] ^ 1 << i % 8);
        put_file(room->path, flipped, whole.n);
        assert_false(reads(room, &fault));
    }
    put_file(room->path, whole.p, whole.n);
    assert_true(reads(room, &fault));
}

/* ---- commits ---- */

static const str odd = {"two\nlines, a \\ and a \0 end", 26};

static bool reads_commit(struct room *room, struct fault *fault)
{
    struct commit commit = commit_new(&room->arena);

    return commit_read(&commit, room->path, fault) && str_eq(commit_get(&commit, "odd"), odd) &&
           commit_get_number(&commit, "number") == UINT64_MAX && !commit_get(&commit, "empty").n &&
           commit.count == 5; /* with those of its number */
}

static void commits(void **unused)
{
    struct room *room = room_new();
    const struct commit none = commit_new(&room->arena);
    struct commit commit;
    struct fault fault = {""};

    (void)unused;
    if (setjmp(room->way_out))
        fail();
    room->arena.escape = &room->way_out;
    commit = commit_new(&room->arena);
    assert_true(commit_read(&commit, room->path, &fault)); /* there is none yet */
    assert_int_equal(commit.count, 0);
    commit_put(&commit, "odd", odd);
    commit_put_number(&commit, "number", UINT64_MAX);
    commit_put(&commit, "empty", S(""));
    assert_true(commit_write(&commit, &none, room->path, &fault));
    damage(room, reads_commit);
    room_free(room);
}

/* The number of the commit that is found; UINT64_MAX: none, and why is said. */
static uint64_t found(struct room *room)
{
    struct commit commit = commit_new(&room->arena);
    struct fault fault = {""};

    if (commit_read(&commit, room->path, &fault))
        return commit_get_number(&commit, "n");
    assert_non_null(strstr(fault.line, "damaged"));
    return UINT64_MAX;
}

/* While one file is written over the other one is whole, at whatever byte it ends. */
static void turns(void **unused)
{
    struct room *room = room_new();
    struct commit last = commit_new(&room->arena);
    struct fault fault = {""};
    char other[PATH_SIZE + sizeof COMMIT_OTHER], *latest = TURNS % 2 ? room->path : other;
    str whole;

    (void)unused;
    if (setjmp(room->way_out))
        fail();
    room->arena.escape = &room->way_out;
    snprintf(other, sizeof other, "%s" COMMIT_OTHER, room->path);
    for (uint64_t n = 0; n < TURNS; n++) {
        struct commit next = commit_new(&room->arena);
        commit_put_number(&next, "n", n);
        for (uint64_t i = n; i < TURNS; i++) /* each is shorter than the one before */
            commit_put(&next, "more", S("and more"));
        assert_true(commit_write(&next, &last, room->path, &fault));
        assert_int_equal(found(room), n);
        last = next;
    }
    whole = get_bytes(room, latest);
    for (size_t i = 0; i <= whole.n; i++) {
        put_file(latest, whole.p, i);
        assert_int_equal(found(room), i < whole.n ? TURNS - 2 : TURNS - 1);
    }
    put_file(room->path, "x", 1);
    put_file(other, "x", 1);
    assert_int_equal(found(room), UINT64_MAX);
    room_free(room);
}

/* ---- files that only grow ---- */

static struct append *open_at(struct room *room, uint64_t bytes, str tail, bool is_shorter)
{
    const struct append_place committed = {bytes, tail};
    struct fault fault = {""};
    bool shorter = !is_shorter;
    struct append *append = append_open(room->path, &committed, &shorter, &fault);

    assert_non_null(append);
    assert_true(shorter == is_shorter);
    return append;
}

static void appends(void **unused)
{
    struct room *room = room_new();
    struct append_place place;
    struct fault fault = {""};
    struct append *append;

    (void)unused;
    if (setjmp(room->way_out))
        fail();
    room->arena.escape = &room->way_out;
    append = open_at(room, 0, nothing.tail, false);
    assert_true(append_put(append, S("committed"), &fault) && append_sync(append, &place, &fault));
    assert_true(place.bytes == 9 && !place.tail.n);
    assert_true(append_put(append, S(" and not"), &fault));
    assert_int_equal(append_length(append), 17);
    append_close(append);
    for (uint64_t n = 9;; n--) { /* what stands behind is cut, whatever the commit says */
        append_close(open_at(room, n, nothing.tail, false));
        assert_true(str_eq(get_file(room), str_slice(S("committed"), 0, (size_t)n)));
        if (!n)
            break;
    }
    append_close(open_at(room, 5, S("tail"), true)); /* the tail was of another file */
    assert_int_equal(get_file(room).n, 0);
    room_free(room);
}

/* What is short is held by the commit, however much of it has come into the file. */
static void tails(void **unused)
{
    struct room *room = room_new();
    struct append_place place;
    struct fault fault = {""};
    struct append *append = open_at(room, 0, nothing.tail, false);

    (void)unused;
    if (setjmp(room->way_out))
        fail();
    room->arena.escape = &room->way_out;
    assert_true(append_put(append, S("head "), &fault) && append_sync(append, &place, &fault));
    for (int i = 0; i < 2; i++) { /* from commit to commit it grows */
        assert_true(append_put(append, S("and "), &fault));
        assert_true(append_commit(append, &place, &fault));
        assert_int_equal(place.bytes, 5);
    }
    assert_true(str_eq(place.tail, S("and and ")));
    assert_true(str_eq(get_file(room), S("head and and ")));
    append_close(append);
    for (size_t n = 5; n <= 8; n++) { /* as much of it as a loss of power leaves */
        put_file(room->path, "head and and ", n);
        append = open_at(room, 5, S("and and "), false);
        assert_int_equal(append_length(append), 13);
        assert_true(append_put(append, S("tail"), &fault));
        assert_true(append_commit(append, &place, &fault));
        assert_true(place.bytes == 5 && str_eq(place.tail, S("and and tail")));
        assert_true(str_eq(get_file(room), S("head and and tail")));
        append_close(append);
    }
    room_free(room);
}

/* What is long is synced, and what is unknown: the commit holds nothing of it. */
static void long_tails(void **unused)
{
    struct room *room = room_new();
    struct append_place place;
    struct fault fault = {""};
    struct append *append = open_at(room, 0, nothing.tail, false);
    uint64_t length = 0;

    (void)unused;
    while (length < 3 * LONG_TAIL) {
        assert_true(append_put(append, S("0123456789abcdef"), &fault));
        length += 16;
        if (length % LONG_TAIL)
            continue;
        assert_true(append_commit(append, &place, &fault));
        assert_true(place.bytes == length && !place.tail.n);
    }
    append_close(append);
    append = open_at(room, UINT64_MAX, nothing.tail, false);
    assert_int_equal(append_length(append), length);
    assert_true(append_commit(append, &place, &fault));
    assert_true(place.bytes == length && !place.tail.n);
    append_close(append);
    room_free(room);
}

/* ---- inputs that are done ---- */

static const struct seen_file file = {7, 8, 9, -10};

static bool reads_seen(struct room *room, struct fault *fault)
{
    struct seen *seen = seen_open(room->path, &room->committed, fault);
    struct seen_place place = {.documents = 0};
    bool same;

    if (!seen)
        return false;
    same = seen_look(seen, "other", &file, &place) == SEEN_DONE;
    seen_close(seen);
    return same;
}

static void inputs_done(void **unused)
{
    struct room *room = room_new();
    struct fault fault = {""};
    struct seen_place place = {
        .file = file, .documents = 3, .first = 4, .chain = 5, .path = S("a\nname")};
    struct seen *seen = seen_open(room->path, &nothing, &fault);

    (void)unused;
    if (setjmp(room->way_out))
        fail();
    room->arena.escape = &room->way_out;
    assert_non_null(seen);
    memset(place.content, 'a', SHA256_HEX);
    assert_true(seen_write(seen, &place, &fault));
    place.file.inode++;
    assert_true(seen_write(seen, &place, &fault));
    assert_true(seen_commit(seen, &room->committed, &fault));
    room->committed = (struct append_place){room->committed.tail.n, {NULL, 0}};
    seen_close(seen);
    assert_int_equal(room->committed.bytes, get_file(room).n);
    damage(room, reads_seen);
    room_free(room);
}

/* ---- documents that were counted ---- */

static void documents_counted(void **unused)
{
    struct room *room = room_new();
    struct fault fault = {""};
    struct counted *counted = counted_open(room->path, &nothing, &fault);
    struct append_place place;
    uint64_t half;

    (void)unused;
    assert_non_null(counted);
    assert_false(counted_has_source(counted, 1));
    for (uint64_t i = 0; i < DOCUMENTS; i++)
        assert_true(counted_put(counted, i % 3, i * i, &fault));
    half = counted_length(counted) / 2;
    assert_true(counted_commit(counted, &place, &fault));
    place = (struct append_place){half, {NULL, 0}};
    for (int again = 0; again < 2; again++) {
        assert_true(counted_load(counted, 1, half, &fault));
        for (uint64_t i = 0; i < DOCUMENTS; i++)
            assert_int_equal(counted_has(counted, i * i), i % 3 == 1 && i < DOCUMENTS / 2);
        counted_close(counted);
        counted = counted_open(room->path, &place, &fault); /* cut to what was committed */
        assert_non_null(counted);
        assert_int_equal(counted_length(counted), half);
        assert_true(counted_has_source(counted, 0) && counted_has_source(counted, 2));
        assert_false(counted_has_source(counted, 3));
    }
    counted_close(counted);
    place.bytes++;
    assert_null(counted_open(room->path, &place, &fault));
    assert_non_null(strstr(fault.line, "is shorter"));
    room_free(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commits),           cmocka_unit_test(turns),
        cmocka_unit_test(appends),           cmocka_unit_test(tails),
        cmocka_unit_test(long_tails),        cmocka_unit_test(inputs_done),
        cmocka_unit_test(documents_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
