#include "date_tokens.h"

#include <string.h>

#include "months.h"
#include "utf8.h"

enum { DIGITS_MOST = 17 }; /* longer numbers are no part of a date */

/* The value of a decimal digit, or -1. */
static int digit_of(uint32_t c)
{
    static const uint32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10};

    if (c < 0x80)
        return is_ascii_digit(c) ? (int)(c - '0') : -1;
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c < zeros[i] + 10)
            return (int)(c - zeros[i]);
    return -1;
}

static bool is_han(uint32_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

static void read_number(struct token *token, str text)
{
    token->kind = TOKEN_NUMBER;
    token->value = 0;
    for (size_t at = token->from; at < text.n;) {
        int digit = digit_of(utf8_next(text, &at));
        if (digit < 0)
            break;
        if (++token->digits <= DIGITS_MOST)
            token->value = token->value * 10 + (unsigned)digit;
        token->to = at;
    }
}

static void read_word(struct token *token, str text)
{
    char bytes[4];

    token->kind = TOKEN_WORD;
    for (size_t at = token->from; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        size_t n;
        if (!is_word_char(c) || digit_of(c) >= 0 || is_han(c))
            break;
        n = utf8_put(bytes, to_lower_char(c));
        if (token->length + n <= DATE_WORD)
            memcpy(token->word + token->length, bytes, n);
        token->length += n;
        token->to = at;
    }
    if (token->length <= DATE_WORD)
        token->month = month_of((str){token->word, token->length});
}

void date_tokens(struct tokens *tokens, str text, size_t at)
{
    bool gap = false;

    tokens->count = 0;
    while (at < text.n && tokens->count < DATE_TOKENS) {
        struct token *token = &tokens->list[tokens->count];
        size_t from = at;
        uint32_t c = utf8_next(text, &at);

        if (is_space_char(c)) {
            gap = true;
            continue;
        }
        *token = (struct token){.kind = TOKEN_MARK, .gap = gap, .from = from, .to = at, .value = c};
        gap = false;
        if (digit_of(c) >= 0)
            read_number(token, text);
        else if (is_word_char(c) && !is_han(c))
            read_word(token, text);
        at = token->to;
        tokens->count++;
    }
    tokens->list[tokens->count] = (struct token){.from = text.n, .to = text.n};
}

const struct token *token_at(const struct tokens *tokens, size_t i)
{
    return &tokens->list[i < tokens->count ? i : tokens->count];
}

bool token_is(const struct token *token, uint32_t mark)
{
    return token->kind == TOKEN_MARK && token->value == mark;
}

bool token_word(const struct token *token, const char *word)
{
    return token->kind == TOKEN_WORD && token->length <= DATE_WORD &&
           str_eq((str){token->word, token->length}, str_of(word));
}
