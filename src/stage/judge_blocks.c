/* What the blocks of a page look like: running text, links, prices, code, posts. */
#include "judge_signs.h"

enum {
    RUNNING_WORDS = 25, /* a paragraph of so many words and two stops is running text */
    RUNNING_STOPS = 2,
    SHORT_WORDS = 12, /* and one of so few, without a stop, a label */
    FEW_PARAGRAPHS = 3,
    MANY_PARAGRAPHS = 10,
    FEW_WORDS = 150,
    MANY_WORDS = 1200,
    MANY = 5,
    PRICE_WORDS = 12, /* of a block that shows a price: longer ones talk of it */
    BUTTON_WORDS = 6,
    MANY_PRICES = 10,
    MANY_DATES = 10,
    MANY_CAPTIONS = 10,
};

/* Words on buttons and labels, by what they are signs of. */
struct button_row {
    const char *text;
    enum sign sign;
};
static const struct button_row buttons[] = {
    {"add to cart", SIGN_CART},
    {"add to bag", SIGN_CART},
    {"add to basket", SIGN_CART},
    {"buy now", SIGN_CART},
    {"in den warenkorb", SIGN_CART},
    {"ajouter au panier", SIGN_CART},
    {"añadir al carrito", SIGN_CART},
    {"aggiungi al carrello", SIGN_CART},
    {"in stock", SIGN_CART},
    {"out of stock", SIGN_CART},
    {"sold out", SIGN_CART},
    {"free shipping", SIGN_CART},
    {"reply", SIGN_REPLIES},
    {"replies", SIGN_REPLIES},
    {"joined", SIGN_REPLIES},
    {"antworten", SIGN_REPLIES},
    {"upvote", SIGN_REPLIES},
    {"quote", SIGN_REPLIES},
    {"posted by", SIGN_POSTS},
    {"original poster", SIGN_POSTS},
    {"asked", SIGN_POSTS},
    {"answered", SIGN_POSTS},
    {"thread starter", SIGN_POSTS},
    {"solved", SIGN_POSTS},
    {"get started", SIGN_SELLS},
    {"contact us", SIGN_SELLS},
    {"learn more", SIGN_SELLS},
    {"request a demo", SIGN_SELLS},
    {"get a quote", SIGN_SELLS},
    {"book a demo", SIGN_SELLS},
    {"sign up", SIGN_SELLS},
    {"free trial", SIGN_SELLS},
    {"apply now", SIGN_SELLS},
    {"schedule", SIGN_SELLS},
    {"jetzt anfragen", SIGN_SELLS},
    {"talk to", SIGN_SELLS},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* "3 hours ago", "17 May 2024": a year of our time is a sign of a date. */
static bool names_time(str text)
{
    size_t at = 0;

    if (str_find(text, S(" ago")) != SIZE_MAX || str_find(text, S("vor ")) == 0)
        return true;
    while (at + 4 <= text.n) {
        size_t next = str_find(str_from(text, at), S("20"));
        if (next == SIZE_MAX)
            return false;
        at += next;
        if (at + 4 <= text.n && is_ascii_digit(text.p[at + 2]) && is_ascii_digit(text.p[at + 3]) &&
            (at + 4 == text.n || !is_ascii_digit(text.p[at + 4])) &&
            (at == 0 || !is_ascii_digit(text.p[at - 1])))
            return true;
        at += 2;
    }
    return false;
}

struct tally {
    size_t words, links, running, running_blocks, shorts, blocks, code, prices, dates;
    size_t captions, caption_words;
    size_t buttons[SIGN_COUNT];
};

bool is_running(const struct block *block)
{
    return block->kind != BLOCK_ROW && block->words >= RUNNING_WORDS &&
           block->stops >= RUNNING_STOPS && block->link_words * 3 < block->words;
}

bool is_label(const struct block *block)
{
    return block->words <= SHORT_WORDS && !block->stops;
}

static void add(struct tally *tally, const struct block *block)
{
    tally->blocks++;
    tally->words += block->words;
    tally->links += block->link_words;
    tally->code += block->kind == BLOCK_CODE ? block->words : 0;
    if (block->kind == BLOCK_CAPTION) {
        tally->captions++;
        tally->caption_words += block->words;
    }
    tally->shorts += is_label(block);
    if (is_running(block)) {
        tally->running += block->words;
        tally->running_blocks++;
    }
    if (block->words <= PRICE_WORDS && names_price(block->text))
        tally->prices++;
    if (block->words <= SHORT_WORDS && names_time(block->text))
        tally->dates++;
}

static void add_buttons(struct tally *tally, const struct block *block)
{
    char first = block->text.n ? block->text.p[0] : '\0';

    if (block->words > BUTTON_WORDS)
        return;
    for (size_t i = 0; i < COUNT(buttons); i++)
        if ((buttons[i].text[0] | 0x20) == (first | 0x20) &&
            str_starts_nocase(block->text, str_of(buttons[i].text)))
            tally->buttons[buttons[i].sign]++;
}

static void facts_of(const struct doc *doc, struct signs *signs)
{
    size_t times = 0, bylines = 0;

    for (size_t i = 0; i < doc->fact_count; i++) {
        times += doc->facts[i].kind == FACT_TIME;
        bylines += doc->facts[i].kind == FACT_BYLINE;
    }
    signs->has[SIGN_BYLINE] = bylines > 0 && bylines < MANY;
    signs->has[SIGN_MANY_BYLINES] = bylines >= MANY;
    signs->has[SIGN_ONE_TIME] = times > 0 && times < MANY;
    signs->has[SIGN_MANY_TIMES] = times >= MANY;
}

void signs_of_blocks(const struct doc *doc, struct signs *signs)
{
    struct tally sum = {0};

    for (size_t i = 0; i < doc->block_count; i++) {
        add_buttons(&sum, &doc->blocks[i]);
        if (in_body(doc, &doc->blocks[i]))
            add(&sum, &doc->blocks[i]);
    }
    signs->has[SIGN_PARAGRAPHS_NONE] = sum.running_blocks == 0;
    signs->has[SIGN_PARAGRAPHS_FEW] =
        sum.running_blocks > 0 && sum.running_blocks <= FEW_PARAGRAPHS;
    signs->has[SIGN_PARAGRAPHS_MANY] = sum.running_blocks >= MANY_PARAGRAPHS;
    signs->has[SIGN_WORDS_FEW] = sum.words < FEW_WORDS;
    signs->has[SIGN_WORDS_MANY] = sum.words >= MANY_WORDS;
    signs->has[SIGN_RUNNING_HALF] = sum.running * 2 >= sum.words;
    signs->has[SIGN_RUNNING_MOST] = sum.running * 4 >= sum.words * 3;
    signs->has[SIGN_LINKS_THIRD] = sum.links * 3 >= sum.words;
    signs->has[SIGN_LINKS_HALF] = sum.links * 2 >= sum.words;
    signs->has[SIGN_SHORT_PARAGRAPHS] = sum.shorts * 2 >= sum.blocks;
    signs->has[SIGN_CODE] = sum.code > 0;
    signs->has[SIGN_CODE_MUCH] = sum.code * 10 >= sum.words && sum.code > 0;
    signs->has[SIGN_PRICE] = sum.prices > 0 && sum.prices < MANY;
    signs->has[SIGN_PRICES_MANY] = sum.prices >= MANY;
    signs->has[SIGN_CART] = sum.buttons[SIGN_CART] > 0;
    signs->has[SIGN_REPLIES] = sum.buttons[SIGN_REPLIES] >= 3;
    signs->has[SIGN_POSTS] = sum.buttons[SIGN_POSTS] > 0;
    signs->has[SIGN_SELLS] = sum.buttons[SIGN_SELLS] >= 2;
    signs->has[SIGN_IS_TEXT] = doc->is_text;
    signs->has[SIGN_TEXT_SHORT] = doc->is_text && sum.shorts * 10 >= sum.blocks * 7;
    signs->has[SIGN_TEXT_RUNNING] = doc->is_text && sum.running * 2 >= sum.words;
    signs->has[SIGN_TEXT_PRICES] = doc->is_text && sum.prices >= MANY_PRICES;
    signs->has[SIGN_TEXT_LONG] = doc->is_text && sum.running_blocks >= MANY_PARAGRAPHS;
    signs->has[SIGN_MANY_AGO] = sum.dates >= MANY_DATES;
    signs->has[SIGN_CAPTIONS] = sum.captions >= MANY_CAPTIONS && sum.caption_words * 2 >= sum.words;
    facts_of(doc, signs);
}

struct signs signs_of(const struct doc *doc)
{
    struct signs signs = {.has = {[SIGN_ALWAYS] = true}};

    signs_of_claims(doc, &signs);
    signs_of_address(doc, &signs);
    signs_of_blocks(doc, &signs);
    signs_of_cards(doc, &signs);
    return signs;
}
