#include "archive_read_manifest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/hash.h"
#include "archive.h"
#include "archive_read_file.h"

enum { MANIFEST_MOST = 1 << 28, CHECK_SIZE = 32 };

/* The next word of a row. */
static str word(str *row)
{
    str part;

    return str_split(row, ' ', &part) ? part : (str){NULL, 0};
}

static bool number(str text, uint64_t *to)
{
    return str_number(text, to);
}

static bool read_shard(str row, struct manifest_shard *shard)
{
    bool sound = true;
    str key;

    *shard = (struct manifest_shard){.path = word(&row)};
    while (sound && (key = word(&row)).n) {
        str value = word(&row);
        if (str_eq(key, S("bytes")))
            sound = number(value, &shard->bytes);
        else if (str_eq(key, S("plain")))
            sound = number(value, &shard->plain);
        else if (str_eq(key, S("members")))
            sound = number(value, &shard->members);
        else if (str_eq(key, S("records")))
            sound = number(value, &shard->records);
        else if (str_eq(key, S("sha256")))
            shard->sha256 = value;
    }
    return sound && shard->path.n && shard->sha256.n;
}

static bool read_run(str row, struct manifest_run *run)
{
    bool sound = true;
    str key;

    *run = (struct manifest_run){.number = word(&row)};
    while (sound && (key = word(&row)).n) {
        str value = word(&row);
        if (str_eq(key, S("date")))
            run->date = value;
        else if (str_eq(key, S("version")))
            run->version = value;
        else if (str_eq(key, S("read")))
            sound = number(value, &run->read);
        else if (str_eq(key, S("kept")))
            sound = number(value, &run->kept);
        else if (str_eq(key, S("duplicate")))
            sound = number(value, &run->duplicate);
        else if (str_eq(key, S("rejected")))
            sound = number(value, &run->rejected);
        else if (str_eq(key, S("failed")))
            sound = number(value, &run->failed);
    }
    return sound;
}

static size_t count_rows(str text, str first)
{
    size_t n = 0;
    str row;

    while (str_split(&text, '\n', &row))
        n += str_starts(row, first);
    return n;
}

/* The rows before the one that checks them; empty when they are not what was written. */
static str checked(str text)
{
    size_t at = text.n > CHECK_SIZE ? text.n - CHECK_SIZE : 0, step;
    char hex[CHECK_SIZE];
    str rows, check;

    step = str_find(str_from(text, at), S("\ncheck "));
    if (step == SIZE_MAX)
        return (str){NULL, 0};
    at += step + 1;
    rows = str_slice(text, 0, at);
    check = str_trim(str_from(text, at + S("check ").n));
    snprintf(hex, sizeof hex, "%016llx", (unsigned long long)hash64(rows));
    return str_eq(check, str_of(hex)) && text.p[text.n - 1] == '\n' ? rows : (str){NULL, 0};
}

static int by_path(const void *a, const void *b)
{
    const struct manifest_shard *left = a, *right = b;

    return str_order(left->path, right->path);
}

static bool read_rows(struct arena *arena, str rows, struct manifest *manifest)
{
    str row;

    manifest->shards = ARENA_ARRAY(arena, struct manifest_shard, count_rows(rows, S("shard ")) + 1);
    manifest->runs = ARENA_ARRAY(arena, struct manifest_run, count_rows(rows, S("run ")) + 1);
    if (!str_starts(rows, S(ARCHIVE_HEAD)))
        return false;
    rows = str_from(rows, S(ARCHIVE_HEAD).n);
    while (str_split(&rows, '\n', &row)) {
        if (str_starts(row, S("shard ")) &&
            !read_shard(str_from(row, S("shard ").n), &manifest->shards[manifest->shard_count++]))
            return false;
        if (str_starts(row, S("run ")) &&
            !read_run(str_from(row, S("run ").n), &manifest->runs[manifest->run_count++]))
            return false;
    }
    if (manifest->shard_count)
        qsort(manifest->shards, manifest->shard_count, sizeof *manifest->shards, by_path);
    return true;
}

bool manifest_read(struct arena *arena, str folder, struct manifest *manifest, const char **error)
{
    str path = str_printf(arena, "%.*s/" ARCHIVE_MANIFEST, (int)folder.n, folder.p), text;

    *manifest = (struct manifest){0};
    if (!read_file(arena, str_zero_ended(arena, path), MANIFEST_MOST, &text)) {
        if (errno == ENOENT)
            return true;
        *error = read_why_not();
        return false;
    }
    manifest->there = true;
    *error = "is not what was written: its check does not agree";
    return read_rows(arena, checked(text), manifest);
}

const struct manifest_shard *manifest_find(const struct manifest *manifest, str path)
{
    struct manifest_shard key = {.path = path};

    if (!manifest->shard_count)
        return NULL;
    return bsearch(&key, manifest->shards, manifest->shard_count, sizeof key, by_path);
}
