#include "json_scan.h"

#include "utf8.h"

struct json_scan json_scan(str object)
{
    return (struct json_scan){
        .lex = {object, 0}, .first = true, .bad = utf8_valid(object) != object.n};
}

static bool take_key(struct json_scan *scan)
{
    json_lex_space(&scan->lex);
    if (!json_lex_string(&scan->lex))
        return false;
    json_lex_space(&scan->lex);
    return json_lex_take(&scan->lex, ':');
}

/* Behind a value: closes what ends here. false: not sound. *more: another value follows. */
static bool close_levels(struct json_scan *scan, uint64_t *objects, unsigned *depth, bool *more)
{
    *more = false;
    while (*depth) {
        bool object = *objects & 1;
        json_lex_space(&scan->lex);
        if (json_lex_take(&scan->lex, ',')) {
            *more = true;
            return !object || take_key(scan);
        }
        if (!json_lex_take(&scan->lex, object ? '}' : ']'))
            return false;
        *objects >>= 1;
        --*depth;
    }
    return true;
}

/* A value of any depth up to JSON_DEEPEST; `objects` has a bit for each open level. */
static bool take_value(struct json_scan *scan)
{
    uint64_t objects = 0;
    unsigned depth = 0;
    bool more = true;

    while (more) {
        bool object, opened;
        json_lex_space(&scan->lex);
        object = json_lex_take(&scan->lex, '{');
        opened = object || json_lex_take(&scan->lex, '[');
        if (!opened && !json_lex_scalar(&scan->lex))
            return false;
        if (opened) {
            if (depth++ == JSON_DEEPEST)
                return false;
            objects = objects << 1 | object;
            json_lex_space(&scan->lex);
            if (json_lex_here(&scan->lex) != (object ? '}' : ']')) {
                if (object && !take_key(scan))
                    return false;
                continue;
            }
        }
        if (!close_levels(scan, &objects, &depth, &more))
            return false;
    }
    return true;
}

static bool ended(struct json_scan *scan, bool sound)
{
    json_lex_space(&scan->lex);
    scan->bad |= !sound || scan->lex.at != scan->lex.s.n;
    return false;
}

bool json_scan_member(struct json_scan *scan, str *key, str *value)
{
    size_t from;

    if (scan->bad)
        return false;
    json_lex_space(&scan->lex);
    if (scan->first ? !json_lex_take(&scan->lex, '{') : !json_lex_take(&scan->lex, ','))
        return ended(scan, !scan->first && json_lex_take(&scan->lex, '}'));
    json_lex_space(&scan->lex);
    if (scan->first && json_lex_take(&scan->lex, '}'))
        return ended(scan, true);
    scan->first = false;
    from = scan->lex.at;
    if (!json_lex_string(&scan->lex))
        return ended(scan, false);
    *key = str_slice(scan->lex.s, from + 1, scan->lex.at - 1);
    json_lex_space(&scan->lex);
    if (!json_lex_take(&scan->lex, ':'))
        return ended(scan, false);
    json_lex_space(&scan->lex);
    from = scan->lex.at;
    if (!take_value(scan))
        return ended(scan, false);
    *value = str_slice(scan->lex.s, from, scan->lex.at);
    return true;
}

bool json_scan_whole(const struct json_scan *scan)
{
    return !scan->bad && scan->lex.at == scan->lex.s.n;
}

str json_scan_text(struct arena *arena, str value)
{
    if (value.n < 2 || value.p[0] != '"')
        return (str){NULL, 0};
    value = str_slice(value, 1, value.n - 1);
    return str_find_char(value, '\\') == SIZE_MAX ? value : json_lex_text(arena, value);
}
