#include "phrases_set.h"

#include <string.h>

#include "phrases_phrase.h"

enum { LEAST_SLOTS = 64, SLOTS_PER_PATTERN = 2 };

static const uint64_t NUMBER_KEY = 0x9e3779b97f4a7c15u;

/* ---- the index ---- */

/* Lines and starts share a key: both are tried at the first word only. */
static uint64_t key_of(uint64_t hash, enum element_kind kind, enum phrase_how how)
{
    uint64_t key = kind == ELEMENT_WORD ? element_key(hash) : NUMBER_KEY;

    return (key ^ (how == PHRASE_LINE ? PHRASE_START : how)) * 0xff51afd7ed558ccdu;
}

static size_t slot_of(const struct phrase_set *set, uint64_t key)
{
    size_t slot = (size_t)(key >> 32) & set->slot_mask;

    while (set->slots[slot] && set->slot_keys[slot] != key)
        slot = (slot + 1) & set->slot_mask;
    return slot;
}

static size_t filter_word(uint64_t key)
{
    return (size_t)(key >> 16) % PHRASE_SET_FILTER;
}

uint32_t phrase_set_first(const struct phrase_set *set, uint64_t hash, enum element_kind kind,
                          enum phrase_how how)
{
    uint64_t key = key_of(hash, kind, how);

    if (!(set->filter[filter_word(key)] >> (key >> 58) & 1))
        return 0;
    return set->slots[slot_of(set, key)];
}

static void add_key(const struct phrases *phrases, struct phrase_set *set, uint32_t number)
{
    struct pattern *pattern = &set->patterns[number];
    uint64_t key = key_of(pattern->elements->bits, kind_of(*pattern->elements),
                          phrases->rules[pattern->rule].how);
    size_t slot = slot_of(set, key);

    set->filter[filter_word(key)] |= (uint64_t)1 << (key >> 58);
    pattern->next = set->slots[slot];
    set->slots[slot] = number + 1;
    set->slot_keys[slot] = key;
}

/* Last to first, so that chains are in order of rules. */
static void index_patterns(const struct phrases *phrases, struct phrase_set *set)
{
    size_t size = LEAST_SLOTS;

    while (size < set->count * SLOTS_PER_PATTERN)
        size *= 2;
    set->slots = ARENA_ARRAY(phrases->arena, uint32_t, size);
    set->slot_keys = ARENA_ARRAY(phrases->arena, uint64_t, size);
    set->slot_mask = size - 1;
    for (size_t i = set->count; i-- > 0;)
        add_key(phrases, set, (uint32_t)i);
}

/* ---- the patterns ---- */

static bool is_of(const struct rule *rule, uint64_t languages)
{
    return !rule->off && rule->language & languages;
}

/* Each set has a copy of its own, for the chains of its index; the elements are shared. */
static void make_patterns(const struct phrases *phrases, size_t number)
{
    struct rule *rule = &phrases->rules[number];
    struct pattern *patterns = ARENA_ARRAY(phrases->arena, struct pattern, rule->variants);

    phrase_patterns(phrases->arena, rule->phrase, rule->how == PHRASE_END, patterns);
    for (size_t i = 0; i < rule->variants; i++) {
        patterns[i].rule = (uint16_t)number;
        patterns[i].language = rule->language;
    }
    rule->patterns = patterns;
}

static void add_rule(const struct phrases *phrases, struct phrase_set *set, size_t number)
{
    const struct rule *rule = &phrases->rules[number];

    if (!rule->patterns)
        make_patterns(phrases, number);
    memcpy(set->patterns + set->count, rule->patterns, rule->variants * sizeof *rule->patterns);
    set->count += rule->variants;
}

static struct phrase_set *make_set(const struct phrases *phrases, uint64_t languages)
{
    struct phrase_set *set = ARENA_NEW(phrases->arena, struct phrase_set);
    size_t count = 0;

    set->languages = languages;
    for (size_t i = 0; i < phrases->rule_count; i++)
        if (is_of(&phrases->rules[i], languages))
            count += phrases->rules[i].variants;
    set->patterns = ARENA_ARRAY(phrases->arena, struct pattern, count);
    for (size_t i = 0; i < phrases->rule_count; i++)
        if (is_of(&phrases->rules[i], languages))
            add_rule(phrases, set, i);
    index_patterns(phrases, set);
    return set;
}

const struct phrase_set *phrases_set(struct phrases *phrases, uint64_t languages)
{
    uint64_t all = ((uint64_t)1 << phrases->language_count) - 1;
    struct phrase_set *set;

    for (size_t i = 0; i < phrases->set_count; i++)
        if (!(languages & all & ~phrases->sets[i]->languages))
            return phrases->sets[i];
    set = make_set(phrases, phrases->set_count + 1 < PHRASE_SETS ? languages & all : all);
    phrases->sets[phrases->set_count++] = set;
    return set;
}
