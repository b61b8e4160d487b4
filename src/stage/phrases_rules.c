/* Reading a rules file: columns, ceilings, languages, `off`. */
#include "phrases_phrase.h"

#include "../base/utf8.h"

enum {
    FIRST_ROOM = 256,
    MOST_WORDS = 1000,
    SLOT_BYTES = 64, /* of a pattern in the index, and what aligns its elements */
};

void phrases_begin(struct phrases *phrases, struct arena *arena)
{
    *phrases = (struct phrases){.arena = arena};
    pthread_mutex_init(&phrases->lock, NULL);
}

void phrases_end(struct phrases *phrases)
{
    pthread_mutex_destroy(&phrases->lock);
}

/* The next column of a line. */
static str column(str *rest)
{
    size_t n = 0;
    str word;

    *rest = str_trim(*rest);
    while (n < rest->n && !is_space((unsigned char)rest->p[n]))
        n++;
    word = str_slice(*rest, 0, n);
    *rest = str_trim(str_from(*rest, n));
    return word;
}

static bool named(str word, const char *const *names, unsigned count, unsigned *which)
{
    for (*which = 0; *which < count; ++*which)
        if (str_eq(word, str_of(names[*which])))
            return true;
    return false;
}

static const char *read_places(struct rule *rule, str reason, str where, str how)
{
    static const char *const wheres[] = {"anywhere", "head", "foot"};
    static const char *const hows[] = {"line", "start", "contains", "end"};
    unsigned which;

    rule->why = reason_find(reason);
    if (rule->why < WHY_COMMENT_FORM || rule->why > WHY_SITE_MENU)
        return "has a reason that is none of those for phrases";
    if (!named(where, wheres, sizeof wheres / sizeof *wheres, &which))
        return "has a place that is none of anywhere, head, foot";
    rule->where = (enum phrase_where)which;
    if (!named(how, hows, sizeof hows / sizeof *hows, &which))
        return "has a way to match that is none of line, start, contains, end";
    rule->how = (enum phrase_how)which;
    return NULL;
}

static const char *read_flags(struct rule *rule, str flags)
{
    uint64_t number;
    str flag;

    if (str_eq(flags, S("-")))
        return NULL;
    while (str_split(&flags, ',', &flag)) {
        if (str_eq(flag, S("ends")))
            rule->ends = true;
        else if (str_eq(flag, S("open")))
            rule->open = true;
        else if (str_eq(flag, S("long")))
            rule->is_long = true;
        else if (str_number(flag, &number) && number && number <= MOST_WORDS)
            rule->most = (uint32_t)number;
        else
            return "has a flag that is none of - ends open long or a number of words";
    }
    if (rule->ends && rule->where == PHRASE_HEAD)
        return "cannot stand in the head and end the article";
    return NULL;
}

/* The bit of a language tag, which is made when it is new. */
static const char *read_language(struct phrases *phrases, struct rule *rule, str tag)
{
    size_t i = 0;

    if (!str_eq(tag, S("*")) && (tag.n < 2 || tag.n > 3))
        return "has a language that is neither * nor a primary tag of two or three letters";
    while (i < phrases->language_count && !str_eq(phrases->languages[i], tag))
        i++;
    if (i == PHRASES_MOST_LANGUAGES)
        return "has one language too many";
    if (i == phrases->language_count) {
        phrases->languages[i] = str_dup(phrases->arena, tag);
        phrases->language_count++;
    }
    rule->language = (uint64_t)1 << i;
    return NULL;
}

uint64_t phrases_languages(const struct phrases *phrases, str language)
{
    uint64_t bits = 0;

    if (!language.n)
        return UINT64_MAX;
    for (size_t i = 0; i < phrases->language_count; i++)
        if (str_eq(phrases->languages[i], language) || str_eq(phrases->languages[i], S("*")) ||
            str_eq(phrases->languages[i], S("en")))
            bits |= (uint64_t)1 << i;
    return bits;
}

