#include "meta_credit.h"

#include "meta_agency.h"
#include "meta_facts.h"

enum {
    PROSE_WORDS = 8,   /* of a paragraph */
    FIRST_PROSE = 3,   /* paragraphs that may begin with a dateline */
    CREDITS_MOST = 64, /* elements that are looked at */
    LAST_PROSE = 24,   /* paragraphs from the end that may end with a credit */
    CREDIT_WORDS = 6,  /* of a line that is nothing but a credit */
    UNFIT = HINT_FOOTER | HINT_ASIDE | HINT_COMMENTS | HINT_RELATED | HINT_NAV | HINT_DIALOG |
            HINT_ADVERT | HINT_MENU | HINT_CAPTION | HINT_HIDDEN,
};

static void from_ld(struct doc *doc, const struct ld *ld)
{
    static const char *const keys[] = {"author", "provider", "sourceOrganization", "creator"};

    for (size_t i = 0; ld->main && i < sizeof keys / sizeof *keys; i++)
        field_set(doc, FIELD_AGENCY, agency_named(ld_text(ld, ld->main, keys[i])), "json-ld");
}

static void from_elements(struct doc *doc)
{
    const struct fact *fact;
    size_t at = 0;

    for (int tries = 0; tries < CREDITS_MOST; tries++) {
        fact = fact_next(doc, FACT_CREDIT, NULL, &at);
        if (!fact)
            return;
        if (!(fact->under & UNFIT) && !str_has_nocase(fact->key, S("credit")) &&
            !str_has_nocase(fact->key, S("image")) && !str_has_nocase(fact->key, S("photo")))
            field_set(doc, FIELD_AGENCY, agency_in_credit(fact->value), "credit");
    }
}

static bool is_fit(const struct doc *doc, const struct block *block)
{
    return !(doc->box_count && (doc->boxes[block->box].under & UNFIT)) &&
           block->kind != BLOCK_CAPTION;
}

static void from_first_prose(struct doc *doc)
{
    size_t prose = 0;

    for (size_t i = 0; i < doc->block_count && prose < FIRST_PROSE; i++)
        if (is_fit(doc, &doc->blocks[i]) && doc->blocks[i].words >= PROSE_WORDS) {
            prose++;
            field_set(doc, FIELD_AGENCY, agency_in_dateline(doc->blocks[i].text), "text");
        }
}

/* The last credit behind a paragraph, or in a line of its own below one. */
static void from_last_prose(struct doc *doc)
{
    const struct block *below = NULL;
    size_t prose = 0, from;

    for (size_t i = doc->block_count; i > 0 && prose < LAST_PROSE; i--) {
        const struct block *block = &doc->blocks[i - 1];
        str named = {NULL, 0};
        if (!is_fit(doc, block))
            continue;
        if (block->words >= PROSE_WORDS) {
            prose++;
            if (below && below->words <= CREDIT_WORDS && !below->links)
                named = agency_in_credit(below->text);
            if (!named.n)
                named = agency_at_end(block->text, &from);
        }
        below = block;
        if (named.n) {
            field_set(doc, FIELD_AGENCY, named, "text");
            return;
        }
    }
}

void credit_set(struct doc *doc, const struct ld *ld)
{
    static const struct meta_key keys[] = {
        {"article:agency", "meta"}, {"source", "meta"}, {"dc.source", "dc"}, {"copyright", "meta"}};
    const char *from = "meta";

    from_ld(doc, ld);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        from = keys[i].from;
        field_set(doc, FIELD_AGENCY, agency_in_credit(meta_value(doc, keys[i].key)), from);
    }
    from_elements(doc);
    from_first_prose(doc);
    from_last_prose(doc);
}
