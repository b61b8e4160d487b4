#include "judge_refuse.h"

#include "../base/utf8.h"
#include "judge_signs.h"

enum {
    CLUE_WORDS = 40,  /* of a block that says it: a longer one talks of it */
    TITLE_MORE = 4,   /* words behind a clue in a title: the site's name */
    SHORT_PAGE = 60,  /* words: one clue is enough */
    BLOCK_PAGE = 300, /* words of all blocks, at most */
    ERROR_PAGE = 600, /* its menu and footer may stand around it */
    CONSENT_PAGE = 900,
    OTHER_WORDS = 80,    /* of the kept text beside the clues, at most */
    SHELL_WORDS = 40,    /* of a page whose text comes by script, at most */
    SHELL_SCRIPT = 2000, /* bytes of script that it holds at least */
    RUNNING_WORDS = 25,  /* see judge_blocks.c */
    RUNNING_STOPS = 2,
    CLUE_KINDS = WHY_COUNT
};

enum where { WHOLE, START };

struct clue {
    enum reason why;
    enum where where;
    const char *text;
};

static const struct clue clues[] = {
#define CLUE(why, where, text) {WHY_##why, where, text},
#include "judge_clues.def"
#undef CLUE
};

/* What speaks for one reason. */
struct evidence {
    size_t blocks;     /* that say it */
    size_t words;      /* of them */
    size_t headings;   /* of them */
    bool title;        /* the title says it */
    const char *first; /* the first clue */
};

struct look {
    struct evidence of[CLUE_KINDS];
    size_t all, kept;    /* words */
    size_t running;      /* paragraphs of running text that are no clue */
    size_t consent;      /* words of blocks that talk of consent */
    bool claims_article; /* so says the head of the page */
};

static bool says(const struct clue *clue, str folded, bool title)
{
    str text = str_of(clue->text);

    if (clue->where == WHOLE && !title)
        return str_eq(folded, text);
    return str_starts(folded, text) && (!title || str_eq(folded, text) ||
                                        (str_find_char(text, ' ') != SIZE_MAX &&
                                         count_words(str_from(folded, text.n)) <= TITLE_MORE));
}

/* The first clue that a text gives; NULL: none. */
static const struct clue *clue_in(struct doc *doc, str text, bool title)
{
    str folded = text_fold(doc->scratch, text);

    for (size_t i = 0; i < sizeof clues / sizeof *clues; i++)
        if (folded.n && clues[i].text[0] == folded.p[0] && says(&clues[i], folded, title))
            return &clues[i];
    return NULL;
}

static bool talks_of_consent(str text)
{
    static const char *const words[] = {
        "cookie",     "consent",     "privacy",        "partner",  "personal data",   "personali",
        "advert",     "datenschutz", "einwillig",      "werbung",  "confidentialité", "publicité",
        "privacidad", "anuncios",    "dati personali", "gegevens", "реклам",          "данных",
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_has_nocase(text, str_of(words[i])))
            return true;
    return false;
}

static void look_at_block(struct doc *doc, const struct block *block, struct look *look)
{
    const struct clue *clue = NULL;

    look->all += block->words;
    if (block->words <= CLUE_WORDS)
        clue = clue_in(doc, block->text, false);
    if (clue) {
        struct evidence *of = &look->of[clue->why];
        of->first = of->first ? of->first : clue->text;
        of->blocks++;
        of->words += block->words;
        of->headings += block->kind == BLOCK_HEADING;
    } else if (block->why == WHY_KEPT) {
        look->kept += block->words;
        look->running += block->words >= RUNNING_WORDS && block->stops >= RUNNING_STOPS;
    }
    if ((clue && clue->why == WHY_CONSENT_PAGE) || block->why == WHY_COOKIE ||
        talks_of_consent(block->text))
        look->consent += block->words;
}

static void look_at_title(struct doc *doc, str title, struct look *look)
{
    const struct clue *clue = clue_in(doc, title, true);
    struct evidence *of;

    if (!clue)
        return;
    of = &look->of[clue->why];
    of->title = true;
    of->first = clue->text;
}

