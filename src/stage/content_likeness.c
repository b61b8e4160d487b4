/* content_likeness: features of the words that a block shares with the title, the description, the
 * JSON-LD body and the page's prose. Words are hashes of folded words, in sets with a ceiling. */
#include "../base/hash.h"
#include "../base/utf8.h"
#include "content.h"

enum {
    SET_WORDS = 1 << 15, /* most words or pairs of a set */
    SEEN_WORDS = 400,    /* of a block that are looked at */
};

struct set {
    uint64_t *words;  /* 0: free */
    uint32_t *counts; /* of those */
    size_t size, used;
};

/* For as many words, different or not, and no more than SET_WORDS. */
static struct set new_set(struct arena *arena, size_t words)
{
    struct set set = {.size = 64};
    size_t most = words < SET_WORDS ? words : SET_WORDS;

    while (set.size < most * 2)
        set.size *= 2;
    set.words = ARENA_ARRAY(arena, uint64_t, set.size);
    set.counts = arena_alloc(arena, set.size * sizeof *set.counts);
    return set;
}

static size_t slot_of(const struct set *set, uint64_t word)
{
    size_t at = word & (set->size - 1);

    while (set->words[at] && set->words[at] != word)
        at = (at + 1) & (set->size - 1);
    return at;
}

static void set_add(struct set *set, uint64_t word)
{
    size_t slot = slot_of(set, word);

    if (!set->words[slot]) {
        if (set->used * 2 >= set->size)
            return;
        set->used++;
        set->words[slot] = word;
        set->counts[slot] = 0;
    }
    set->counts[slot]++;
}

/* How often the set has the word. */
static uint32_t set_count(const struct set *set, uint64_t word)
{
    size_t slot = slot_of(set, word);

    return set->words[slot] ? set->counts[slot] : 0;
}

/* The words of a folded text, which has one space between two words, as hashes, their bits
 * mixed and brought down to where a set looks. No word is 0. Gives how many; `words` has room for
 * half of the bytes and one. */
static size_t split(str folded, uint64_t *words)
{
    size_t count = 0;

    for (size_t at = 0; at < folded.n; at++) {
        uint64_t hash = 0;
        for (; at < folded.n && folded.p[at] != ' '; at++)
            hash = hash_step(hash, (unsigned char)folded.p[at]);
        hash *= UINT64_C(0x9E3779B97F4A7C15);
        words[count++] = (hash ^ hash >> 32) | 1;
    }
    return count;
}

static size_t most_words(size_t bytes)
{
    return bytes / 2 + 1;
}

static uint64_t pair(uint64_t a, uint64_t b)
{
    return (a * UINT64_C(0x9E3779B97F4A7C15) ^ b) | 1;
}

/* The words of a text; with pairs, its pairs of words instead. */
static struct set words_of(struct arena *arena, str text, bool pairs)
{
    str folded = text_fold(arena, text);
    uint64_t *words = arena_alloc(arena, most_words(folded.n) * sizeof *words);
    size_t count = split(folded, words);
    struct set set = new_set(arena, count);

    for (size_t i = pairs; i < count; i++)
        set_add(&set, pairs ? pair(words[i - 1], words[i]) : words[i]);
    return set;
}

struct likeness {
    struct set title, description, body, about, prose;
    uint64_t *words; /* of all blocks, one after the other */
    size_t *ends;    /* of each block, among them */
};

/* The words of all blocks, and of the prose among them. */
static void gather(struct likeness *like, const struct content *content)
{
    const struct doc *doc = content->doc;
    size_t bytes = 0, prose = 0, count = 0, first = 0;

    for (size_t i = 0; i < doc->block_count; i++)
        bytes += most_words(content->folded[i].n);
    like->words = arena_alloc(doc->scratch, bytes * sizeof *like->words);
    like->ends = arena_alloc(doc->scratch, doc->block_count * sizeof *like->ends);
    for (size_t i = 0; i < doc->block_count; i++) {
        size_t words = split(content->folded[i], like->words + count);
        like->ends[i] = count += words;
        prose += content->prose[i] > 0 ? words : 0;
    }
    like->prose = new_set(doc->scratch, prose);
    for (size_t i = 0; i < doc->block_count; first = like->ends[i++])
        for (size_t j = first; content->prose[i] > 0 && j < like->ends[i]; j++)
            set_add(&like->prose, like->words[j]);
}

static void measure(struct content *content, size_t i, const struct likeness *like)
{
    uint32_t own = content->prose[i] > 0; /* its own words are in the prose once at least */
    const uint64_t *words = like->words + (i ? like->ends[i - 1] : 0);
    size_t count = (size_t)(like->words + like->ends[i] - words);
    float title = 0, description = 0, body = 0, about = 0, prose = 0, all;
    float *row = content_row(content, i);

    if (count > SEEN_WORDS)
        count = SEEN_WORDS;
    for (size_t j = 0; j < count; j++) {
        title += set_count(&like->title, words[j]) > 0;
        description += set_count(&like->description, words[j]) > 0;
        prose += set_count(&like->prose, words[j]) > own;
        if (like->body.used && j && set_count(&like->body, pair(words[j - 1], words[j])))
            body++;
        if (like->about.used && j && set_count(&like->about, pair(words[j - 1], words[j])))
            about++;
    }
    if (!count)
        return;
    all = (float)count;
    row[FEATURE_TITLE_SHARE] = title / all;
    row[FEATURE_DESCRIPTION_SHARE] = description / all;
    row[FEATURE_PROSE_WORDS_SHARE] = prose / all;
    row[FEATURE_ABOUT_SHARE] = all > 1 ? about / (all - 1) : 0;
    row[FEATURE_BODY_SHARE] = all > 1 ? body / (all - 1) : 0;
}

/* The block that is the title: the first so marked, else the first that has all of its words. */
static size_t title_place(const struct content *content)
{
    const struct doc *doc = content->doc;

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_TITLE)
            return i;
    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].kind == BLOCK_HEADING &&
            content_row(content, i)[FEATURE_TITLE_SHARE] == 1)
            return i;
    return SIZE_MAX;
}

void content_likeness(struct content *content)
{
    struct doc *doc = content->doc;
    struct arena *arena = doc->scratch;
    struct likeness like = {
        .title = words_of(arena, doc->fields[FIELD_TITLE].text, false),
        .description = words_of(arena, doc->fields[FIELD_DESCRIPTION].text, false),
        .body = words_of(arena, doc->ld_body, true),
        .about = words_of(arena, doc->ld_about, true),
    };

    gather(&like, content);
    for (size_t i = 0; i < doc->block_count; i++)
        measure(content, i, &like);
    content->title = title_place(content);
    for (size_t i = 0; i < doc->block_count; i++) {
        float distance = content->title == SIZE_MAX ? 0 : (float)i - (float)content->title;
        content_row(content, i)[FEATURE_TITLE_DISTANCE] = distance > 100    ? 100
                                                          : distance < -100 ? -100
                                                                            : distance;
    }
}
