/* fetch_state_ask: one prepared statement of the state, bound, stepped and put back. Inside of
 * fetch_state*.c. */
#ifndef NEWSMILL_STORE_FETCH_STATE_ASK_H
#define NEWSMILL_STORE_FETCH_STATE_ASK_H

#include <sqlite3.h>

#include "fetch_state.h"

/* One prepared statement each, made when it is first used. */
enum statement {
    BEGIN,
    COMMIT,
    MARK,
    PUT_MARK,
    PAGE,
    PUT_PAGE,
    HOST,
    PUT_HOST,
    ASKED,
    PUT_ASKED,
    ROBOTS,
    PUT_ROBOTS,
    PUT_PENDING,
    IS_PENDING,
    DROP_PENDING,
    TRIES,
    FORGET_ROWS,
    FORGET_NAMED,
    PUT_ROW,
    HAS_ROW,
    EACH_PENDING,
    EACH_ROW,
    STATEMENTS
};

struct fetch_state {
    sqlite3 *file;
    sqlite3_stmt *statements[STATEMENTS];
};

/* A statement ready to be bound; its texts are bound from 1 on. */
struct ask {
    struct fetch_state *state;
    sqlite3_stmt *made;
    int next;
    bool sound;
};

struct ask ask_new(struct fetch_state *state, enum statement which);
void ask_text(struct ask *ask, str s);
void ask_number(struct ask *ask, int64_t number);
bool ask_step(struct ask *ask); /* true: there is a row */
bool ask_done(struct ask *ask); /* true: everything went well */
bool ask_do(struct ask *ask);   /* a step, and done */

/* A column of the row; the text is borrowed until the next step. */
str ask_shown(const struct ask *ask, int column);
int64_t ask_column(const struct ask *ask, int column);

#endif
