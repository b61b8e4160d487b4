#include "meta_site.h"

#include "../base/utf8.h"

enum {
    NAME_WORDS = 8,  /* a longer part of a title is no name of a site */
    LABEL_LEAST = 3, /* shorter labels are found in too many words */
    PART_LEAST = 4,  /* the same for a part of a label */
    INITIALS_MOST = 16,
    TOP_MOST = 6, /* bytes of a top level domain, with its dot */
};

static str squeezed(struct arena *arena, str folded)
{
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    str word;

    while (str_split(&folded, ' ', &word))
        buf_str(&out, word);
    return buf_text(&out);
}

static size_t word_count(str folded)
{
    size_t words = 0;
    str word;

    while (str_split(&folded, ' ', &word))
        words += word.n != 0;
    return words;
}

/* First letters of the words, and those with the last word whole: "nyt", "nytimes". */
static bool initials_are(str folded, str label)
{
    char initials[INITIALS_MOST + 1];
    size_t n = 0;
    str word, last = {NULL, 0};

    while (str_split(&folded, ' ', &word) && n < INITIALS_MOST)
        if (word.n) {
            initials[n++] = word.p[0];
            last = word;
        }
    if (n < 2 || label.n < 2)
        return false;
    return str_eq((str){initials, n}, label) ||
           (str_starts(label, (str){initials, n - 1}) && str_eq(str_from(label, n - 1), last));
}

static bool is_label(struct arena *arena, str folded, str label, bool looks_name)
{
    str squeeze = squeezed(arena, folded), bare = label;

    if (label.n < 2)
        return false;
    if (str_find_char(label, '-') != SIZE_MAX)
        bare = squeezed(arena, text_fold(arena, label));
    if (str_starts(squeeze, S("the")) && !str_starts(bare, S("the")))
        squeeze = str_from(squeeze, 3);
    if (str_eq(squeeze, bare) || initials_are(folded, bare))
        return true;
    if (bare.n >= PART_LEAST && str_starts(squeeze, bare) && looks_name)
        return true;
    if (squeeze.n >= PART_LEAST && squeeze.n * 2 >= bare.n && str_find(bare, squeeze) != SIZE_MAX)
        return true;
    return bare.n >= LABEL_LEAST && word_count(folded) <= 4 && str_lists(folded, ' ', bare);
}

bool is_site_name(const struct site_known *site, str text)
{
    str folded = text_fold(site->scratch, text), name = text_fold(site->scratch, site->name);
    size_t words = word_count(folded);

    if (!folded.n || words > NAME_WORDS)
        return false;
    if (name.n) {
        size_t all, shared = str_shared(folded, name, ' ', 1, &all);
        if (str_eq(folded, name) ||
            str_eq(squeezed(site->scratch, folded), squeezed(site->scratch, name)))
            return true;
        if (shared == words && shared * 2 >= word_count(name))
            return true; /* a short form of it */
        if (str_starts(folded, name) && words <= word_count(name) + 3 && looks_site_name(text))
            return true; /* "Example News Europe" */
    }
    return is_label(site->scratch, folded, site->label, looks_site_name(text));
}

bool is_site_exactly(const struct site_known *site, str text)
{
    str squeeze = squeezed(site->scratch, text_fold(site->scratch, text));

    return squeeze.n &&
           (str_eq(squeeze, squeezed(site->scratch, text_fold(site->scratch, site->name))) ||
            str_eq(squeeze, squeezed(site->scratch, text_fold(site->scratch, site->label))));
}

bool looks_host(str text)
{
    size_t dot = SIZE_MAX;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool letter = is_ascii_letter(c);
        if (c == '.')
            dot = i;
        else if (!letter && (dot != SIZE_MAX || (c != '-' && !is_ascii_digit(c))))
            dot = i = text.n; /* a space, or a figure behind the dot */
    }
    return dot != SIZE_MAX && dot > 1 && dot + 2 < text.n && text.n - dot <= TOP_MOST;
}

bool looks_site_name(str text)
{
    size_t words = 0, upper = 0, small = 0;
    str word;

    if (str_find_char(text, '.') != SIZE_MAX && str_find_char(text, ' ') == SIZE_MAX)
        return true; /* example.org */
    while (str_split(&text, ' ', &word)) {
        size_t at = 0;
        uint32_t c;
        if (!word.n)
            continue;
        words++;
        c = utf8_next(word, &at);
        if (is_upper_char(c) || is_ascii_digit(c) || !is_word_char(c))
            upper++;
        else if (word.n <= 3)
            small++; /* of, the, und */
    }
    return words && words <= NAME_WORDS && upper && upper + small == words;
}
