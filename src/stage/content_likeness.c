/* content_likeness: features of the words that a block shares with the title, the description, the
 * JSON-LD body and the page's prose. Words are hashes of folded words, in sets with a ceiling. */
#include "../base/utf8.h"
#include "content.h"

enum {
    SET_WORDS = 1 << 15, /* most words or pairs of a set */
    SEEN_WORDS = 400,    /* of a block that are looked at */
};

/* What a set says of a word: where it stands, and how often in prose. */
enum { OF_TITLE = 1, OF_DESCRIPTION = 2, ONCE = 4 };

struct set {
    uint64_t *words; /* 0: free */
    uint32_t *said;  /* of those */
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
    set.said = arena_alloc(arena, set.size * sizeof *set.said);
    return set;
}

static size_t slot_of(const struct set *set, uint64_t word)
{
    size_t at = word & (set->size - 1);

    while (set->words[at] && set->words[at] != word)
        at = (at + 1) & (set->size - 1);
    return at;
}

/* What is known of a word, which is taken in: nothing at first. NULL: there is no room. */
static uint32_t *set_add(struct set *set, uint64_t word)
{
    size_t slot = slot_of(set, word);

    if (!set->words[slot]) {
        if (set->used * 2 >= set->size)
            return NULL;
        set->used++;
        set->words[slot] = word;
        set->said[slot] = 0;
    }
    return &set->said[slot];
}

/* What is known of a word. */
static uint32_t set_said(const struct set *set, uint64_t word)
{
    size_t slot = slot_of(set, word);

    return set->words[slot] ? set->said[slot] : 0;
}

static bool set_has(const struct set *set, uint64_t word)
{
    return set->words[slot_of(set, word)] != 0;
}

static uint64_t pair(uint64_t a, uint64_t b)
{
    return (a * UINT64_C(0x9E3779B97F4A7C15) ^ b) | 1;
}

struct words {
    uint64_t *hashes;
    size_t count;
};

static struct words words_of(struct arena *arena, str text)
{
    struct text_words words = {arena_alloc(arena, text_words_most(text) * sizeof(uint64_t)), 0, 0};

    return (struct words){words.hashes, text_words(text, &words)};
}

/* The pairs of words of a text. */
static struct set pairs_of(struct arena *arena, str text)
{
    struct words words = words_of(arena, text);
    struct set set = new_set(arena, words.count);

    for (size_t i = 1; i < words.count; i++)
        set_add(&set, pair(words.hashes[i - 1], words.hashes[i]));
    return set;
}

struct likeness {
    struct set words; /* of the title, the description and the prose */
    struct set body, about;
};

static void note(struct set *set, const struct words *words, uint32_t what)
{
    uint32_t *said;

    for (size_t i = 0; i < words->count; i++)
        if ((said = set_add(set, words->hashes[i])))
            *said |= what;
}

/* The words of the prose. */
static void count_prose(struct set *set, const struct content *content)
{
    const uint64_t *words;
    uint32_t *said;

    for (size_t i = 0; i < content->doc->block_count; i++)
        for (size_t j = content_words(content, i, &words); content->prose[i] > 0 && j-- > 0;)
            if ((said = set_add(set, *words++)))
                *said += ONCE;
}

static struct set page_words(const struct content *content)
{
    struct doc *doc = content->doc;
    struct words title = words_of(doc->scratch, doc->fields[FIELD_TITLE].text);
    struct words description = words_of(doc->scratch, doc->fields[FIELD_DESCRIPTION].text);
    const uint64_t *words;
    size_t prose = 0;
    struct set set;

    for (size_t i = 0; i < doc->block_count; i++)
        prose += content->prose[i] > 0 ? content_words(content, i, &words) : 0;
    set = new_set(doc->scratch, title.count + description.count + prose);
    note(&set, &title, OF_TITLE);
    note(&set, &description, OF_DESCRIPTION);
    count_prose(&set, content);
    return set;
}

static void measure(struct content *content, size_t i, const struct likeness *like)
{
    uint32_t own = content->prose[i] > 0; /* its own words are in the prose once at least */
    const uint64_t *words;
    size_t count = content_words(content, i, &words);
    size_t title = 0, description = 0, body = 0, about = 0, prose = 0;
    float *row = content_row(content, i), all;

    if (count > SEEN_WORDS)
        count = SEEN_WORDS;
    for (size_t j = 0; j < count; j++) {
        uint32_t said = set_said(&like->words, words[j]);
        title += (said & OF_TITLE) != 0;
        description += (said & OF_DESCRIPTION) != 0;
        prose += said / ONCE > own;
        if (like->body.used && j)
            body += set_has(&like->body, pair(words[j - 1], words[j]));
        if (like->about.used && j)
            about += set_has(&like->about, pair(words[j - 1], words[j]));
    }
    if (!count)
        return;
    all = (float)count;
    row[FEATURE_TITLE_SHARE] = (float)title / all;
    row[FEATURE_DESCRIPTION_SHARE] = (float)description / all;
    row[FEATURE_PROSE_WORDS_SHARE] = (float)prose / all;
    row[FEATURE_ABOUT_SHARE] = all > 1 ? (float)about / (all - 1) : 0;
    row[FEATURE_BODY_SHARE] = all > 1 ? (float)body / (all - 1) : 0;
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
    struct likeness like = {
        .words = page_words(content),
        .body = pairs_of(doc->scratch, doc->ld_body),
        .about = pairs_of(doc->scratch, doc->ld_about),
    };

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
