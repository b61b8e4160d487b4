#include "csv_row.h"

enum place { AT_START, IN_PLAIN, IN_QUOTED, BEHIND_QUOTE };
enum step { STEP_NOTHING, STEP_TEXT, STEP_QUOTE_AND_TEXT, STEP_FIELD, STEP_ROW };

static enum step next_step(struct csv_row *row, char c)
{
    bool quoted = row->place == IN_QUOTED;

    if (c == '"' && !row->is_plain && row->place == AT_START) {
        row->place = IN_QUOTED;
        return STEP_NOTHING;
    }
    if (c == '"' && quoted) {
        row->opens = row->last == row->between;
        row->place = BEHIND_QUOTE;
        return STEP_NOTHING;
    }
    if (!quoted && (c == row->between || c == '\n')) {
        row->place = AT_START;
        return c == '\n' ? STEP_ROW : STEP_FIELD;
    }
    if (row->place == BEHIND_QUOTE && c == '\r')
        return STEP_NOTHING;
    if (row->place == BEHIND_QUOTE) { /* doubled, or one that should have been */
        row->place = IN_QUOTED;
        row->doubtful = row->doubtful || (c != '"' && row->opens);
        return c == '"' ? STEP_TEXT : STEP_QUOTE_AND_TEXT;
    }
    if (row->place == AT_START)
        row->place = IN_PLAIN;
    return STEP_TEXT;
}

static enum step step(struct csv_row *row, char c)
{
    enum step said = next_step(row, c);

    row->last = c;
    return said;
}

bool csv_row_ends(void *with, str shown, size_t *at)
{
    struct csv_row *row = with;

    while (*at < shown.n)
        if (step(row, shown.p[(*at)++]) == STEP_ROW)
            return true;
    return false;
}

bool csv_field(struct csv_row *row, str *rest, struct buf *out)
{
    size_t at = 0, from = out->n;
    enum step said = STEP_NOTHING;

    if (!rest->n)
        return false;
    while (at < rest->n && said < STEP_FIELD) {
        char c = rest->p[at++];
        said = step(row, c);
        if (said == STEP_QUOTE_AND_TEXT && out->n > from && out->p[out->n - 1] == '\\')
            out->n--; /* "\"": so some write a quote */
        if (said == STEP_QUOTE_AND_TEXT)
            buf_char(out, '"');
        if (said == STEP_TEXT || said == STEP_QUOTE_AND_TEXT)
            buf_char(out, c);
    }
    if (said != STEP_FIELD && out->n > from && out->p[out->n - 1] == '\r')
        out->n--;
    *rest = str_from(*rest, at);
    return true;
}

size_t csv_fields(struct csv_row *row, str text)
{
    size_t count = 1;

    row->place = AT_START;
    row->doubtful = false;
    for (size_t i = 0; i < text.n; i++)
        count += step(row, text.p[i]) == STEP_FIELD;
    row->place = AT_START;
    return count;
}
