#include "meta_credit.h"

#include "meta_agency.h"
#include "meta_facts.h"

enum {
    PROSE_WORDS = 8,  /* of a paragraph */
    FIRST_PROSE = 3,  /* paragraphs that may begin with a dateline */
    CREDIT_WORDS = 6, /* of a line that is nothing but a credit */
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

    while ((fact = fact_next(doc, FACT_CREDIT, NULL, &at)))
        if (!(fact->under & UNFIT) && !str_has_nocase(fact->key, S("credit")) &&
            !str_has_nocase(fact->key, S("image")) && !str_has_nocase(fact->key, S("photo")))
            field_set(doc, FIELD_AGENCY, agency_in_credit(fact->value), "credit");
}

static bool is_fit(const struct doc *doc, const struct block *block)
{
    return !(doc->box_count && (doc->boxes[block->box].under & UNFIT)) &&
           block->kind != BLOCK_CAPTION;
}

/* The dateline of the first paragraphs, and the last credit behind a paragraph. */
static void from_text(struct doc *doc)
{
    str last = {NULL, 0};
    size_t prose = 0;
    bool behind = false;

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        str named = {NULL, 0};
        size_t from;
        if (!is_fit(doc, block))
            continue;
        if (block->words >= PROSE_WORDS) {
            if (prose++ < FIRST_PROSE)
                field_set(doc, FIELD_AGENCY, agency_in_dateline(block->text), "text");
            named = agency_at_end(block->text, &from);
        } else if (behind && block->words <= CREDIT_WORDS && !block->links) {
            named = agency_in_credit(block->text);
        }
        behind = block->words >= PROSE_WORDS;
        if (named.n)
            last = named;
    }
    field_set(doc, FIELD_AGENCY, last, "text");
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
    from_text(doc);
}