static void look_at(struct doc *doc, struct look *look)
{
    struct signs signs = {{false}};

    signs_of_claims(doc, &signs);
    look->claims_article = signs.has[SIGN_META_PUBLISHED] || signs.has[SIGN_LD_ARTICLE];
    look_at_title(doc, doc->fields[FIELD_TITLE].text, look);
    for (size_t i = 0; i < doc->fact_count; i++)
        if (doc->facts[i].kind == FACT_TITLE)
            look_at_title(doc, doc->facts[i].value, look);
    for (size_t i = 0; i < doc->block_count; i++)
        look_at_block(doc, &doc->blocks[i], look);
}

/* Two clues, or one that is a good part of a short page. */
static bool keeps_out(const struct look *look)
{
    const struct evidence *of = &look->of[WHY_BLOCK_PAGE];

    if (look->claims_article || look->all > BLOCK_PAGE || look->kept > OTHER_WORDS ||
        look->running > 1)
        return false;
    return of->blocks + of->title >= 2 || (of->blocks + of->title > 0 && look->all <= SHORT_PAGE &&
                                           (of->title || of->words * 3 >= look->all));
}

static bool is_error(const struct look *look)
{
    const struct evidence *of = &look->of[WHY_ERROR_PAGE];

    if (look->claims_article || look->all > ERROR_PAGE || look->kept > OTHER_WORDS ||
        look->running > 1)
        return false;
    return of->title || of->headings ||
           (of->blocks && look->all <= SHORT_PAGE && of->words * 3 >= look->all);
}

static bool is_consent(const struct look *look)
{
    const struct evidence *of = &look->of[WHY_CONSENT_PAGE];

    return !look->claims_article && look->all <= CONSENT_PAGE && of->blocks + of->title >= 2 &&
           look->consent * 5 >= look->all * 3;
}

/* The element that a script fills, or nothing but scripts. */
static bool is_shell(const struct doc *doc, const struct look *look)
{
    static const char *const roots[] = {
        "id=\"root\"",   "id=root",   "id=\"app\"",     "id=app",  "id=\"__next\"",
        "id=\"__nuxt\"", "<app-root", "data-reactroot", "ng-app=",
    };

    if (doc->is_text || look->all > SHELL_WORDS)
        return false;
    if (look->of[WHY_SHELL_PAGE].blocks)
        return true;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_has_nocase(doc->page, str_of(roots[i])))
            return true;
    return doc->pruned.script_bytes >= SHELL_SCRIPT && !look->running;
}

static void refuse(struct doc *doc, const struct look *look, enum reason why)
{
    const struct evidence *of = &look->of[why];

    if (of->first)
        doc_fail(doc, why, "%s says \"%s\"", of->title ? "its title" : "it", of->first);
    else
        doc_mark(doc, why);
}

static void refuse_empty(struct doc *doc)
{
    size_t words = 0;

    for (size_t i = 0; i < doc->block_count; i++)
        words += doc->blocks[i].words;
    if (words)
        doc_fail(doc, WHY_EMPTY, "all of its %zu words are marked as no part of its text", words);
    else
        doc_mark(doc, WHY_EMPTY);
}

/* Longer than any page that is refused for what it says: there is no need to look. */
static bool is_long(const struct doc *doc)
{
    size_t words = 0;

    for (size_t i = 0; i < doc->block_count && words <= CONSENT_PAGE; i++)
        words += doc->blocks[i].words;
    return words > CONSENT_PAGE;
}

void judge_refuse(struct doc *doc, size_t words)
{
    struct look look = {0};

    if (is_long(doc)) {
        if (!words)
            refuse_empty(doc);
        return;
    }
    look_at(doc, &look);
    if (keeps_out(&look))
        refuse(doc, &look, WHY_BLOCK_PAGE);
    else if (is_error(&look))
        refuse(doc, &look, WHY_ERROR_PAGE);
    else if (is_consent(&look))
        refuse(doc, &look, WHY_CONSENT_PAGE);
    else if (!doc_has_flag(doc, FLAG_FROM_STATE) && is_shell(doc, &look))
        refuse(doc, &look, WHY_SHELL_PAGE);
    else if (!words)
        refuse_empty(doc);
}
