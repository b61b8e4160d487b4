#include "phrases_set.h"

#include "phrases_phrase.h"

enum { LEAST_SLOTS = 64, SLOTS_PER_ENTRY = 2 };

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

    while (set->slots[slot] && set->entries[set->slots[slot] - 1].key != key)
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

/* Last to first, so that chains are in order of rules; a rule stands in one once. */
static void index_entries(struct phrase_set *set)
{
    for (size_t i = set->count; i-- > 0;) {
        struct phrase_entry *entry = &set->entries[i];
        size_t slot = slot_of(set, entry->key);
        uint32_t next = set->slots[slot];

        if (next && set->entries[next - 1].rule == entry->rule)
            continue;
        set->filter[filter_word(entry->key)] |= (uint64_t)1 << (entry->key >> 58);
        entry->next = next;
        set->slots[slot] = (uint32_t)i + 1;
    }
}

/* ---- a set ---- */

static bool is_of(const struct rule *rule, uint64_t languages)
{
    return !rule->off && rule->language & languages;
}

static void add_rule(const struct phrases *phrases, struct phrase_set *set, size_t number)
{
    const struct rule *rule = &phrases->rules[number];
    const struct element *firsts = phrases->firsts + rule->firsts;

    for (size_t i = 0; i < rule->first_count; i++)
        set->entries[set->count++] = (struct phrase_entry){
            key_of(firsts[i].bits, kind_of(firsts[i]), rule->how), 0, (uint16_t)number};
}

static size_t count_firsts(const struct phrases *phrases, uint64_t languages)
{
    size_t count = 0;

    for (size_t i = 0; i < phrases->rule_count; i++)
        if (is_of(&phrases->rules[i], languages))
            count += phrases->rules[i].first_count;
    return count;
}

static struct phrase_set *make_set(struct phrases *phrases, uint64_t languages)
{
    struct phrase_set *set = ARENA_NEW(phrases->arena, struct phrase_set);
    size_t count = count_firsts(phrases, languages), slots = LEAST_SLOTS;

    set->languages = languages;
    set->entries = arena_alloc(phrases->arena, count * sizeof *set->entries);
    for (size_t i = 0; i < phrases->rule_count; i++)
        if (is_of(&phrases->rules[i], languages))
            add_rule(phrases, set, i);
    while (slots < count * SLOTS_PER_ENTRY)
        slots *= 2;
    set->slots = ARENA_ARRAY(phrases->arena, uint32_t, slots);
    set->slot_mask = slots - 1;
    index_entries(set);
    phrases->sets[phrases->set_count++] = set;
    return set;
}

static const struct phrase_set *find_set(struct phrases *phrases, uint64_t languages)
{
    uint64_t all = ((uint64_t)1 << phrases->language_count) - 1;

    for (size_t i = 0; i < phrases->set_count; i++)
        if (!(languages & all & ~phrases->sets[i]->languages))
            return phrases->sets[i];
    return make_set(phrases, phrases->set_count + 1 < PHRASE_SETS ? languages & all : all);
}

/* ---- patterns ---- */

static const struct pattern *make_patterns(struct phrases *phrases, struct rule *rule)
{
    struct pattern *patterns = ARENA_ARRAY(phrases->arena, struct pattern, rule->variants);
    struct phrase_room room;
    struct phrase phrase;

    phrase_read(&phrase, &room, rule->phrase);
    phrase_patterns(phrases->arena, &phrase, rule->how == PHRASE_END, patterns);
    return patterns;
}

/* ---- for several threads ---- */

const struct phrase_set *phrases_set(struct phrases *phrases, uint64_t languages)
{
    const struct phrase_set *volatile set = NULL;
    jmp_buf escape;

    pthread_mutex_lock(&phrases->lock);
    phrases->arena->escape = &escape;
    if (!setjmp(escape))
        set = find_set(phrases, languages);
    phrases->arena->escape = NULL;
    pthread_mutex_unlock(&phrases->lock);
    return set;
}

const struct pattern *phrases_patterns(struct phrases *phrases, size_t number)
{
    struct rule *rule = &phrases->rules[number];
    const struct pattern *patterns = atomic_load_explicit(&rule->patterns, memory_order_acquire);
    jmp_buf escape;

    if (patterns)
        return patterns;
    pthread_mutex_lock(&phrases->lock);
    phrases->arena->escape = &escape;
    if (!atomic_load(&rule->patterns) && !setjmp(escape))
        atomic_store_explicit(&rule->patterns, make_patterns(phrases, rule), memory_order_release);
    phrases->arena->escape = NULL;
    pthread_mutex_unlock(&phrases->lock);
    return atomic_load(&rule->patterns);
}
