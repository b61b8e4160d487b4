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

enum { PATH_SIZE = 128, DOCUMENTS = 200 };

struct room {
    char folder[PATH_SIZE / 2], path[PATH_SIZE];
    struct arena arena;
    jmp_buf way_out;
    uint64_t committed;
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
    rmdir(room->folder);
    arena_free(&room->arena);
    free(room);
}

static void put_file(const char *path, const char *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    close(fd);
}

static str get_file(struct room *room)
{
    struct stat st;
    int fd = open(room->path, O_RDONLY);
    char *bytes;

    assert_true(fd >= 0 && fstat(fd, &st) == 0);
    bytes = arena_alloc(&room->arena, (size_t)st.st_size + 1);
    assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
    close(fd);
    return (str){bytes, (size_t)st.st_size};
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
           commit.count == 3;
}

static void commits(void **unused)
{
    struct room *room = room_new();
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
    assert_true(commit_write(&commit, room->path, &fault));
    damage(room, reads_commit);
    room_free(room);
}

/* ---- files that only grow ---- */

static void appends(void **unused)
{
    struct room *room = room_new();
    struct fault fault = {""};
    struct append *append;
    bool shorter = true;

    (void)unused;
    if (setjmp(room->way_out))
        fail();
    room->arena.escape = &room->way_out;
    append = append_open(room->path, 0, &shorter, &fault);
    assert_non_null(append);
    assert_true(append_put(append, S("committed"), &fault) && append_sync(append, &fault));
    assert_true(append_put(append, S(" and not"), &fault));
    assert_int_equal(append_length(append), 17);
    append_close(append);
    for (uint64_t n = 9;; n--) { /* what stands behind is cut, whatever the commit says */
        append = append_open(room->path, n, &shorter, &fault);
        assert_non_null(append);
        assert_false(shorter);
        append_close(append);
        assert_true(str_eq(get_file(room), str_slice(S("committed"), 0, (size_t)n)));
        if (!n)
            break;
    }
    append = append_open(room->path, 5, &shorter, &fault);
    assert_non_null(append);
    assert_true(shorter);
    append_close(append);
    room_free(room);
}

/* ---- inputs that are done ---- */

static const struct seen_file file = {7, 8, 9, -10};

static bool reads_seen(struct room *room, struct fault *fault)
{
    struct seen *seen = seen_open(room->path, room->committed, fault);
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
    struct seen *seen = seen_open(room->path, 0, &fault);

    (void)unused;
    if (setjmp(room->way_out))
        fail();
    room->arena.escape = &room->way_out;
    assert_non_null(seen);
    memset(place.content, 'a', SHA256_HEX);
    assert_true(seen_write(seen, &place, &fault));
    place.file.inode++;
    assert_true(seen_write(seen, &place, &fault));
    assert_true(seen_sync(seen, &room->committed, &fault));
    seen_close(seen);
    assert_int_equal(room->committed, get_file(room).n);
    damage(room, reads_seen);
    room_free(room);
}

/* ---- documents that were counted ---- */

static void documents_counted(void **unused)
{
    struct room *room = room_new();
    struct fault fault = {""};
    struct counted *counted = counted_open(room->path, 0, &fault);
    uint64_t half;

    (void)unused;
    assert_non_null(counted);
    assert_false(counted_has_source(counted, 1));
    for (uint64_t i = 0; i < DOCUMENTS; i++)
        assert_true(counted_put(counted, i % 3, i * i, &fault));
    half = counted_length(counted) / 2;
    assert_true(counted_sync(counted, &fault));
    for (int again = 0; again < 2; again++) {
        assert_true(counted_load(counted, 1, half, &fault));
        for (uint64_t i = 0; i < DOCUMENTS; i++)
            assert_int_equal(counted_has(counted, i * i), i % 3 == 1 && i < DOCUMENTS / 2);
        counted_close(counted);
        counted = counted_open(room->path, half, &fault); /* cut to what was committed */
        assert_non_null(counted);
        assert_int_equal(counted_length(counted), half);
        assert_true(counted_has_source(counted, 0) && counted_has_source(counted, 2));
        assert_false(counted_has_source(counted, 3));
    }
    counted_close(counted);
    assert_null(counted_open(room->path, half + 1, &fault));
    assert_non_null(strstr(fault.line, "is shorter"));
    room_free(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commits),
        cmocka_unit_test(appends),
        cmocka_unit_test(inputs_done),
        cmocka_unit_test(documents_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
