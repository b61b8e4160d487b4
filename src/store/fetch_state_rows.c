/* fetch_state_rows: the lists of the state: what is pending, and the ledger. */
#include "fetch_state_ask.h"

/* ---- what is pending ---- */

bool fetch_state_put_pending(struct fetch_state *state, const struct fetch_pending *pending,
                             bool *added)
{
    struct ask a = ask_new(state, PUT_PENDING);
    bool sound;

    ask_text(&a, pending->key);
    ask_text(&a, pending->url);
    ask_text(&a, pending->via);
    ask_text(&a, pending->feed);
    ask_number(&a, pending->depth);
    ask_number(&a, pending->lists);
    ask_number(&a, pending->tries);
    ask_number(&a, pending->must_list);
    sound = ask_do(&a);
    *added = sqlite3_changes(state->file) > 0;
    return sound;
}

bool fetch_state_is_pending(struct fetch_state *state, str key, bool *found)
{
    struct ask a = ask_new(state, IS_PENDING);

    ask_text(&a, key);
    *found = ask_step(&a);
    return ask_done(&a);
}

bool fetch_state_drop_pending(struct fetch_state *state, str key)
{
    struct ask a = ask_new(state, DROP_PENDING);

    ask_text(&a, key);
    return ask_do(&a);
}

bool fetch_state_pending_tries(struct fetch_state *state, str key, unsigned tries)
{
    struct ask a = ask_new(state, TRIES);

    ask_number(&a, tries);
    ask_text(&a, key);
    return ask_do(&a);
}

bool fetch_state_begin(struct fetch_state *state)
{
    struct ask rows = ask_new(state, FORGET_ROWS), named = ask_new(state, FORGET_NAMED);

    return ask_do(&rows) && ask_do(&named);
}

bool fetch_state_each_pending(struct fetch_state *state, fetch_take_pending *take, void *with)
{
    struct ask a = ask_new(state, EACH_PENDING);
    bool on = true;

    while (on && ask_step(&a)) {
        struct fetch_pending pending = {
            .key = ask_shown(&a, 0),
            .url = ask_shown(&a, 1),
            .via = ask_shown(&a, 2),
            .feed = ask_shown(&a, 3),
            .depth = (unsigned)ask_column(&a, 4),
            .lists = (unsigned)ask_column(&a, 5),
            .tries = (unsigned)ask_column(&a, 6),
            .must_list = ask_column(&a, 7) != 0,
        };
        on = take(with, &pending);
    }
    return ask_done(&a);
}

/* ---- the ledger ---- */

bool fetch_state_put_row(struct fetch_state *state, const struct fetch_row *row, bool *added)
{
    struct ask a = ask_new(state, PUT_ROW);
    bool sound;

    ask_text(&a, row->url);
    ask_text(&a, row->final);
    ask_text(&a, row->via);
    ask_text(&a, row->outcome);
    ask_text(&a, row->reason);
    ask_text(&a, row->detail);
    ask_text(&a, row->file);
    ask_number(&a, (int64_t)row->offset);
    ask_number(&a, (int64_t)row->bytes);
    ask_number(&a, row->status);
    sound = ask_do(&a);
    *added = sqlite3_changes(state->file) > 0;
    return sound;
}

bool fetch_state_has_row(struct fetch_state *state, str url, bool *found)
{
    struct ask a = ask_new(state, HAS_ROW);

    ask_text(&a, url);
    *found = ask_step(&a);
    return ask_done(&a);
}

bool fetch_state_each_row(struct fetch_state *state, fetch_take_row *take, void *with)
{
    struct ask a = ask_new(state, EACH_ROW);
    bool on = true;

    while (on && ask_step(&a)) {
        struct fetch_row row = {
            .url = ask_shown(&a, 0),
            .final = ask_shown(&a, 1),
            .via = ask_shown(&a, 2),
            .outcome = ask_shown(&a, 3),
            .reason = ask_shown(&a, 4),
            .detail = ask_shown(&a, 5),
            .file = ask_shown(&a, 6),
            .offset = (uint64_t)ask_column(&a, 7),
            .bytes = (uint64_t)ask_column(&a, 8),
            .status = (unsigned)ask_column(&a, 9),
        };
        on = take(with, &row);
    }
    return ask_done(&a);
}
