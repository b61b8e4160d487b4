#include <stdio.h>
#include <stdlib.h>

#include "fetch_state_ask.h"

enum { BUSY_MS = 1000 }; /* that another program's look into the file is waited for */

static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [MARK] = "SELECT run, file, place, unfinished FROM mark",
    [PUT_MARK] = "INSERT OR REPLACE INTO mark VALUES (1, ?, ?, ?, ?)",
    [PAGE] = "SELECT url, etag, modified, digest, record, date, stored, due, run FROM page "
             "WHERE key = ?",
    [PUT_PAGE] = "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [HOST] = "SELECT until, failures FROM host WHERE name = ?",
    [PUT_HOST] = "INSERT OR REPLACE INTO host VALUES (?, ?, ?)",
    [ASKED] = "SELECT time FROM asked WHERE name = ?",
    [PUT_ASKED] = "INSERT OR REPLACE INTO asked VALUES (?, ?)",
    [ROBOTS] = "SELECT text, status, fetched FROM robots WHERE origin = ?",
    [PUT_ROBOTS] = "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)",
    [PUT_PENDING] = "INSERT OR IGNORE INTO pending (key, url, via, feed, depth, lists, tries, "
                    "must_list) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [IS_PENDING] = "SELECT 1 FROM pending WHERE key = ?",
    [DROP_PENDING] = "DELETE FROM pending WHERE key = ?",
    [TRIES] = "UPDATE pending SET tries = ? WHERE key = ?",
    [FORGET_ROWS] = "DELETE FROM ledger",
    [FORGET_NAMED] = "DELETE FROM pending WHERE depth = 0",
    [PUT_ROW] = "INSERT OR IGNORE INTO ledger (url, final, via, outcome, reason, detail, file, "
                "place, bytes, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [HAS_ROW] = "SELECT 1 FROM ledger WHERE url = ?",
    [EACH_PENDING] = "SELECT key, url, via, feed, depth, lists, tries, must_list FROM pending "
                     "ORDER BY number",
    [EACH_ROW] = "SELECT url, final, via, outcome, reason, detail, file, place, bytes, status "
                 "FROM ledger ORDER BY number",
};

/* The WARC file is durable before the state says so, and what the state loses is asked for again:
 * so WAL with synchronous=FULL is more than enough. */