/* Makes room for one after `count`, in an array that doubles. */
static void *room_for(struct arena *arena, void *items, size_t count, size_t *room, size_t size)
{
    size_t had = *room;

    if (count < had)
        return items;
    *room = had ? had * 2 : FIRST_ROOM;
    return arena_grow(arena, items, had * size, *room * size);
}

static void keep_firsts(struct phrases *phrases, struct rule *rule, const struct phrase *phrase)
{
    struct element firsts[PHRASES_MOST_VARIANTS];
    size_t count = phrase_firsts(phrase, rule->how == PHRASE_END, firsts);

    rule->firsts = (uint32_t)phrases->first_count;
    rule->first_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        phrases->firsts = room_for(phrases->arena, phrases->firsts, phrases->first_count,
                                   &phrases->first_room, sizeof *firsts);
        phrases->firsts[phrases->first_count++] = firsts[i];
    }
}

/* Its patterns are made when they are asked for, but must not be too many then. */
static const char *read_phrase(struct phrases *phrases, struct rule *rule, str text)
{
    struct phrase_room room;
    struct phrase phrase;
    const char *wrong = phrase_read(&phrase, &room, text);

    if (!wrong)
        wrong = phrase_check(&phrase, rule->how == PHRASE_END);
    if (wrong)
        return wrong;
    rule->phrase = text;
    rule->variants = (uint32_t)phrase.variants;
    phrases->bytes += phrase.variants * (sizeof(struct pattern) + SLOT_BYTES +
                                         phrase.elements * sizeof(struct element));
    if (phrases->bytes > PHRASES_MOST_BYTES)
        return "is one rule too many";
    keep_firsts(phrases, rule, &phrase);
    return NULL;
}

/* Whether two rules have the same columns; white space does not count, in the phrase neither. */
static bool same_columns(str a, str b)
{
    while (a.n && b.n)
        if (!str_eq(column(&a), column(&b)))
            return false;
    return a.n == b.n;
}

static const char *switch_off(struct phrases *phrases, str line)
{
    bool found = false;

    for (size_t i = 0; i < phrases->rule_count; i++)
        if (same_columns(phrases->rules[i].text, line))
            found = phrases->rules[i].off = true;
    return found ? NULL : "switches off a rule that was not read before";
}

const char *phrases_add_line(struct phrases *phrases, str line, const char *file, uint32_t number)
{
    struct rule rule = {.file = file, .line = number, .text = line};
    str rest = line, reason = column(&rest), language, where, how;
    const char *wrong;

    if (str_eq(reason, S("off")))
        return switch_off(phrases, rest);
    if (phrases->rule_count == PHRASES_MOST_RULES)
        return "is one rule too many";
    language = column(&rest);
    where = column(&rest);
    how = column(&rest);
    wrong = read_places(&rule, reason, where, how);
    if (!wrong)
        wrong = read_language(phrases, &rule, language);
    if (!wrong)
        wrong = read_flags(&rule, column(&rest));
    if (!wrong)
        wrong = read_phrase(phrases, &rule, rest);
    if (wrong)
        return wrong;
    phrases->rules = room_for(phrases->arena, phrases->rules, phrases->rule_count,
                              &phrases->rule_room, sizeof rule);
    phrases->rules[phrases->rule_count++] = rule;
    return NULL;
}

bool phrases_read(struct phrases *phrases, const char *path, struct run *run)
{
    const char *file = str_zero_ended(phrases->arena, str_of(path)), *wrong = NULL;
    uint32_t number = 0;
    str text, line;

    if (!run_read(run, phrases->arena, path, PHRASES_MOST_FILE_BYTES, &text))
        return false;
    text = utf8_past_mark(text);
    while (!wrong && str_split(&text, '\n', &line)) {
        number++;
        line = str_trim(line);
        if (!line.n || line.p[0] == '#')
            continue;
        if (line.n > PHRASES_MOST_LINE_BYTES)
            wrong = "is too long";
        else if (utf8_valid(line) != line.n)
            wrong = "is not UTF-8";
        else
            wrong = phrases_add_line(phrases, line, file, number);
    }
    return !wrong || run_misused(run, "%s:%u: %s", path, (unsigned)number, wrong);
}
