/* Matching: a pattern's elements are states of an automaton, a bit each, so that a line is read
 * once whatever gaps the pattern has (Navarro and Raffinot, Flexible Pattern Matching in Strings,
 * 2002, section 4.2). The index of a set chooses the patterns that are tried at all. */
#include "phrases_match.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    LINE_TOKENS = 256,  /* of a line short enough for every rule */
    HEAD_TOKENS = 96,   /* of a long block, for rules of its start */
    TAIL_BYTES = 480,   /* of a long block, for rules of its end */
    PIECE_TOKENS = 8,   /* between two spaces */
    PARTICLE_BYTES = 6, /* three letters of Cyrillic or Greek */
    MOST_HITS = 1 << 16,
};

struct line {
    str text;
    const struct token *tokens;
    size_t count;
    bool whole; /* the tokens are all of the text */
};

/* ---- the automaton ---- */

static bool is_name(const struct token *token, str text, bool particle)
{
    size_t at = token->from;

    return token->kind == TOKEN_WORD && (!is_lower_char(utf8_next(text, &at)) ||
                                         (particle && token->to - token->from <= PARTICLE_BYTES));
}

static bool fits(struct element element, const struct token *token, str text)
{
    bool is_word = token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER;

    switch (kind_of(element)) {
    case ELEMENT_WORD:
    case ELEMENT_DIGITS:
        return is_word && element_key(token->hash) == element_key(element.bits);
    case ELEMENT_NUMBER:
        return token->kind == TOKEN_NUMBER;
    case ELEMENT_ANY:
        return is_word;
    case ELEMENT_NAME:
        return is_name(token, text, false);
    case ELEMENT_PARTICLE:
        return is_name(token, text, true);
    case ELEMENT_COLON:
        return !is_word;
    case ELEMENT_PATH:
        return token->kind == TOKEN_PATH;
    }
    return false;
}

/* Optional elements may be left out. */
static uint64_t with_skips(const struct pattern *pattern, uint64_t states)
{
    uint64_t more;

    while ((more = (states & pattern->optional) << 1 & ~states) != 0)
        states |= more;
    return states;
}

/* Separators that no element asks for are passed over. */
static uint64_t step(const struct pattern *pattern, uint64_t states, const struct token *token,
                     str text)
{
    uint64_t next = token->kind >= TOKEN_COLON ? states : 0;

    states &= ((uint64_t)1 << pattern->count) - 1;
    for (uint32_t i = 0; states; i++, states >>= 1)
        if (states & 1 && fits(pattern->elements[i], token, text))
            next |= (uint64_t)1 << (i + 1);
    return with_skips(pattern, next);
}

/* A colon of the pattern may be the end of the line. */
static bool done_at_end(const struct pattern *pattern, uint64_t states)
{
    for (uint32_t i = 0; states && i < pattern->count; i++)
        if (states >> i & 1 && kind_of(pattern->elements[i]) == ELEMENT_COLON)
            states = with_skips(pattern, states | (uint64_t)1 << (i + 1));
    return states >> pattern->count & 1;
}

/* Whether the word behind the first may be the pattern's: most patterns of a first word end here.
 */
static bool goes_on(const struct pattern *pattern, const struct line *line, size_t first)
{
    const struct token *token = &line->tokens[first + 1];

    return pattern->count < 2 || first + 1 >= line->count || pattern->optional & 2 ||
           kind_of(pattern->elements[1]) > ELEMENT_DIGITS || token->kind >= TOKEN_COLON ||
           element_key(token->hash) == element_key(pattern->elements[1].bits);
}

/* Forward from token `first`; a line's pattern must use up all of it. */
static bool match_forward(const struct pattern *pattern, const struct line *line, size_t first,
                          bool to_end)
{
    uint64_t states, done = (uint64_t)1 << pattern->count;

    if (!goes_on(pattern, line, first))
        return false;
    states = with_skips(pattern, 1);
    for (size_t i = first; i < line->count && states; i++) {
        states = step(pattern, states, &line->tokens[i], line->text);
        if (!to_end && states & done)
            return true;
    }
    return line->whole && done_at_end(pattern, states);
}

/* Backward from the last token. *from is where the phrase begins. */
static bool match_backward(const struct pattern *pattern, const struct line *line, uint32_t *from)
{
    uint64_t states = with_skips(pattern, 1), done = (uint64_t)1 << pattern->count;

    for (size_t i = line->count; i-- > 0 && states;) {
        states = step(pattern, states, &line->tokens[i], line->text);
        *from = line->tokens[i].from;
        if (states & done)
            return true;
    }
    return false;
}

/* ---- a block ---- */

static bool ends_open(str text)
{
    static const char *const stops[] = {".", "\u3002", "\u0964", "\u06D4", "\u2026", "\uFF0E"};
    static const char *const shut[] = {"\"", "'", ")", "\u201D", "\u2019", "\u00BB", "\u300D"};

    text = str_trim(text);
    for (size_t i = 0; i < sizeof shut / sizeof *shut; i++)
        if (str_ends(text, str_of(shut[i])))
            text = str_slice(text, 0, text.n - str_of(shut[i]).n);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (str_ends(text, str_of(stops[i])))
            return false;
    return true;
}

static bool allowed(const struct rule *rule, const struct phrase_limits *limits,
                    const struct block *block)
{
    uint32_t most = rule->most ? rule->most : rule->is_long ? limits->long_words : limits->words;

    if (rule->how == PHRASE_END) /* takes the phrase, not the block */
        return true;
    return block->words <= most;
}

