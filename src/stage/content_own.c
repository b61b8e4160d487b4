/* content_own: features of a block by itself, and of its page. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "../base/hash.h"
#include "../base/slots.h"
#include "../base/sse2.h"
#include "../base/utf8.h"
#include "content.h"
#include "judge_signs.h"
#include "judge_type.h"

enum { FULL_STOP = 2, COLON = 1, CAPITAL = 2, DIGIT = 1, REPEATS_MOST = 20, PATTERN_WORDS = 12 };
enum { FEW = 16 }; /* characters that are counted one by one, at most */

float content_logit(float score, float least)
{
    float inside = fminf(fmaxf(score, least), 1 - least);

    return logf(inside / (1 - inside));
}

static bool is_mark(uint32_t c)
{
    return c == '|' || c == 0xA9 || c == 0xBB || c == 0x203A || c == 0x2192 || c == '@' ||
           c == 0xB7 || c == 0x2022 || c == '/' || c == '>';
}

/* What the characters of a text are. */
struct characters {
    size_t all, words, spaces, digits, upper, marks; /* words: letters and digits */
    uint32_t first, last;                            /* last: but spaces */
};

enum class { OTHER, LOWER, UPPER, NUMBER, SPACE, MARK };
#define L LOWER
#define U UPPER
#define N NUMBER
static const unsigned char classes[128] = {
    ['a'] = L,    ['b'] = L,    ['c'] = L,    ['d'] = L,    ['e'] = L, ['f'] = L, ['g'] = L,
    ['h'] = L,    ['i'] = L,    ['j'] = L,    ['k'] = L,    ['l'] = L, ['m'] = L, ['n'] = L,
    ['o'] = L,    ['p'] = L,    ['q'] = L,    ['r'] = L,    ['s'] = L, ['t'] = L, ['u'] = L,
    ['v'] = L,    ['w'] = L,    ['x'] = L,    ['y'] = L,    ['z'] = L, ['A'] = U, ['B'] = U,
    ['C'] = U,    ['D'] = U,    ['E'] = U,    ['F'] = U,    ['G'] = U, ['H'] = U, ['I'] = U,
    ['J'] = U,    ['K'] = U,    ['L'] = U,    ['M'] = U,    ['N'] = U, ['O'] = U, ['P'] = U,
    ['Q'] = U,    ['R'] = U,    ['S'] = U,    ['T'] = U,    ['U'] = U, ['V'] = U, ['W'] = U,
    ['X'] = U,    ['Y'] = U,    ['Z'] = U,    ['0'] = N,    ['1'] = N, ['2'] = N, ['3'] = N,
    ['4'] = N,    ['5'] = N,    ['6'] = N,    ['7'] = N,    ['8'] = N, ['9'] = N, [' '] = SPACE,
    ['|'] = MARK, ['@'] = MARK, ['/'] = MARK, ['>'] = MARK,
};
#undef L
#undef U
#undef N

