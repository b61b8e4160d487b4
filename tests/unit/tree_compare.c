#include "tree_compare.h"

#include <stdlib.h>

#include "base/markup.h"
#include "base/utf8.h"
#include "stage/extract_attributes.h"
#include "tree_shown.h"

enum { SHOWN_BEFORE = 60, SHOWN = 160 };

/* ---- the page without the attributes that prune drops ---- */

static size_t tag_at(const struct pruned *pruned, size_t at)
{
    size_t low = 0, high = pruned->tag_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pruned->tags[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < pruned->tag_count && pruned->tags[low].at == at ? low : SIZE_MAX;
}

/* Only tags that made an element for gumbo as well: it has read the page on its own. */
static str bare_page(struct arena *arena, const struct doc *doc, const struct tree *whole)
{
    const struct pruned *pruned = &doc->pruned;
    bool *is_tag = ARENA_ARRAY(arena, bool, pruned->tag_count);
    struct buf out = buf_new(arena, SIZE_MAX / 4);
    struct markup_tag tag, left;
    size_t from = 0, end;

    for (size_t i = 0; i < whole->count; i++) {
        const char *start = tree_start_tag(whole->elements[i]).p;
        size_t number = start ? tag_at(pruned, (size_t)(start - whole->page)) : SIZE_MAX;
        if (number != SIZE_MAX)
            is_tag[number] = true;
    }
    for (size_t i = 0; i < pruned->tag_count; i++) {
        if (!is_tag[i] || !markup_tag(doc->page, pruned->tags[i].at, SIZE_MAX, &tag, &end))
            continue;
        buf_str(&out, str_slice(doc->page, from, tag.after_name));
        if (markup_tag(pruned->text, pruned->tags[i].pruned_at, SIZE_MAX, &left,
                       &end)) /* no leaf */
            buf_str(&out,
                    str_slice(pruned->text, left.after_name, left.end - 1 - left.self_closing));
        buf_str(&out, tag.self_closing ? S("/>") : S(">"));
        from = tag.end;
    }
    buf_str(&out, str_from(doc->page, from));
    return buf_text(&out);
}

/* ---- attributes ---- */

struct known {
    const char *name;
    size_t offset;
};
#define KNOWN(name, member)                                                                        \
    {                                                                                              \
        name, offsetof(struct attributes, member)                                                  \
    }
static const struct known known[] = {
    KNOWN("class", class),       KNOWN("id", id),
    KNOWN("role", role),         KNOWN("style", style),
    KNOWN("lang", lang),         KNOWN("rel", rel),
    KNOWN("href", href),         KNOWN("src", src),
    KNOWN("name", name),         KNOWN("property", property),
    KNOWN("content", content),   KNOWN("http-equiv", http_equiv),
    KNOWN("itemprop", itemprop), KNOWN("itemtype", itemtype),
    KNOWN("datetime", datetime), KNOWN("hidden", hidden),
    KNOWN("pubdate", pubdate),
};

/* gumbo reads CR LF as LF, and a NUL as U+FFFD; a value here is a stretch of the page. */
static str value_as_gumbo(struct arena *arena, str value)
{
    struct buf out;

    if (str_find_char(value, '\r') == SIZE_MAX && str_find_char(value, '\0') == SIZE_MAX)
        return value;
    out = buf_new(arena, SIZE_MAX / 4);
    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] == '\0')
            buf_utf8(&out, 0xFFFD);
        else if (value.p[i] != '\r')
            buf_char(&out, value.p[i]);
        else if (i + 1 == value.n || value.p[i + 1] != '\n')
            buf_char(&out, '\n');
    return buf_text(&out);
}

/* After an attribute without a value whose name stood in the tag before, gumbo 0.10.1 drops the
 * value of the next attribute. */
static bool has_duplicate(const GumboElement *element)
{
    str tag = tree_start_tag(element), name, value;
    size_t at = 1, count = 0;

    while (at < tag.n && !is_markup_space(tag.p[at]) && tag.p[at] != '/' && tag.p[at] != '>')
        at++;
    while (markup_attribute(tag, &at, &name, &value))
        count++;
    return count > element->attributes.length;
}

