#include "commit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/hash.h"
#include "rows.h"

enum { FIRST_ROWS = 64, KEY_SIZE = 64 };
/* The rows of its number. */
#define FIRST_KEY "commit"
#define LAST_KEY  "committed"

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

/* Both, by turns. */
static const char *file_of(struct arena *arena, const char *path, uint64_t number)
{
    return str_printf(arena, "%s%s", path, number % 2 ? COMMIT_OTHER : "").p;
}

static void put_row(struct buf *out, const char *key, str value)
{
    buf_str(out, str_of(key));
    buf_char(out, ' ');
    rows_put_escaped(out, value);
    buf_char(out, '\n');
}

/* The number stands at both ends too: so who cannot make the check can tell one that is half
 * written over. */
bool commit_write(struct commit *commit, const struct commit *last, const char *path,
                  struct fault *fault)
{
    struct buf out = buf_new(commit->arena, most_bytes);
    str digits;

    commit->number = last->count ? last->number + 1 : 0;
    digits = str_printf(commit->arena, "%llu", (unsigned long long)commit->number);
    put_row(&out, FIRST_KEY, digits);
    for (size_t i = 0; i < commit->count; i++)
        put_row(&out, commit->rows[i].key, commit->rows[i].value);
    put_row(&out, LAST_KEY, digits);
    rows_put_check(&out);
    return !out.full
               ? disk_overwrite(file_of(commit->arena, path, commit->number), buf_text(&out), fault)
               : fault_set(fault, "%s: would be larger than %zu bytes", path, most_bytes);
}

/* Takes the rows in place of those that are there, if they are later. */
static void take_later(struct commit *commit, str text)
{
    struct commit read = commit_new(commit->arena);
    str line;

    while (text.n && str_split(&text, '\n', &line)) {
        size_t space = str_find_char(line, ' ');
        str value = space == SIZE_MAX ? (str){NULL, 0} : str_from(line, space + 1);
        commit_put(&read, str_zero_ended(read.arena, str_slice(line, 0, space)),
                   rows_unescaped(read.arena, value));
    }
    read.number = commit_get_number(&read, FIRST_KEY);
    if (read.count && (!commit->count || read.number > commit->number))
        *commit = read;
}

/* What cannot be read may be the later one: only what is damaged is passed over. */
bool commit_read(struct commit *commit, const char *path, struct fault *fault)
{
    bool damaged = false;

    for (uint64_t i = 0; i < 2; i++) {
        str rows;
        bool sound;
        if (!rows_look(commit->arena, file_of(commit->arena, path, i), most_bytes, &rows, &sound,
                       fault))
            return false;
        damaged = damaged || !sound;
        if (sound)
            take_later(commit, rows);
    }
    commit->after_damage = damaged;
    return commit->count || !damaged || fault_set(fault, "%s: is damaged: its check fails", path);
}
