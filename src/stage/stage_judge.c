/* judge: pages that hold nothing to read are rejected; every other page is kept with its type and
 * quality, unless options ask for less. */
#include "../base/utf8.h"
#include "../stage.h"
#include "judge_refuse.h"
#include "judge_signs.h"
#include "judge_type.h"

enum {
    FIRST_ERROR_STATUS = 400, /* RFC 9110, section 15.5 */
    SHORT_CODE = 2,           /* letters of a language's code: ISO 639-1, 639-2 */
    LONG_CODE = 3,
    FULL_LENGTH = 400, /* words of a text that is long enough for full quality */
    /* shares of quality, in hundredths */
    OF_LENGTH = 30,
    OF_PROSE = 30,
    OF_FEW_LINKS = 20,
    OF_TITLE = 10,
    OF_DATE = 10,
};

struct config {
    struct text_list only, lang;
    uint64_t min_words;
};

#define MEMBER(name) offsetof(struct config, name)
static const struct option options[] = {
    {"only", "TYPE", OPTION_LIST, MEMBER(only), 0, 0, NULL, NULL,
     "keep pages of these types alone: article, listing, forum, product, collection, "
     "documentation, service, live-blog, stub"},
    {"min-words", "N", OPTION_NUMBER, MEMBER(min_words), 0, UINT32_MAX, "0", NULL,
     "reject documents with fewer words than this; 0: none"},
    {"lang", "CODE", OPTION_LIST, MEMBER(lang), 0, 0, NULL, NULL,
     "keep documents in these languages alone (en, de ...), and those whose language is unknown"},
};

/* "en" of "en-US". */
static str primary(str lang)
{
    size_t n = 0;

    while (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_')
        n++;
    return str_slice(lang, 0, n);
}

/* Does it begin as a language tag does (RFC 5646, section 2.2.1)? */
static bool is_language(const char *code)
{
    str subtag = primary(str_of(code));

    for (size_t i = 0; i < subtag.n; i++)
        if (!is_ascii_lower(subtag.p[i]) && !is_ascii_upper(subtag.p[i]))
            return false;
    return subtag.n == SHORT_CODE || subtag.n == LONG_CODE;
}

static bool open_judge(void *state, struct run *run)
{
    const struct config *config = state;

    for (size_t i = 0; i < config->only.count; i++) {
        str name = str_of(config->only.items[i]);
        size_t type = 0;
        while (type < PAGE_TYPES && !str_eq(name, str_of(judge_types[type])))
            type++;
        if (type == PAGE_TYPES)
            return run_misused(run, "--only: there is no page type '%s'", config->only.items[i]);
    }
    for (size_t i = 0; i < config->lang.count; i++)
        if (!is_language(config->lang.items[i]))
            return run_misused(run, "--lang: '%s' is no code of a language, as 'en' is",
                               config->lang.items[i]);
    return true;
}

/* What the kept blocks amount to. */
struct kept {
    size_t words, link_words, prose; /* prose: words of blocks that hold a sentence */
};

static struct kept kept_of(struct doc *doc)
{
    struct kept kept = {0, 0, 0};

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        size_t words;
        if (block->why != WHY_KEPT)
            continue;
        words = block->spans ? count_words(block_text(doc->scratch, block)) : block->words;
        kept.words += words;
        kept.link_words += block->link_words < words ? block->link_words : words;
        kept.prose += block->stops ? words : 0;
    }
    return kept;
}

/* 0 to 1: the F1 that the scores of the blocks let expect. Where none were made: long enough, in
 * sentences, few links, title and date known. */
static float quality_of(const struct doc *doc, const struct kept *kept)
{
    size_t length = kept->words < FULL_LENGTH ? kept->words : FULL_LENGTH;
    size_t hundredths;

    if (!kept->words)
        return 0;
    if (doc->expected > 0)
        return doc->expected;
    hundredths = length * OF_LENGTH / FULL_LENGTH + kept->prose * OF_PROSE / kept->words +
                 (kept->words - kept->link_words) * OF_FEW_LINKS / kept->words;
    if (field_known(doc, FIELD_TITLE))
        hundredths += OF_TITLE;
    if (field_known(doc, FIELD_PUBLISHED))
        hundredths += OF_DATE;
    return (float)hundredths / 100;
}

static bool is_listed(const struct text_list *list, str word)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq_nocase(word, str_of(list->items[i])))
            return true;
    return false;
}

static bool is_wanted_language(const struct text_list *list, str lang)
{
    if (!list->count || !lang.n)
        return true;
    for (size_t i = 0; i < list->count; i++)
        if (str_eq_nocase(primary(lang), primary(str_of(list->items[i]))))
            return true;
    return false;
}

static void select_by_options(const struct config *config, struct doc *doc, size_t words)
{
    if (config->only.count && !is_listed(&config->only, str_of(doc->page_type)))
        doc_mark(doc, WHY_PAGE_TYPE);
    else if (words < config->min_words)
        doc_mark(doc, WHY_FEW_WORDS);
    else if (!is_wanted_language(&config->lang, doc->fields[FIELD_LANG].text))
        doc_mark(doc, WHY_OTHER_LANGUAGE);
}

static bool judge(void *state, struct doc *doc, struct run *run)
{
    struct kept kept = kept_of(doc);

    (void)run;
    if (doc->status >= FIRST_ERROR_STATUS) {
        doc_fail(doc, WHY_HTTP_STATUS, "status %u", doc->status);
        return true;
    }
    judge_refuse(doc, kept.words);
    if (doc->why != WHY_KEPT)
        return true;
    doc->page_type = judge_types[judge_type(doc, kept.words)];
    doc->quality = quality_of(doc, &kept);
    select_by_options(state, doc, kept.words);
    return true;
}

const struct stage stage_judge = {
    .name = "judge",
    .does = "rejects pages that hold nothing to read, and tells the type and quality of the rest",
    .size = sizeof(struct config),
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .not_given = true,
    .open = open_judge,
    .run = judge,
};
