#include "archive_stat.h"

#include <stdlib.h>

#include "../base/hash.h"
#include "../base/json_scan.h"

enum { FIRST_SLOTS = 1024, MOST_ROWS = 1 << 22, KEY_MOST = 1024 };

/* What a record tells. */
struct told {
    str site, lang, page_type, removed;
    uint64_t words;
};

struct archive_stat archive_stat_new(struct arena *arena)
{
    return (struct archive_stat){.arena = arena};
}

static uint64_t slot_of(const struct archive_stat *stat, str group, str name)
{
    return (hash64(name) ^ hash64(group)) & (stat->slot_count - 1);
}

static void put_slot(struct archive_stat *stat, struct stat_row *row)
{
    uint64_t at = slot_of(stat, row->group, row->name);

    while (stat->slots[at])
        at = (at + 1) & (stat->slot_count - 1);
    stat->slots[at] = row;
}

/* At most half of the slots are taken. */
static void grow(struct archive_stat *stat)
{
    size_t room = stat->room ? stat->room * 2 : FIRST_SLOTS / 2;
    struct stat_row *rows = ARENA_ARRAY(stat->arena, struct stat_row, room);

    if (stat->count)
        memcpy(rows, stat->rows, stat->count * sizeof *rows);
    stat->rows = rows;
    stat->room = room;
    stat->slot_count = room * 2;
    stat->slots = ARENA_ARRAY(stat->arena, struct stat_row *, stat->slot_count);
    for (size_t i = 0; i < stat->count; i++)
        put_slot(stat, &stat->rows[i]);
}

static struct stat_row *row_of(struct archive_stat *stat, str group, str name)
{
    struct stat_row *row;
    uint64_t at;

    name = str_slice(name, 0, KEY_MOST);
    if (stat->count == stat->room && stat->count < MOST_ROWS)
        grow(stat);
    at = slot_of(stat, group, name);
    for (; (row = stat->slots[at]); at = (at + 1) & (stat->slot_count - 1))
        if (str_eq(row->group, group) && str_eq(row->name, name))
            return row;
    if (stat->count == stat->room) /* the ceiling: counted together */
        return &stat->rows[stat->count - 1];
    row = &stat->rows[stat->count++];
    *row = (struct stat_row){.group = group, .name = str_dup(stat->arena, name)};
    put_slot(stat, row);
    return row;
}

static void count(struct archive_stat *stat, str group, str name, uint64_t words)
{
    struct stat_row *row = row_of(stat, group, name);

    row->count++;
    row->words += words;
}

static uint64_t number(str value)
{
    uint64_t n;

    return str_number(value, &n) ? n : 0;
}

/* {"blocks":2,"spans":0,"words":9} */
static void count_reason(struct archive_stat *stat, str reason, str counts)
{
    struct stat_row *row = row_of(stat, S("removed"), reason);
    struct json_scan scan = json_scan(counts);
    str key, value;

    while (json_scan_member(&scan, &key, &value))
        if (str_eq(key, S("words")))
            row->words += number(value);
        else if (str_eq(key, S("blocks")) || str_eq(key, S("spans")))
            row->count += number(value);
}

static bool read_record(struct arena *scratch, str line, struct told *told)
{
    struct json_scan scan = json_scan(line);
    str key, value;

    while (json_scan_member(&scan, &key, &value))
        if (str_eq(key, S("site")))
            told->site = json_scan_text(scratch, value);
        else if (str_eq(key, S("lang")))
            told->lang = json_scan_text(scratch, value);
        else if (str_eq(key, S("page_type")))
            told->page_type = json_scan_text(scratch, value);
        else if (str_eq(key, S("words")))
            told->words = number(value);
        else if (str_eq(key, S("removed")))
            told->removed = value;
    return json_scan_whole(&scan);
}

void archive_stat_add(struct archive_stat *stat, struct arena *scratch, str line)
{
    struct told told = {0};
    struct json_scan scan;
    str reason, counts;

    if (!read_record(scratch, line, &told)) {
        stat->unreadable++;
        return;
    }
    stat->records++;
    stat->words += told.words;
    count(stat, S("site"), told.site, told.words);
    count(stat, S("lang"), told.lang, told.words);
    count(stat, S("page_type"), told.page_type, told.words);
    scan = json_scan(told.removed);
    while (told.removed.n && json_scan_member(&scan, &reason, &counts))
        count_reason(stat, reason, counts);
}

static int by_group_and_count(const void *a, const void *b)
{
    const struct stat_row *left = a, *right = b;
    int order = str_order(left->group, right->group);

    if (order)
        return order;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return str_order(left->name, right->name);
}

void archive_stat_order(struct archive_stat *stat)
{
    if (stat->count)
        qsort(stat->rows, stat->count, sizeof *stat->rows, by_group_and_count);
}
