#include "meta_place.h"

#include "../base/utf8.h"
#include "meta_facts.h"

enum {
    TITLE_BYTES = 600,    /* of a title that a heading is compared with, at most */
    LIKE_WORDS_LEAST = 4, /* of a heading that says the title in other words */
    LIKE_WORDS_MOST = 40,
    LIKE_SHARE = 75,  /* per cent of its words that the title has too */
    NEAR_BEFORE = 12, /* blocks before the title that count as near, and behind it */
    NEAR_BEHIND = 16,
    UNFIT = HINT_FOOTER | HINT_ASIDE | HINT_COMMENTS | HINT_RELATED | HINT_HIDDEN | HINT_NAV |
            HINT_DIALOG | HINT_ADVERT | HINT_MENU | HINT_CAPTION | HINT_COOKIE | HINT_QUOTE,
};

/* Whether a heading says what the title says, in nearly the same words. */
static bool is_like_title(const struct doc *doc, const struct block *block, str title)
{
    size_t words, shared = str_shared(text_fold(doc->scratch, block->text), title, ' ', 1, &words);

    return shared * 100 >= words * LIKE_SHARE;
}

size_t place_like_title(const struct doc *doc)
{
    str title = text_fold(doc->scratch, doc->fields[FIELD_TITLE].text);

    for (size_t i = 0; title.n && title.n <= TITLE_BYTES && i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        if (block->kind == BLOCK_HEADING && block->words >= LIKE_WORDS_LEAST &&
            block->words <= LIKE_WORDS_MOST &&
            !(doc->box_count && doc->boxes[block->box].under & UNFIT) &&
            is_like_title(doc, block, title))
            return i;
    }
    return SIZE_MAX;
}

struct place place_of(const struct doc *doc)
{
    struct place place = {SIZE_MAX, UNFIT};
    const struct fact *fact;
    size_t at = 0;

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].why == WHY_TITLE) {
            place.title = i;
            if (doc->box_count)
                place.unfit &= ~doc->boxes[doc->blocks[i].box].under;
            return place;
        }
    while ((fact = fact_next(doc, FACT_HEADING, NULL, &at)))
        if (!(fact->under & UNFIT)) {
            place.title = fact->block;
            return place;
        }
    return place;
}

bool place_is_near(const struct place *place, size_t block)
{
    return place->title == SIZE_MAX ||
           (block + NEAR_BEFORE >= place->title && block <= place->title + NEAR_BEHIND);
}

bool place_hints_unfit(const struct place *place, uint32_t under)
{
    uint32_t unfit = place->unfit;

    if (under & HINT_ARTICLE)
        unfit &= ~(uint32_t)HINT_FOOTER;
    return under & unfit;
}

bool place_beside_unfit(const struct place *place, uint32_t under)
{
    if (under & (HINT_ARTICLE | HINT_MAIN))
        under &= ~(uint32_t)HINT_ASIDE;
    return place_hints_unfit(place, under);
}

bool place_is_unfit(const struct place *place, const struct doc *doc, const struct block *block)
{
    return doc->box_count && place_hints_unfit(place, doc->boxes[block->box].under);
}

size_t place_start(const struct place *place)
{
    return place->title == SIZE_MAX || place->title < NEAR_BEFORE ? 0 : place->title - NEAR_BEFORE;
}