static void compare_attributes(const struct tree *whole, const struct tree *pruned,
                               struct tree_report *report)
{
    struct attributes ours;
    size_t next = 0;

    report->elements = pruned->count;
    for (size_t i = 0; i < pruned->count; i++) {
        const GumboElement *element = whole->elements[i];
        if (element->tag == GUMBO_TAG_BODY && element->tag_namespace == GUMBO_NAMESPACE_HTML)
            continue; /* a second body tag adds to them */
        if (has_duplicate(element)) {
            report->gone++;
            continue;
        }
        attributes_of(pruned->doc, pruned->elements[i], &next, &ours);
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
            const GumboAttribute *theirs = gumbo_get_attribute(&element->attributes, known[k].name);
            str want = str_of(theirs ? theirs->value : NULL);
            str got = *(const str *)(const void *)((const char *)&ours + known[k].offset);
            report->attributes += theirs != NULL;
            got = value_as_gumbo(whole->arena, got);
            if (str_eq(want, got) && !want.p == !got.p)
                continue;
            if (!report->wrong++) {
                report->wrong_want = str_printf(whole->arena, "%s=%.*s", known[k].name, (int)want.n,
                                                want.n ? want.p : "");
                report->wrong_got = got;
            }
        }
    }
}

/* ---- words ---- */

static int compare_words(const void *a, const void *b)
{
    const str *left = a, *right = b;
    size_t n = left->n < right->n ? left->n : right->n;
    int order = memcmp(left->p, right->p, n);

    return order ? order : (left->n > right->n) - (left->n < right->n);
}

/* Words of all texts, in order of their bytes. A quote in a text is no matter: both sides have
 * it. */
static size_t words_of(const struct tree *tree, str **words)
{
    str shown = buf_text(&tree->shown);
    size_t count = 0, from = 0;
    bool in_text = false;

    *words = ARENA_ARRAY(tree->arena, str, shown.n / 2 + 1);
    for (size_t i = 0; i < shown.n; i++) {
        if (!is_space((unsigned char)shown.p[i]) && shown.p[i] != '"')
            continue;
        if (in_text && i > from)
            (*words)[count++] = str_slice(shown, from, i);
        if (shown.p[i] == '"')
            in_text = !in_text;
        from = i + 1;
    }
    qsort(*words, count, sizeof(str), compare_words);
    return count;
}

static bool same_words(const struct tree *a, const struct tree *b)
{
    str *in_a, *in_b;
    size_t count = words_of(a, &in_a);

    if (words_of(b, &in_b) != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!str_eq(in_a[i], in_b[i]))
            return false;
    return true;
}

/* ---- the comparison ---- */

static bool same_trees(const struct tree *whole, const struct tree *pruned,
                       struct tree_report *report)
{
    str want = buf_text(&whole->shown), got = buf_text(&pruned->shown);
    size_t at = 0;

    if (str_eq(want, got))
        return true;
    while (at < want.n && at < got.n && want.p[at] == got.p[at])
        at++;
    at = at < SHOWN_BEFORE ? 0 : at - SHOWN_BEFORE;
    report->want = str_slice(want, at, at + SHOWN);
    report->got = str_slice(got, at, at + SHOWN);
    return false;
}

void tree_compare(struct arena *arena, struct doc *doc, bool exact_in_pre,
                  struct tree_report *report)
{
    struct tree whole, pruned, bare;

    *report = (struct tree_report){.same_words = true};
    tree_of(&whole, arena, NULL, doc->page, exact_in_pre);
    tree_of(&pruned, arena, doc, doc->pruned.text, exact_in_pre);
    if (same_trees(&whole, &pruned, report)) {
        compare_attributes(&whole, &pruned, report);
        return;
    }
    report->same_words = same_words(&whole, &pruned);
    report->verdict = TREE_SAME_BARE;
    tree_of(&bare, arena, NULL, bare_page(arena, doc, &whole), exact_in_pre);
    if (!same_trees(&bare, &pruned, report))
        report->verdict = TREE_DIFFERENT;
}
