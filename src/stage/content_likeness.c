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

static uint64_t pair(uint64_t a, uint64_t b)
{
    return (a * UINT64_C(0x9E3779B97F4A7C15) ^ b) | 1;
}

/* The words of a text; with pairs, its pairs of words instead. */
static struct set words_of(struct arena *arena, str text, bool pairs)
{
    uint64_t *hashes = arena_alloc(arena, text_words_most(text) * sizeof *hashes);
    struct text_words words = {.hashes = hashes};
    size_t count = text_words(text, &words);
    struct set set = new_set(arena, count);

    for (size_t i = pairs; i < count; i++)
        set_add(&set, pairs ? pair(hashes[i - 1], hashes[i]) : hashes[i]);
    return set;
}

struct likeness {
    struct set title, description, body, about, prose;
};

/* The words of the prose. */
static void gather(struct likeness *like, const struct content *content)
{
    const struct doc *doc = content->doc;
    size_t prose = 0, first = 0;

    for (size_t i = 0; i < doc->block_count; first = content->ends[i++])
        prose += content->prose[i] > 0 ? content->ends[i] - first : 0;
    like->prose = new_set(doc->scratch, prose);
    first = 0;
    for (size_t i = 0; i < doc->block_count; first = content->ends[i++])
        for (size_t j = first; content->prose[i] > 0 && j < content->ends[i]; j++)
            set_add(&like->prose, content->words[j]);
}

static void measure(struct content *content, size_t i, const struct likeness *like)
{
    uint32_t own = content->prose[i] > 0; /* its own words are in the prose once at least */
    const uint64_t *words;
    size_t count = content_words(content, i, &words);
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
