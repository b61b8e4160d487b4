/* index_docs: made-up documents for tests of the index, each a function of its number alone: some
 * share keys, some hashes, some nothing. Included once by a test program. */
#ifndef NEWSMILL_TEST_INDEX_DOCS_H
#define NEWSMILL_TEST_INDEX_DOCS_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "store/index.h"

enum { MADE_KEYS = 12, MADE_TOKENS = 40, MADE_STORIES = 50 };

struct made {
    struct index_row row;
    char id[32], cluster[32];
    uint64_t keys[MADE_KEYS];
    size_t key_count;
    uint16_t tokens[MADE_TOKENS];
    size_t token_count;
};

/* splitmix64 (Steele, Lea, Flood 2014): a number well mixed. */
static inline uint64_t mixed(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* Key number k of story s; the first few are everybody's, as furniture is. */
static inline uint64_t made_key(uint64_t story, uint64_t k)
{
    return k < 2 ? k : mixed(story * 1000 + k);
}

static inline void make_doc(struct made *made, uint64_t number)
{
    uint64_t dice = mixed(number), story = dice % MADE_STORIES;

    memset(made, 0, sizeof *made);
    snprintf(made->id, sizeof made->id, "id-%llu", (unsigned long long)number);
    snprintf(made->cluster, sizeof made->cluster, "id-%llu", (unsigned long long)(number / 2));
    made->key_count = (size_t)(dice >> 8) % (MADE_KEYS + 1);
    for (size_t i = 0; i < made->key_count; i++)
        made->keys[i] = made_key(story, i ? i * 3 + (dice >> 16) % 3 : dice >> 16 & 1);
    made->token_count = (size_t)(dice >> 24) % (MADE_TOKENS + 1);
    for (size_t i = 0; i < made->token_count; i++)
        made->tokens[i] = (uint16_t)(number + i);
    made->row = (struct index_row){
        .site = dice % 7,
        .published = (int64_t)number * 60,
        .seen = (int64_t)number * 60,
        .of = (uint32_t)(number / 3),
        .words = (uint32_t)made->token_count * 2,
        .flags = number % 3 ? 0 : INDEX_KEPT,
        .id = str_of(made->id),
        .cluster = number % 2 ? str_of(made->cluster) : (str){NULL, 0},
    };
    made->row.exact[INDEX_BODY] = (struct hash128){mixed(dice % 200) | 1, dice % 200};
    if (number % 5)
        made->row.exact[INDEX_URL] = (struct hash128){mixed(dice % 300 + 1000), dice % 300};
    if (number % 10 == 0)
        made->row.exact[INDEX_BEST] = (struct hash128){number % 40, 3};
}

static inline bool add_made(struct index *index, uint64_t number)
{
    struct made made;

    make_doc(&made, number);
    return index_add(index, &made.row, made.keys, made.key_count, made.tokens, made.token_count);
}

#endif