static void add_hit(struct phrase_hits *hits, struct phrase_hit hit)
{
    if (hits->count == MOST_HITS)
        return;
    if (hits->count == hits->room) {
        size_t room = hits->room ? hits->room * 2 : 64;
        hits->items =
            arena_grow(hits->arena, hits->items, hits->room * sizeof hit, room * sizeof hit);
        hits->room = room;
    }
    hits->items[hits->count++] = hit;
}

/* What stays the same while a block is looked at. */
struct look {
    struct phrases *phrases;
    const struct phrase_set *set;
    const struct phrase_limits *limits;
    uint64_t languages;
    const struct block *block;
    uint32_t at;
    struct phrase_hits *hits;
};

/* The first of the entries that the index has for a word; 0: there is none. */
static uint32_t first_entry(const struct look *look, const struct token *token, enum phrase_how how)
{
    enum element_kind kind = token->kind == TOKEN_NUMBER ? ELEMENT_NUMBER : ELEMENT_WORD;

    return phrase_set_first(look->set, token->hash, kind, how);
}

static void try_rule(const struct look *look, const struct line *line, size_t first,
                     uint32_t number)
{
    const struct rule *rule = &look->phrases->rules[number];
    const struct pattern *patterns = phrases_patterns(look->phrases, number);
    struct phrase_hit hit = {look->at, number, 0};

    if (!patterns)
        longjmp(*look->hits->arena->escape, ARENA_NO_MEMORY);
    for (uint32_t i = 0; i < rule->variants; i++)
        if ((rule->how == PHRASE_END
                 ? match_backward(&patterns[i], line, &hit.from)
                 : match_forward(&patterns[i], line, first, rule->how == PHRASE_LINE)) &&
            (!rule->open || ends_open(look->block->text)))
            add_hit(look->hits, hit);
}

static void try_at(const struct look *look, const struct line *line, size_t first,
                   enum phrase_how how)
{
    uint32_t next = first_entry(look, &line->tokens[first], how);

    while (next) {
        const struct phrase_entry *entry = &look->set->entries[next - 1];
        const struct rule *rule = &look->phrases->rules[entry->rule];
        if (rule->language & look->languages && allowed(rule, look->limits, look->block))
            try_rule(look, line, first, entry->rule);
        next = entry->next;
    }
}

static bool is_word_token(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER;
}

static void look_forward(const struct look *look, const struct line *line, bool everywhere)
{
    bool first = true;

    for (size_t i = 0; i < line->count && (first || everywhere); i++) {
        if (!is_word_token(&line->tokens[i]))
            continue;
        if (first)
            try_at(look, line, i, PHRASE_START);
        if (everywhere)
            try_at(look, line, i, PHRASE_CONTAINS);
        first = false;
    }
}

static void look_backward(const struct look *look, const struct line *line)
{
    size_t i = line->count;

    while (i > 0 && !is_word_token(&line->tokens[i - 1]))
        i--;
    if (i)
        try_at(look, line, i - 1, PHRASE_END);
}

/* Most long blocks begin and end with words that no rule has there: their tokens are not needed. */

static bool may_start(const struct look *look, str text)
{
    struct token first;
    bool whole;

    return !phrase_tokens(text, 0, &first, 1, &whole) || !is_word_token(&first) ||
           first_entry(look, &first, PHRASE_START);
}

/* Of the piece behind the last space in which a word is; a space always parts tokens. */
static bool may_end(const struct look *look, str text)
{
    struct token tokens[PIECE_TOKENS];
    bool whole;

    for (size_t at = text.n; at > 0 && text.n - at < TAIL_BYTES;) {
        size_t count;
        for (at--; at > 0 && text.p[at - 1] != ' ';)
            at--;
        count = phrase_tokens(text, at, tokens, PIECE_TOKENS, &whole);
        if (!whole)
            return true;
        while (count > 0)
            if (is_word_token(&tokens[--count]))
                return first_entry(look, &tokens[count], PHRASE_END);
    }
    return true;
}

/* The last tokens of a long text. The first of them may be half a word, and no phrase is as long
 * as the tail, so it does not matter. */
static size_t tail_tokens(str text, struct token *tokens, size_t most)
{
    size_t at = text.n > TAIL_BYTES ? text.n - TAIL_BYTES : 0;
    bool whole;

    while (at < text.n && utf8_within(text.p[at]))
        at++;
    return phrase_tokens(text, at, tokens, most, &whole);
}

void phrases_match(struct phrases *phrases, const struct phrase_set *set,
                   const struct phrase_limits *limits, uint64_t languages,
                   const struct block *block, uint32_t at, struct phrase_hits *hits)
{
    struct look look = {phrases, set, limits, languages, block, at, hits};
    struct token tokens[LINE_TOKENS];
    struct line line = {block->text, tokens, 0, true};
    bool is_short = block->words <= limits->words;

    if (is_short || (block->words <= limits->long_words && may_start(&look, block->text))) {
        line.count = phrase_tokens(block->text, 0, tokens, is_short ? LINE_TOKENS : HEAD_TOKENS,
                                   &line.whole);
        look_forward(&look, &line, is_short);
    }
    if (!is_short || !line.whole) {
        if (!may_end(&look, block->text))
            return;
        line.count = tail_tokens(block->text, tokens, LINE_TOKENS);
    }
    look_backward(&look, &line);
}
