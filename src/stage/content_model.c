/* Reading a model's text. A run reads ten thousand lines before its first page: each once, from
 * left to right. */
#include "content_model.h"
#include "content_bins.h"

#include <math.h>

enum {
    TREES = 10000,
    NODES = 1 << 20,
    TREE_NODES = MODEL_LEAF - 1,
    EXPONENT = 60,
    NAME_SLOTS = 512, /* at least twice the features */
};
_Static_assert(FEATURE_COUNT * 2 <= NAME_SLOTS, "half of the slots stay empty");

static const uint64_t FULL = UINT64_C(100000000000000000); /* one digit more has room */

struct reading {
    const char *at, *end; /* what was not read yet */
    size_t line;
    struct arena *arena;
    str features[FEATURE_COUNT];
    uint16_t names[NAME_SLOTS]; /* by hash of a feature's name: its number + 1 */
};

struct word {
    str text;
    uint64_t hash; /* FNV-1a: made while it is read */
};

static const uint64_t WORD_HASH_START = UINT64_C(0xcbf29ce484222325);

static uint64_t word_hash(uint64_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT64_C(0x100000001b3);
}

/* White space and control characters. */
static bool is_between_words(char c)
{
    return (unsigned char)c <= ' ';
}

/* To a word of the same line, or its end. */
static void skip_space(struct reading *reading)
{
    while (reading->at < reading->end && is_between_words(*reading->at) && *reading->at != '\n')
        reading->at++;
}

/* Empty at the end of the line. */
static struct word next_word(struct reading *reading)
{
    struct word word = {.hash = WORD_HASH_START};
    const char *at;

    skip_space(reading);
    for (at = reading->at; at < reading->end && !is_between_words(*at); at++)
        word.hash = word_hash(word.hash, *at);
    word.text = (str){reading->at, (size_t)(at - reading->at)};
    reading->at = at;
    return word;
}

static void leave_line(struct reading *reading)
{
    while (reading->at < reading->end && *reading->at++ != '\n')
        ;
}

/* The first word of the next line that is not empty and no comment; an empty one at the end. */
static struct word next_line(struct reading *reading)
{
    struct word word;

    do {
        if (reading->line++)
            leave_line(reading);
        word = next_word(reading);
    } while ((!word.text.n || word.text.p[0] == '#') && reading->at < reading->end);
    return word;
}

/* Digits, with a point among them or not: "12.5". What an integer has no room for only moves the
 * point. */
static bool read_digits(struct reading *reading, double *value)
{
    const char *at = reading->at;
    uint64_t whole = 0;
    double unit = 1;
    bool point = false, some;

    for (; at < reading->end; at++) {
        unsigned digit = (unsigned)(unsigned char)*at - '0';
        if (digit <= 9 && whole < FULL) {
            whole = whole * 10 + digit;
            unit = point ? unit * 10 : unit;
        } else if (digit <= 9) {
            unit = point ? unit : unit / 10;
        } else if (*at == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    *value = (double)whole / unit;
    some = at > reading->at;
    reading->at = at;
    return some;
}

static bool is_at_word(const struct reading *reading)
{
    return reading->at < reading->end && !is_between_words(*reading->at);
}

/* "12", up to a ceiling that lies far above what is asked for. */
static bool read_whole(struct reading *reading, uint64_t *number)
{
    const char *from;
    unsigned digit;

    skip_space(reading);
    *number = 0;
    for (from = reading->at; is_at_word(reading) && *number < FULL; reading->at++) {
        digit = (unsigned)(unsigned char)*reading->at - '0';
        if (digit > 9)
            break;
        *number = *number * 10 + digit;
    }
    return reading->at > from && !is_at_word(reading);
}

/* What stands behind an 'e': "-05". */
static bool read_power(struct reading *reading, double *power)
{
    bool down = reading->at < reading->end && *reading->at == '-';
    uint64_t exponent;

    if (down || (reading->at < reading->end && *reading->at == '+'))
        reading->at++;
    if (!read_whole(reading, &exponent) || exponent > EXPONENT)
        return false;
    *power = pow(10, down ? -(double)exponent : (double)exponent);
    return true;
}

/* A number as C writes it, whatever the locale is: "-1.25e-05". */
static bool read_number(struct reading *reading, float *number)
{
    double value, power = 1;
    bool negative;

    skip_space(reading);
    negative = reading->at < reading->end && *reading->at == '-';
    reading->at += negative;
    if (!read_digits(reading, &value))
        return false;
    if (is_at_word(reading) && (*reading->at++ != 'e' || !read_power(reading, &power)))
        return false;
    value *= power;
    *number = (float)(negative ? -value : value);
    return true;
}

static uint16_t *name_slot(struct reading *reading, struct word name)
{
    size_t slot = (size_t)(name.hash >> 32) % NAME_SLOTS;

    while (reading->names[slot] && !str_eq(name.text, reading->features[reading->names[slot] - 1u]))
        slot = (slot + 1) % NAME_SLOTS;
    return &reading->names[slot];
}

static void know_names(struct reading *reading)
{
    for (uint16_t i = 0; i < FEATURE_COUNT; i++) {
        struct word name = {str_of(newsmill_feature_name(i)), WORD_HASH_START};
        for (size_t at = 0; at < name.text.n; at++)
            name.hash = word_hash(name.hash, name.text.p[at]);
        reading->features[i] = name.text;
        *name_slot(reading, name) = (uint16_t)(i + 1);
    }
}

/* A node below number `at` of a tree: a later one, so that no walk is endless. */
static bool read_below(struct reading *reading, uint64_t at, uint64_t count, uint16_t *node)
{
    uint64_t number;

    if (!read_whole(reading, &number) || number <= at || number >= count)
        return false;
    *node = (uint16_t)number;
    return true;
}

/* "leaf 0.25", or "words 12.5 1 4" */
static const char *read_node(struct reading *reading, uint64_t at, uint64_t count,
                             struct model_node *node)
{
    struct word name = next_line(reading);
    uint16_t known;

    if (!name.text.n)
        return "the tree is cut off";
    if (!read_number(reading, &node->value))
        return "a number is wanted";
    if (str_eq(name.text, S("leaf"))) {
        node->feature = MODEL_LEAF;
        return NULL;
    }
    known = *name_slot(reading, name);
    if (!known)
        return "there is no such feature";
    node->feature = (uint16_t)(known - 1);
    if (!read_below(reading, at, count, &node->left) ||
        !read_below(reading, at, count, &node->right))
        return "two later nodes of the tree are wanted";
    return NULL;
}

/* "word N" */
static bool read_count(struct reading *reading, str word, uint64_t most, uint64_t *count)
{
    return str_eq(next_line(reading).text, word) && read_whole(reading, count) && *count > 0 &&
           *count <= most;
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
    struct reading reading = {.at = text.p, .end = text.p + text.n, .arena = arena};
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
    if (!fault)
        model->bins = bins_of(model, arena);
    return fault;
}
