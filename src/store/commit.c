#include "commit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/hash.h"
#include "rows.h"

enum { FIRST_ROWS = 64, KEY_SIZE = 64 };
static const size_t most_bytes = (size_t)1 << 30;

struct commit commit_new(struct arena *arena)
{
    return (struct commit){.arena = arena};
}

void commit_put(struct commit *commit, const char *key, str value)
{
    if (commit->count == commit->room) {
        size_t room = commit->room ? 2 * commit->room : FIRST_ROWS;
        struct commit_row *rows = ARENA_ARRAY(commit->arena, struct commit_row, room);
        if (commit->count)
            memcpy(rows, commit->rows, commit->count * sizeof *rows);
        commit->rows = rows;
        commit->room = room;
    }
    commit->rows[commit->count++] = (struct commit_row){str_zero_ended(commit->arena, str_of(key)),
                                                        str_dup(commit->arena, value)};
}

void commit_put_number(struct commit *commit, const char *key, uint64_t number)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    commit_put(commit, key, str_of(digits));
}

str commit_get(const struct commit *commit, const char *key)
{
    for (size_t i = 0; i < commit->count; i++)
        if (!strcmp(commit->rows[i].key, key))
            return commit->rows[i].value;
    return (str){NULL, 0};
}

uint64_t commit_get_number(const struct commit *commit, const char *key)
{
    uint64_t number;

    return str_number(commit_get(commit, key), &number) ? number : 0;
}

/* ---- files that only grow ---- */

/* The key of what a row says of the file of that name. */
static const char *key_of(char key[KEY_SIZE], const char *name, const char *what)
{
    snprintf(key, KEY_SIZE, "%s-%s", name, what);
    return key;
}

void commit_put_place(struct commit *commit, const char *name, const struct append_place *place)
{
    char key[KEY_SIZE];

    commit_put_number(commit, key_of(key, name, "bytes"), place->bytes);
    commit_put(commit, key_of(key, name, "tail"), place->tail);
}

struct append_place commit_get_place(const struct commit *commit, const char *name)
{
    char key[KEY_SIZE];
    uint64_t bytes = commit_get_number(commit, key_of(key, name, "bytes"));

    return (struct append_place){bytes, commit_get(commit, key_of(key, name, "tail"))};
}

/* ---- the file ---- */

bool commit_write(const struct commit *commit, const char *path, struct fault *fault)
{
    struct buf out = buf_new(commit->arena, most_bytes);

    for (size_t i = 0; i < commit->count; i++) {
        buf_str(&out, str_of(commit->rows[i].key));
        buf_char(&out, ' ');
        rows_put_escaped(&out, commit->rows[i].value);
        buf_char(&out, '\n');
    }
    rows_put_check(&out);
    return !out.full ? disk_replace(path, buf_text(&out), fault)
                     : fault_set(fault, "%s: would be larger than %zu bytes", path, most_bytes);
}

bool commit_read(struct commit *commit, const char *path, struct fault *fault)
{
    str text, line;

    if (!rows_read(commit->arena, path, most_bytes, &text, fault))
        return false;
    while (text.n && str_split(&text, '\n', &line)) {
        size_t space = str_find_char(line, ' ');
        str value = space == SIZE_MAX ? (str){NULL, 0} : str_from(line, space + 1);
        commit_put(commit, str_zero_ended(commit->arena, str_slice(line, 0, space)),
                   rows_unescaped(commit->arena, value));
    }
    return true;
}
