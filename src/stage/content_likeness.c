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
    uint64_t *slots;
    uint32_t *counts;
    size_t size, used;
};

static struct set new_set(struct arena *arena, size_t bytes)
{
    struct set set = {.size = 64};
    size_t most = bytes / 2 < SET_WORDS ? bytes / 2 : SET_WORDS;

    while (set.size < most * 2)
        set.size *= 2;
    set.slots = ARENA_ARRAY(arena, uint64_t, set.size);
    set.counts = ARENA_ARRAY(arena, uint32_t, set.size);
    return set;
}

static size_t slot_of(const struct set *set, uint64_t word)
{
    size_t at = word & (set->size - 1);

    while (set->slots[at] && set->slots[at] != word)
        at = (at + 1) & (set->size - 1);
    return at;
}

static void set_add(struct set *set, uint64_t word)
{
    size_t at = slot_of(set, word);

    if (!set->slots[at] && set->used * 2 >= set->size)
        return;
    set->used += !set->slots[at];
    set->slots[at] = word;
    set->counts[at]++;
}

/* How often the set has the word. */
static uint32_t set_count(const struct set *set, uint64_t word)
{
    return set->counts[slot_of(set, word)];
}

/* Takes the next word of a folded text. 0 is no word. */
static bool next_word(str *rest, uint64_t *word)
{
    str part;

    do
        if (!str_split(rest, ' ', &part))
            return false;
    while (!part.n);
    *word = hash64(part) | 1;
    return true;
}

static uint64_t pair(uint64_t a, uint64_t b)
{
    return (a * UINT64_C(0x9E3779B97F4A7C15) ^ b) | 1;
}

/* The words of a text; with pairs, its pairs of words instead. */
static struct set words_of(struct arena *arena, str text, bool pairs)
{
    str folded = text_fold(arena, text);
    struct set set = new_set(arena, folded.n);
    uint64_t word, before = 0;

    while (next_word(&folded, &word)) {
        if (!pairs)
            set_add(&set, word);
        else if (before)
            set_add(&set, pair(before, word));
        before = word;
    }
    return set;
}

struct likeness {
    struct set title, description, body, prose;
};

static void measure(struct content *content, size_t i, str folded, const struct likeness *like)
{
    uint32_t own = content->prose[i] > 0; /* its own words are in the prose once at least */
    float words = 0, title = 0, description = 0, body = 0, prose = 0;
    float *row = content_row(content, i);
    uint64_t word, before = 0;

    while (words < SEEN_WORDS && next_word(&folded, &word)) {
        words++;
        title += set_count(&like->title, word) > 0;
        description += set_count(&like->description, word) > 0;
        prose += set_count(&like->prose, word) > own;
        if (before && set_count(&like->body, pair(before, word)))
            body++;
        before = word;
    }
    if (words < 1)
        return;
    row[FEATURE_TITLE_SHARE] = title / words;
    row[FEATURE_DESCRIPTION_SHARE] = description / words;
    row[FEATURE_PROSE_WORDS_SHARE] = prose / words;
    row[FEATURE_BODY_SHARE] = words > 1 ? body / (words - 1) : 0;
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
    };
    size_t bytes = 0, title;

    for (size_t i = 0; i < doc->block_count; i++)
        bytes += content->prose[i] > 0 ? content->folded[i].n : 0;

    like.prose = new_set(arena, bytes);
    for (size_t i = 0; i < doc->block_count; i++) {
        str rest = content->folded[i];
        uint64_t word;
        while (content->prose[i] > 0 && next_word(&rest, &word))
            set_add(&like.prose, word);
    }
    for (size_t i = 0; i < doc->block_count; i++)
        measure(content, i, content->folded[i], &like);
    title = title_place(content);
    for (size_t i = 0; i < doc->block_count; i++) {
        float distance = title == SIZE_MAX ? 0 : (float)i - (float)title;
        content_row(content, i)[FEATURE_TITLE_DISTANCE] = distance > 100    ? 100
                                                          : distance < -100 ? -100
                                                                            : distance;
    }
}
