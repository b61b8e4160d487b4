#include "sketch_lexicon.h"

#include <stdio.h>

enum {
    GROUP = 3, /* digits between separators of thousands */
    EXACT = 6, /* digits before the point up to which a value is exact */
    SHOWN = 3, /* and how many count beyond that */
    MOST_DIGITS = 40,
};

struct row {
    const char *word, *digits;
    uint8_t kind, zeros;
    bool is_common;
};

static const struct row rows[] = {
#define FIGURE(word)         {word, NULL, WORD_FIGURE, 0, false},
#define NUMBER(word, digits) {word, digits, WORD_NUMBER, 0, false},
#define PLAIN(word, digits)  {word, digits, WORD_NUMBER, 0, true},
#define SCALE(word, zeros)   {word, NULL, WORD_SCALE, zeros, false},
#define LETTERS(word, zeros)
#include "sketch_words.def"
#undef LETTERS
#define LETTERS(word, zeros) {word, NULL, WORD_SCALE, zeros, false},
#undef FIGURE
#undef NUMBER
#undef PLAIN
#undef SCALE
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct row suffixes[] = {
#define FIGURE(word)
#define NUMBER(word, digits)
#define PLAIN(word, digits)
#define SCALE(word, zeros)
#include "sketch_words.def"
#undef FIGURE
#undef NUMBER
#undef PLAIN
#undef SCALE
#undef LETTERS
};
enum { SUFFIXES = sizeof suffixes / sizeof *suffixes };

void lexicon_fill(struct lexicon *lexicon)
{
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t hash = hash64(str_of(rows[i].word));
        size_t at = hash % LEXICON_ROOM;
        while (lexicon->words[at].hash && lexicon->words[at].hash != hash)
            at = (at + 1) % LEXICON_ROOM;
        lexicon->words[at] = (struct lexicon_word){
            .hash = hash,
            .value = rows[i].digits ? lexicon_value(str_of(rows[i].digits), 0) : 0,
            .kind = rows[i].kind,
            .zeros = rows[i].zeros,
            .is_common = rows[i].is_common,
        };
    }
}

/* The letters behind a number: 0 zeros and true when there are none, false for other words. */
static bool scale_of(str letters, unsigned *zeros)
{
    *zeros = 0;
    if (!letters.n)
        return true;
    for (size_t i = 0; i < SUFFIXES; i++)
        if (str_eq(letters, str_of(suffixes[i].word))) {
            *zeros = suffixes[i].zeros;
            return true;
        }
    return false;
}

/* Where the decimals begin: behind the last separator, unless it parts thousands, as one does that
 * stands more than once, or a comma with three digits behind it. SIZE_MAX: there are none. */
static size_t point_of(str number)
{
    size_t last = SIZE_MAX, points = 0, commas = 0;

    for (size_t i = 0; i < number.n; i++) {
        if (is_ascii_digit(number.p[i]))
            continue;
        last = i;
        points += number.p[i] == '.';
        commas += number.p[i] == ',';
    }
    if (last == SIZE_MAX)
        return SIZE_MAX;
    if (points && commas)
        return last;
    if (points + commas > 1 || (commas && number.n - last - 1 == GROUP))
        return SIZE_MAX;
    return last;
}

/* The digits of a number without zeros at either end; value: 0.DIGITS times ten to the exponent. */
struct digits {
    char p[MOST_DIGITS];
    size_t n;
    long exponent;
};

static void put_digit(struct digits *digits, char c, bool is_decimal)
{
    if (!digits->n && c == '0') {
        digits->exponent -= is_decimal;
        return;
    }
    if (digits->n < MOST_DIGITS)
        digits->p[digits->n++] = c;
    digits->exponent += !is_decimal;
}

static struct digits digits_of(str number)
{
    struct digits digits = {.n = 0};
    size_t point = point_of(number);

    for (size_t i = 0; i < number.n; i++)
        if (is_ascii_digit(number.p[i]))
            put_digit(&digits, number.p[i], point != SIZE_MAX && i > point);
    return digits;
}

/* Rounds to `most` digits; what runs over (999.6) has one digit, 1, and a larger exponent. */
static void round_to(struct digits *digits, size_t most)
{
    bool up = digits->n > most && digits->p[most] >= '5';

    if (digits->n > most)
        digits->n = most;
    while (up && digits->n) {
        if (digits->p[digits->n - 1] != '9') {
            digits->p[digits->n - 1]++;
            up = false;
        } else {
            digits->n--;
        }
    }
    if (up) {
        digits->p[digits->n++] = '1';
        digits->exponent++;
    }
}

uint64_t lexicon_value(str word, unsigned zeros)
{
    char form[VALUE_ROOM];
    struct digits digits;
    size_t end = 0;
    unsigned letters;
    int n;

    while (end < word.n &&
           (is_ascii_digit(word.p[end]) || word.p[end] == '.' || word.p[end] == ','))
        end++;
    if (!scale_of(str_from(word, end), &letters))
        return hash64(word);
    digits = digits_of(str_slice(word, 0, end));
    digits.exponent += (long)(zeros + letters);
    if (digits.exponent > EXACT)
        round_to(&digits, SHOWN);
    while (digits.n && digits.p[digits.n - 1] == '0')
        digits.n--;
    if (!digits.n)
        digits.exponent = 0;
    n = snprintf(form, sizeof form, "%.*se%ld", (int)digits.n, digits.p, digits.exponent);
    return hash64((str){form, (size_t)n});
}