#ifdef HAVE_EMMINTRIN_H
/* The sum of all bytes. */
static size_t sum_of(__m128i bytes)
{
    __m128i sums = _mm_sad_epu8(bytes, _mm_setzero_si128());

    return (size_t)(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
}

/* Counts SSE2_BYTES bytes, or the last few, as often as all of them are ASCII, and no counter of a
 * byte can be full; gives where it ended. */
static size_t count_many(str text, size_t at, struct characters *count)
{
    const __m128i none = _mm_setzero_si128();
    __m128i lower = none, upper = none, digits = none, spaces = none, marks = none;
    size_t most = at + (size_t)SSE2_BYTES * UINT8_MAX, from = at, capitals, figures;

    for (size_t n; at < most && at < text.n; at += n) {
        n = text.n - at < SSE2_BYTES ? text.n - at : SSE2_BYTES;
        __m128i bytes = sse2_load_some(text.p + at, n);
        __m128i bars = _mm_or_si128(sse2_is(bytes, '|'), sse2_is(bytes, '@'));
        __m128i ways = _mm_or_si128(sse2_is(bytes, '/'), sse2_is(bytes, '>'));
        if (_mm_movemask_epi8(bytes))
            break;
        lower = _mm_sub_epi8(lower, sse2_within(bytes, 'a', 'z'));
        upper = _mm_sub_epi8(upper, sse2_within(bytes, 'A', 'Z'));
        digits = _mm_sub_epi8(digits, sse2_within(bytes, '0', '9'));
        spaces = _mm_sub_epi8(spaces, sse2_is(bytes, ' '));
        marks = _mm_sub_epi8(marks, _mm_or_si128(bars, ways));
    }
    capitals = sum_of(upper);
    figures = sum_of(digits);
    count->all += at - from;
    count->words += sum_of(lower) + capitals + figures;
    count->spaces += sum_of(spaces);
    count->digits += figures;
    count->upper += capitals;
    count->marks += sum_of(marks);
    return at;
}
#else
static size_t count_many(str text, size_t at, struct characters *count)
{
    (void)text;
    (void)count;
    return at;
}
#endif

/* Counts one character. */
static size_t count_one(str text, size_t at, struct characters *count)
{
    uint32_t c = utf8_next(text, &at);

    count->all++;
    count->words += is_word_char(c);
    count->spaces += c == ' ';
    count->digits += is_ascii_digit(c);
    count->upper += is_upper_char(c);
    count->marks += is_mark(c);
    return at;
}

/* Counts one by one, to behind the next characters that are not ASCII; a few if there is none. */
static size_t count_to_ascii(str text, size_t at, struct characters *count)
{
    bool was = false, is;

    for (size_t i = 0; i < FEW && at < text.n; i++) {
        is = text.p[at] & 0x80;
        if (was && !is)
            break;
        was = is;
        at = count_one(text, at, count);
    }
    return at;
}

static void count_characters(str text, struct characters *count)
{
    size_t at = 0, end = text.n;

    while (at < text.n) {
        at = count_many(text, at, count);
        at = count_to_ascii(text, at, count);
    }
    if (text.n) {
        at = 0;
        count->first = utf8_next(text, &at);
    }
    while (end > 0 && text.p[end - 1] == ' ')
        end--;
    at = end;
    while (at > 0 && (at == end || utf8_within(text.p[at])))
        at--;
    if (end > 0)
        count->last = utf8_next(text, &at);
}

static void characters(const struct block *block, float *row)
{
    struct characters count = {0};
    uint32_t first, last;
    float letters;

    count_characters(block->text, &count);
    first = count.first;
    last = count.last;
    letters = (float)(count.words - count.digits);
    row[FEATURE_UPPER_SHARE] = content_share((float)count.upper, letters);
    row[FEATURE_DIGIT_SHARE] = content_share((float)count.digits, letters + (float)count.digits);
    row[FEATURE_OTHER_SHARE] =
        content_share((float)(count.all - count.words - count.spaces), (float)count.all);
    row[FEATURE_MARKS] = (float)count.marks;
    row[FEATURE_ENDS] = is_sentence_end(last) ? FULL_STOP : last == ':' ? COLON : 0;
    row[FEATURE_QUESTION] = last == '?' || last == 0xFF1F || last == 0x061F;
    row[FEATURE_STARTS] = is_upper_char(first) ? CAPITAL : is_ascii_digit(first) ? DIGIT : 0;
}

static void counts(const struct block *block, float *row)
{
    float words = (float)block->words;

    row[FEATURE_WORDS] = words;
    row[FEATURE_CHARS] = content_log((float)block->text.n);
    row[FEATURE_WORD_LENGTH] = content_share((float)block->text.n, words);
    row[FEATURE_LINK_SHARE] = block_link_share(block);
    row[FEATURE_LINKS] = (float)block->links;
    row[FEATURE_STOPS] = (float)block->stops;
    row[FEATURE_COMMAS] = (float)block->commas;
    row[FEATURE_SENTENCE] = words / (float)(block->stops + 1);
    row[FEATURE_BOLD_SHARE] = content_share((float)block->bold_words, words);
    row[FEATURE_KIND] = (float)block->kind;
    row[FEATURE_LEVEL] = (float)block->level;
}

/* Blocks with the same words. */
static void repeats(struct content *content)
{
    struct doc *doc = content->doc;
    struct slots texts = slots_new(doc->scratch, doc->block_count);
    float *counts = ARENA_ARRAY(doc->scratch, float, texts.size);
    size_t *found = ARENA_ARRAY(doc->scratch, size_t, doc->block_count);

    for (size_t i = 0; i < doc->block_count; i++) {
        const uint64_t *words;
        size_t n = content_words(content, i, &words) * sizeof *words;
        found[i] = slots_find(&texts, hash64((str){(const char *)words, n}));
        content_row(content, i)[FEATURE_REPEATED] = fminf(counts[found[i]]++, REPEATS_MOST);
    }
    for (size_t i = 0; i < doc->block_count; i++)
        content_row(content, i)[FEATURE_REPEATS] = fminf(counts[found[i]], REPEATS_MOST);
}

/* What a short text looks like: its words as letters for capitals, lower case, figures, and what
 * stands between them. Dates, bylines and prices of many cards have one pattern. */
static uint64_t pattern_of(str text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    enum class before = SPACE;

    for (size_t at = 0; at < text.n; at++) {
        unsigned char c = (unsigned char)text.p[at];
        enum class now = c & 0x80 ? LOWER : (enum class)classes[c];
        if (now == before || (now == LOWER && before == UPPER))
            continue;
        before = now;
        hash = (hash ^ (now == OTHER || now == MARK ? c : now)) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static void patterns(struct content *content)
{
    struct doc *doc = content->doc;
    struct slots patterns = slots_new(doc->scratch, doc->block_count);
    float *counts = ARENA_ARRAY(doc->scratch, float, patterns.size);
    size_t *found = ARENA_ARRAY(doc->scratch, size_t, doc->block_count);

    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].words <= PATTERN_WORDS) {
            found[i] = slots_find(&patterns, pattern_of(doc->blocks[i].text));
            counts[found[i]]++;
        }
    for (size_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].words <= PATTERN_WORDS)
            content_row(content, i)[FEATURE_PATTERN] = content_log(counts[found[i]]);
}

