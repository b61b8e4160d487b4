/* fetch_ledger: what became of each URL of a run, as lines of JSON. */
#include "../base/json.h"
#include "fetch_parts.h"

struct ledger {
    struct fetch *fetch;
    fetch_take_line *take;
    void *with;
};

static bool take_row(void *with, const struct fetch_row *row)
{
    struct ledger *ledger = with;
    struct buf out = buf_new(&ledger->fetch->scratch, SIZE_MAX / 4);
    bool on;

    buf_str(&out, S("{\"url\":"));
    json_put(&out, row->url);
    json_put_text(&out, "fetched", row->final);
    json_put_text(&out, "via", row->via);
    json_put_text(&out, "outcome", row->outcome);
    json_put_text(&out, "reason", row->reason);
    json_put_text(&out, "detail", row->detail);
    buf_printf(&out, ",\"status\":%u,\"bytes\":%llu", row->status, (unsigned long long)row->bytes);
    json_put_text(&out, "source", row->file);
    buf_printf(&out, ",\"offset\":%llu}\n", (unsigned long long)row->offset);
    on = ledger->take(ledger->with, buf_text(&out));
    arena_reset(&ledger->fetch->scratch);
    return on;
}

bool fetch_ledger(struct fetch *fetch, fetch_take_line *take, void *with)
{
    struct ledger ledger = {fetch, take, with};

    if (setjmp(fetch->way_out))
        return fetch_fail(fetch, "out of memory");
    return fetch_kept(fetch, fetch_state_each_row(fetch->state, take_row, &ledger));
}
