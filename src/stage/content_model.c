/* Reading a model's text. A run reads ten thousand lines before its first page. */
#include "content_model.h"

#include <math.h>

#include "../base/hash.h"

enum {
    TREES = 10000,
    NODES = 1 << 20,
    TREE_NODES = MODEL_LEAF - 1,
    EXPONENT = 60,
    NAME_SLOTS = 512, /* at least twice the features */
};
_Static_assert(FEATURE_COUNT * 2 <= NAME_SLOTS, "half of the slots stay empty");

struct reading {
    str rest;
    size_t line;
    struct arena *arena;
    str features[FEATURE_COUNT];
    uint16_t names[NAME_SLOTS]; /* by hash of a feature's name: its number + 1 */
};

/* The next line that is not empty and no comment; false at the end. */
static bool next_line(struct reading *reading, str *line)
{
    while (str_split(&reading->rest, '\n', line)) {
        reading->line++;
        *line = str_trim(*line);
        if (line->n && line->p[0] != '#')
            return true;
    }
    return false;
}

static str next_word(str *line)
{
    size_t from = 0, to;

    while (from < line->n && is_space((unsigned char)line->p[from]))
        from++;
    for (to = from; to < line->n && !is_space((unsigned char)line->p[to]);)
        to++;
    str word = str_slice(*line, from, to);
    *line = str_from(*line, to);
    return word;
}

/* Digits, with a point among them or not: "12.5"; gives where they end. */
static size_t read_digits(str word, size_t at, double *value)
{
    double whole = 0, unit = 1;
    bool point = false;

    for (; at < word.n; at++) {
        unsigned digit = (unsigned)(unsigned char)word.p[at] - '0';
        if (digit <= 9) {
            whole = whole * 10 + digit;
            unit = point ? unit * 10 : unit;
        } else if (word.p[at] == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    *value = whole / unit;
    return at;
}

/* A number as C writes it, whatever the locale is: "-1.25e-05". */
static bool read_number(str word, float *number)
{
    bool negative = word.n && word.p[0] == '-';
    uint64_t exponent = 0;
    double value;
    size_t end = read_digits(word, negative, &value);

    if (end == negative)
        return false;
    if (end < word.n) {
        str power = str_from(word, end + 1);
        bool down = power.n && power.p[0] == '-';
        if (power.n && (power.p[0] == '-' || power.p[0] == '+'))
            power = str_from(power, 1);
        if (word.p[end] != 'e' || !str_number(power, &exponent) || exponent > EXPONENT)
            return false;
        value *= pow(10, down ? -(double)exponent : (double)exponent);
    }
    *number = (float)(negative ? -value : value);
    return true;
}

static uint16_t *name_slot(struct reading *reading, str name)
{
    size_t slot = (size_t)hash64(name) % NAME_SLOTS;

    while (reading->names[slot] && !str_eq(name, reading->features[reading->names[slot] - 1u]))
        slot = (slot + 1) % NAME_SLOTS;
    return &reading->names[slot];
}

static void know_names(struct reading *reading)
{
    for (uint16_t i = 0; i < FEATURE_COUNT; i++) {
        reading->features[i] = str_of(newsmill_feature_name(i));
        *name_slot(reading, reading->features[i]) = (uint16_t)(i + 1);
    }
}

/* "leaf 0.25", or "words 12.5 1 4": below a node only later ones stand, so that no walk is
 * endless. */
static const char *read_node(struct reading *reading, uint64_t at, uint64_t count,
                             struct model_node *node)
{
    uint64_t left, right;
    str line, name;
    uint16_t known;

    if (!next_line(reading, &line))
        return "the tree is cut off";
    name = next_word(&line);

    if (!read_number(next_word(&line), &node->value))
        return "a number is wanted";
    if (str_eq(name, S("leaf"))) {
        node->feature = MODEL_LEAF;
        return NULL;
    }
    known = *name_slot(reading, name);
    if (!known)
        return "there is no such feature";
    node->feature = (uint16_t)(known - 1);
    if (!str_number(next_word(&line), &left) || !str_number(next_word(&line), &right) ||
        left <= at || right <= at || left >= count || right >= count)
        return "two later nodes of the tree are wanted";
    node->left = (uint16_t)left;
    node->right = (uint16_t)right;
    return NULL;
}

/* "word N" */
static bool read_count(struct reading *reading, str word, uint64_t most, uint64_t *count)
{
    str line;

    return next_line(reading, &line) && str_eq(next_word(&line), word) &&
           str_number(next_word(&line), count) && *count > 0 && *count <= most;
}

static const char *read_tree(struct reading *reading, struct model *model)
{
    size_t had = model->node_count;
    const char *fault = NULL;
    uint64_t count;

    if (!read_count(reading, S("tree"), TREE_NODES, &count) || had + count > NODES)
        return "\"tree N\" is wanted";
    model->nodes = arena_grow(reading->arena, model->nodes, had * sizeof *model->nodes,
                              (had + count) * sizeof *model->nodes);
    model->trees[model->tree_count++] = (uint32_t)had;
    model->node_count += count;
    for (uint64_t i = 0; !fault && i < count; i++)
        fault = read_node(reading, i, count, &model->nodes[had + i]);
    return fault;
}

const char *model_read(struct model *model, str text, struct arena *arena, size_t *line)
{
    struct reading reading = {.rest = text, .arena = arena};
    const char *fault = NULL;
    uint64_t trees = 0;

    *model = (struct model){0};
    know_names(&reading);
    if (!read_count(&reading, S("trees"), TREES, &trees))
        fault = "\"trees N\" is wanted";
    else
        model->trees = ARENA_ARRAY(arena, uint32_t, trees);
    for (uint64_t i = 0; !fault && i < trees; i++)
        fault = read_tree(&reading, model);
    *line = reading.line;
    return fault;
}