/* Groups of schema.org types: what the model sees of JSON-LD's type. */
static float type_group(str type)
{
    static const struct {
        const char *part;
        float group;
    } rows[] = {{"Article", 1},  {"BlogPosting", 1},  {"Report", 1},   {"Product", 2},
                {"Forum", 3},    {"QAPage", 3},       {"Question", 3}, {"Collection", 4},
                {"ItemList", 4}, {"SearchResults", 4}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_find(type, str_of(rows[i].part)) != SIZE_MAX)
            return rows[i].group;
    return type.n ? 5 : 0;
}

static void type_points(struct doc *doc, float *row)
{
    int *points = ARENA_ARRAY(doc->arena, int, PAGE_WEIGHED), most;

    judge_points(doc, points);
    doc->type_points = points;
    most = points[0];
    for (unsigned i = 1; i < PAGE_WEIGHED; i++)
        most = points[i] > most ? points[i] : most;
    for (unsigned i = 0; i < PAGE_WEIGHED; i++)
        row[FEATURE_TYPE_ARTICLE + i] = (float)(points[i] - most);
}

static void boxes_of(const struct doc *doc, float words, float *row)
{
    float in_main = 0, hidden = 0, articles = 0;
    uint32_t before = 0;

    for (size_t i = 0; i < doc->block_count && doc->box_count > 1; i++) {
        uint32_t under = doc->boxes[doc->blocks[i].box].under;
        in_main += under & HINT_MAIN ? (float)doc->blocks[i].words : 0;
        hidden += under & (HINT_HIDDEN | HINT_DIALOG) ? (float)doc->blocks[i].words : 0;
        articles += (under & ~before & HINT_ARTICLE) != 0;
        before = under;
    }
    row[FEATURE_PAGE_MAIN] = content_share(in_main, words);
    row[FEATURE_PAGE_HIDDEN] = content_share(hidden, words);
    row[FEATURE_PAGE_ARTICLES] = content_log(articles);
}

/* The same for every block of the page. */
static void page_row(struct content *content, const float *prices, float *row)
{
    struct doc *doc = content->doc;
    float words = 0, links = 0, prose = 0, paragraphs = 0, headings = 0, items = 0, sum = 0;

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        words += (float)block->words;
        links += (float)block->link_words;
        prose += content->prose[i];
        paragraphs += content->prose[i] > 0;
        headings += block->kind == BLOCK_HEADING;
        items += block->kind == BLOCK_ITEM;
        sum += prices[i];
    }
    row[FEATURE_PAGE_WORDS] = content_log(words);
    row[FEATURE_PAGE_BLOCKS] = content_log((float)doc->block_count);
    row[FEATURE_PAGE_PROSE] = content_share(prose, words);
    row[FEATURE_PAGE_PROSE_WORDS] = content_log(prose);
    row[FEATURE_PAGE_PARAGRAPHS] = content_log(paragraphs);
    row[FEATURE_PAGE_LINKS] = content_share(links, words);
    row[FEATURE_PAGE_HEADINGS] = content_log(headings);
    row[FEATURE_PAGE_ITEMS] = content_share(items, (float)doc->block_count);
    type_points(doc, row);
    boxes_of(doc, words, row);
    row[FEATURE_PAGE_PRICES] = content_log(sum);
    row[FEATURE_PAGE_TYPE] = type_group(doc->ld_type);
    row[FEATURE_PAGE_ARTICLE] = str_eq_nocase(doc->og_type, S("article"));
    row[FEATURE_PAGE_BODY] = content_log((float)doc->ld_body.n);
}

void content_own(struct content *content)
{
    struct doc *doc = content->doc;
    float *prices = arena_alloc(doc->scratch, doc->block_count * sizeof *prices);
    float page[FEATURE_COUNT] = {0};

    for (size_t i = 0; i < doc->block_count; i++)
        prices[i] = doc->blocks[i].words <= PATTERN_WORDS && names_price(doc->blocks[i].text);
    page_row(content, prices, page);
    for (size_t i = 0; i < doc->block_count; i++) {
        float *row = content_row(content, i);
        memcpy(row, page, sizeof page);
        row[FEATURE_PRICE] = prices[i];
        counts(&doc->blocks[i], row);
        characters(&doc->blocks[i], row);
        row[FEATURE_PROSE] = content->prose[i];
        row[FEATURE_RULES] = content->rules[i] == WHY_KEPT;
        row[FEATURE_FURNITURE] =
            content->reason ? content->reason[doc->blocks[i].box] != WHY_KEPT : 0;
    }
    repeats(content);
    patterns(content);
}