static const char schema[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;"
    "CREATE TABLE IF NOT EXISTS mark (one INTEGER PRIMARY KEY, run INTEGER, file INTEGER,"
    " place INTEGER, unfinished INTEGER);"
    "CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, url TEXT, etag TEXT, modified TEXT,"
    " digest TEXT, record TEXT, date TEXT, stored INTEGER, due INTEGER, run INTEGER)"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS host (name TEXT PRIMARY KEY, until INTEGER, failures INTEGER)"
    " WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS asked (name TEXT PRIMARY KEY, time INTEGER) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, text BLOB, status INTEGER,"
    " fetched INTEGER);"
    "CREATE TABLE IF NOT EXISTS pending (number INTEGER PRIMARY KEY, key TEXT UNIQUE, url TEXT,"
    " via TEXT, feed TEXT, depth INTEGER, lists INTEGER, tries INTEGER, must_list INTEGER);"
    "CREATE TABLE IF NOT EXISTS ledger (number INTEGER PRIMARY KEY, url TEXT UNIQUE, final TEXT,"
    " via TEXT, outcome TEXT, reason TEXT, detail TEXT, file TEXT, place INTEGER, bytes INTEGER,"
    " status INTEGER);";

/* ---- one statement ---- */

struct ask ask_new(struct fetch_state *state, enum statement which)
{
    sqlite3_stmt **place = &state->statements[which];

    if (!*place)
        sqlite3_prepare_v3(state->file, texts[which], -1, SQLITE_PREPARE_PERSISTENT, place, NULL);
    return (struct ask){state, *place, 0, *place != NULL};
}

void ask_text(struct ask *ask, str s)
{
    if (ask->sound)
        ask->sound = sqlite3_bind_text64(ask->made, ++ask->next, s.n ? s.p : "", s.n, SQLITE_STATIC,
                                         SQLITE_UTF8) == SQLITE_OK;
}

void ask_number(struct ask *ask, int64_t number)
{
    if (ask->sound)
        ask->sound = sqlite3_bind_int64(ask->made, ++ask->next, number) == SQLITE_OK;
}

bool ask_step(struct ask *ask)
{
    int said = ask->sound ? sqlite3_step(ask->made) : SQLITE_ERROR;

    if (said != SQLITE_ROW && said != SQLITE_DONE)
        ask->sound = false;
    return said == SQLITE_ROW;
}

bool ask_done(struct ask *ask)
{
    if (ask->made) {
        sqlite3_reset(ask->made);
        sqlite3_clear_bindings(ask->made);
    }
    return ask->sound;
}

bool ask_do(struct ask *ask)
{
    ask_step(ask);
    return ask_done(ask);
}

str ask_shown(const struct ask *ask, int column)
{
    const void *p = sqlite3_column_blob(ask->made, column);

    return (str){p, (size_t)sqlite3_column_bytes(ask->made, column)};
}

static str taken(const struct ask *ask, struct arena *arena, int column)
{
    return str_dup(arena, ask_shown(ask, column));
}

int64_t ask_column(const struct ask *ask, int column)
{
    return sqlite3_column_int64(ask->made, column);
}

/* ---- the file ---- */

struct fetch_state *fetch_state_open(const char *path, char *error, size_t room)
{
    struct fetch_state *state = calloc(1, sizeof *state);
    int said;

    if (!state) {
        snprintf(error, room, "out of memory");
        return NULL;
    }
    said = sqlite3_open_v2(path, &state->file,
                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                               SQLITE_OPEN_EXRESCODE,
                           NULL);
    if (said == SQLITE_OK) {
        sqlite3_busy_timeout(state->file, BUSY_MS);
        said = sqlite3_exec(state->file, schema, NULL, NULL, NULL);
    }
    if (said == SQLITE_OK) {
        struct ask begin = ask_new(state, BEGIN);
        if (ask_do(&begin))
            return state;
    }
    snprintf(error, room, "%s", fetch_state_error(state));
    fetch_state_close(state);
    return NULL;
}

void fetch_state_close(struct fetch_state *state)
{
    if (!state)
        return;
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(state->statements[i]);
    sqlite3_close(state->file);
    free(state);
}

const char *fetch_state_error(const struct fetch_state *state)
{
    return state->file ? sqlite3_errmsg(state->file) : "out of memory";
}

bool fetch_state_mark(struct fetch_state *state, struct fetch_mark *mark)
{
    struct ask a = ask_new(state, MARK);

    *mark = (struct fetch_mark){0};
    if (ask_step(&a))
        *mark = (struct fetch_mark){(uint64_t)ask_column(&a, 0), (uint64_t)ask_column(&a, 1),
                                    (uint64_t)ask_column(&a, 2), ask_column(&a, 3) != 0};
    return ask_done(&a);
}

bool fetch_state_commit(struct fetch_state *state, const struct fetch_mark *mark)
{
    struct ask put = ask_new(state, PUT_MARK), commit = ask_new(state, COMMIT),
               begin = ask_new(state, BEGIN);

    ask_number(&put, (int64_t)mark->run);
    ask_number(&put, (int64_t)mark->file);
    ask_number(&put, (int64_t)mark->offset);
    ask_number(&put, mark->unfinished);
    return ask_do(&put) && ask_do(&commit) && ask_do(&begin);
}

/* ---- pages, hosts, robots ---- */

bool fetch_state_page(struct fetch_state *state, struct arena *arena, str key,
                      struct fetch_page *page, bool *found)
{
    struct ask a = ask_new(state, PAGE);

    ask_text(&a, key);
    *page = (struct fetch_page){.key = key};
    if ((*found = ask_step(&a))) {
        page->url = taken(&a, arena, 0);
        page->etag = taken(&a, arena, 1);
        page->modified = taken(&a, arena, 2);
        page->digest = taken(&a, arena, 3);
        page->record = taken(&a, arena, 4);
        page->date = taken(&a, arena, 5);
        page->stored = ask_column(&a, 6);
        page->due = ask_column(&a, 7);
        page->run = (uint64_t)ask_column(&a, 8);
    }
    return ask_done(&a);
}

bool fetch_state_put_page(struct fetch_state *state, const struct fetch_page *page)
{
    struct ask a = ask_new(state, PUT_PAGE);

    ask_text(&a, page->key);
    ask_text(&a, page->url);
    ask_text(&a, page->etag);
    ask_text(&a, page->modified);
    ask_text(&a, page->digest);
    ask_text(&a, page->record);
    ask_text(&a, page->date);
    ask_number(&a, page->stored);
    ask_number(&a, page->due);
    ask_number(&a, (int64_t)page->run);
    return ask_do(&a);
}

bool fetch_state_host(struct fetch_state *state, struct arena *arena, str name,
                      struct fetch_host *host, bool *found)
{
    struct ask a = ask_new(state, HOST);

    ask_text(&a, name);
    *host = (struct fetch_host){.name = str_dup(arena, name)};
    if ((*found = ask_step(&a))) {
        host->until = ask_column(&a, 0);
        host->failures = (unsigned)ask_column(&a, 1);
    }
    return ask_done(&a);
}

bool fetch_state_put_host(struct fetch_state *state, const struct fetch_host *host)
{
    struct ask a = ask_new(state, PUT_HOST);

    ask_text(&a, host->name);
    ask_number(&a, host->until);
    ask_number(&a, host->failures);
    return ask_do(&a);
}

bool fetch_state_asked(struct fetch_state *state, str name, int64_t *when, bool *found)
{
    struct ask a = ask_new(state, ASKED);

    ask_text(&a, name);
    *found = ask_step(&a);
    *when = *found ? ask_column(&a, 0) : 0;
    return ask_done(&a);
}

bool fetch_state_put_asked(struct fetch_state *state, str name, int64_t when)
{
    struct ask a = ask_new(state, PUT_ASKED);

    ask_text(&a, name);
    ask_number(&a, when);
    return ask_do(&a);
}

bool fetch_state_robots(struct fetch_state *state, struct arena *arena, str origin,
                        struct fetch_robots_row *robots, bool *found)
{
    struct ask a = ask_new(state, ROBOTS);

    ask_text(&a, origin);
    *robots = (struct fetch_robots_row){.origin = origin};
    if ((*found = ask_step(&a))) {
        robots->text = taken(&a, arena, 0);
        robots->status = (unsigned)ask_column(&a, 1);
        robots->fetched = ask_column(&a, 2);
    }
    return ask_done(&a);
}

bool fetch_state_put_robots(struct fetch_state *state, const struct fetch_robots_row *robots)
{
    struct ask a = ask_new(state, PUT_ROBOTS);

    ask_text(&a, robots->origin);
    if (a.sound)
        a.sound = sqlite3_bind_blob64(a.made, ++a.next, robots->text.n ? robots->text.p : "",
                                      robots->text.n, SQLITE_STATIC) == SQLITE_OK;
    ask_number(&a, robots->status);
    ask_number(&a, robots->fetched);
    return ask_do(&a);
}
