#include "option.h"

#include <string.h>

static void *member(const struct option *row, void *state)
{
    return (char *)state + row->offset;
}

static const char *set_number(const struct option *row, uint64_t *place, str value)
{
    static const char suffixes[] = "KMG";
    const char *suffix = value.n ? strchr(suffixes, value.p[value.n - 1]) : NULL;
    unsigned shift = suffix && *suffix ? 10 * (unsigned)(suffix - suffixes + 1) : 0;
    uint64_t number;

    if (shift)
        value.n--;
    if (!str_number(value, &number) || number > UINT64_MAX >> shift)
        return "is not a whole number";
    number <<= shift;
    if (number < row->least || (row->most && number > row->most))
        return "is out of its range";
    *place = number;
    return NULL;
}

static const char *set_switch(bool *place, str value)
{
    if (str_eq(value, S("yes")) || str_eq(value, S("true")) || str_eq(value, S("1")))
        *place = true;
    else if (str_eq(value, S("no")) || str_eq(value, S("false")) || str_eq(value, S("0")))
        *place = false;
    else
        return "is neither yes nor no";
    return NULL;
}

static const char *set_choice(const struct option *row, const char **place, str value,
                              struct arena *arena)
{
    str rest = str_of(row->choices), choice;

    while (str_split(&rest, '|', &choice))
        if (str_eq(choice, value)) {
            *place = str_zero_ended(arena, value);
            return NULL;
        }
    return "is none of its choices";
}

static void add_item(struct text_list *list, str item, struct arena *arena)
{
    const char **items = ARENA_ARRAY(arena, const char *, list->count + 1);

    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    items[list->count] = str_zero_ended(arena, item);
    list->items = items;
    list->count++;
}

static const char *add_list(struct text_list *list, str value, struct arena *arena)
{
    const char *fault = "is empty";
    str item;

    while (str_split(&value, ',', &item))
        if (item.n) {
            add_item(list, item, arena);
            fault = NULL;
        }
    return fault;
}

const char *option_set(const struct option *row, void *state, const char *value,
                       struct arena *arena)
{
    str text = str_of(value);

    switch (row->type) {
    case OPTION_SWITCH:
        return set_switch(member(row, state), text);
    case OPTION_NUMBER:
        return set_number(row, member(row, state), text);
    case OPTION_TEXT:
        if (!text.n)
            return "is empty";
        *(const char **)member(row, state) = str_zero_ended(arena, text);
        return NULL;
    case OPTION_LIST:
        return add_list(member(row, state), text, arena);
    case OPTION_CHOICE:
        return set_choice(row, member(row, state), text, arena);
    }
    return "has no type";
}

void option_defaults(const struct option *rows, size_t count, void *state, struct arena *arena)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].usual)
            option_set(&rows[i], state, rows[i].usual, arena);
}

const struct option *option_find(const struct option *rows, size_t count, str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(str_of(rows[i].name), name))
            return &rows[i];
    return NULL;
}
