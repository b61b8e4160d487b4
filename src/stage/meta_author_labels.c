#include "meta_author_labels.h"

#include <string.h>

#include "../base/utf8.h"

/* Sorted by their bytes. A label of `line` 0 is too common a word to know a byline of running text
 * by. */
static const struct {
    const char *text;
    bool line;
    bool glued; /* no space needs to follow */
} labels[] = {
    {"a cura di", true, false},
    {"a guest post by", true, false},
    {"af", true, false},
    {"analysis by", true, false},
    {"article by", true, false},
    {"auteur :", true, true},
    {"auteur:", true, true},
    {"author", false, false},
    {"author(s)", false, false},
    {"author(s):", true, true},
    {"author:", true, true},
    {"authors", false, false},
    {"authors:", true, true},
    {"autor :", true, true},
    {"autor:", true, true},
    {"autore:", true, true},
    {"autorin:", true, true},
    {"autorzy:", true, true},
    {"av", true, false},
    {"by", true, false},
    {"by:", true, true},
    {"contributed by", true, false},
    {"contributor:", true, true},
    {"contributors:", true, true},
    {"created by", false, false},
    {"da redação", false, false},
    {"di", true, false},
    {"ditulis oleh", true, false},
    {"door", true, false},
    {"edited by", false, false},
    {"ein artikel von", true, false},
    {"ein kommentar von", true, false},
    {"eine analyse von", true, false},
    {"escrito por", true, false},
    {"geschreven door", true, false},
    {"guest post by", true, false},
    {"haber:", true, true},
    {"muhabir:", true, true},
    {"napisał", true, false},
    {"oleh", true, false},
    {"oleh:", true, true},
    {"opinion by", true, false},
    {"oprac.", true, false},
    {"opracował", true, false},
    {"par", true, false},
    {"par:", true, true},
    {"penulis :", true, true},
    {"penulis:", true, true},
    {"por", true, false},
    {"por:", true, true},
    {"posted by", true, false},
    {"posted by:", true, true},
    {"pubblicato da", true, false},
    {"publicado por", true, false},
    {"published by", true, false},
    {"published by:", true, true},
    {"publié par", true, false},
    {"recipe by", true, false},
    {"redaktor:", false, true},
    {"report by", true, false},
    {"reported by", true, false},
    {"reporter :", true, true},
    {"reporter:", true, true},
    {"reporting by", true, false},
    {"rédigé par", true, false},
    {"scritto da", true, false},
    {"skrevet av", true, false},
    {"story by", true, false},
    {"szerző:", true, true},
    {"tekst:", true, true},
    {"text av", true, false},
    {"text by", true, false},
    {"text:", true, true},
    {"verfasst von", true, false},
    {"von", true, false},
    {"von:", true, true},
    {"words by", true, false},
    {"written by", true, false},
    {"written by:", true, true},
    {"yazan:", true, true},
    {"yazar :", true, true},
    {"yazar:", true, true},
    {"écrit par", true, false},
    {"автор", false, false},
    {"автор статьи:", true, true},
    {"автор:", true, true},
    {"автори:", true, true},
    {"авторка:", true, true},
    {"авторы:", true, true},
    {"журналист:", true, true},
    {"журналіст:", true, true},
    {"корреспондент", false, false},
    {"корреспондент:", true, true},
    {"текст:", true, true},
    {"إعداد:", true, true},
    {"الكاتب:", true, true},
    {"المصدر:", false, true},
    {"بقلم", true, false},
    {"بقلم:", true, true},
    {"تحرير:", false, true},
    {"كتب", true, false},
    {"كتب:", true, true},
    {"كتبت", true, false},
    {"द्वारा", false, false},
    {"रिपोर्ट:", true, true},
    {"लेखक:", true, true},
    {"作者", false, true},
    {"作者:", true, true},
    {"作者：", true, true},
    {"取材・文:", true, true},
    {"取材・文：", true, true},
    {"執筆：", true, true},
    {"撰文/", true, true},
    {"撰文：", true, true},
    {"撰稿：", true, true},
    {"文/", true, true},
    {"文・", true, true},
    {"文丨", true, true},
    {"文／", true, true},
    {"文：", true, true},
    {"文＝", true, true},
    {"文｜", true, true},
    {"本報記者", true, true},
    {"本报记者", true, true},
    {"编译：", false, true},
    {"記者", true, true},
    {"記者 ", true, true},
    {"記者：", true, true},
    {"记者", true, true},
    {"记者 ", true, true},
    {"记者：", true, true},
    {"글 ", false, true},
    {"글:", true, true},
    {"글·", true, true},
    {"기자:", true, true},
    {"취재기자:", true, true},
};

enum { LABELS = sizeof labels / sizeof *labels };

/* A colon or a space behind, so that "Bybee" is no label. */
static bool ends_label(str s, bool glued)
{
    size_t at = 0;

    uint32_t c;

    if (glued || !s.n || s.p[0] == ':')
        return true;
    c = utf8_next(s, &at);
    return is_space_char(c) || is_upper_char(c); /* "ByJane Roe": two elements ran together */
}

/* The first label that begins with a byte, or with one that sorts behind it. */
static size_t first_label(char byte)
{
    size_t low = 0, high = LABELS;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((unsigned char)labels[middle].text[0] < (unsigned char)byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t author_label(str s, bool line)
{
    size_t best = 0, first = 0;
    char begins[4];

    if (!s.n)
        return 0;
    utf8_put(begins, to_lower_char(utf8_next(s, &first)));
    for (size_t i = first_label(begins[0]); i < LABELS && labels[i].text[0] == begins[0]; i++) {
        str label;
        size_t at = 0, n = 0;
        if (line && !labels[i].line)
            continue;
        label = str_of(labels[i].text);
        while (n < label.n && at < s.n) { /* letters of any script, without case */
            size_t a = at, b = n;
            if (to_lower_char(utf8_next(s, &a)) != utf8_next(label, &b))
                break;
            at = a;
            n = b;
        }
        if (n == label.n && at > best && ends_label(str_from(s, at), labels[i].glued))
            best = at;
    }
    return best;
}

size_t author_joint(str s, size_t *length)
{
    static const char *const joints[] = {",",      ";",   " and ", " & ",  " und ", " et ", " y ",
                                         " e ",    " и ", " та ",  " og ", " och ", " ve ", " dan ",
                                         " with ", "、",  "，",    "；",   "/",     "／",   " | ",
                                         "\n",     " i ", " và ",  " en ", "·",     "•",    " + ",
                                         " mit ",  "｜",  " avec "};
    size_t best = SIZE_MAX;

    *length = 0;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = str_find_nocase(s, str_of(joints[i]));
        if (at < best) {
            best = at;
            *length = strlen(joints[i]);
        }
    }
    return best;
}

/* What stands behind the names of a byline. */
static const char *const ends[] = {
    /* clang-format off */
    " | ", " for ", " on ", "published", "updated", "posted on", "email the", " follow ",
    "min read", "minute read", "reviewed by", "photography", "photos by", "photo by", " in ",
    " at ", "last modified", "veröffentlicht", "aktualisiert", "publié le", "publicado",
    "opublikowano", "報導", "报道", "台北", "綜合", "опубликовано", "Опубликовано", "опубліковано",
    "Опубліковано", "pubblicato", "gepubliceerd", "geplaatst", "diterbitkan", "yayınlan",
    "yayın tarihi", "公開日", "公開：", "掲載", "更新日", "发布时间", "发表时间", "發布時間", "来源",
    "來源", "입력 ", "등록 ", "نشر في", "نُشر", "تاريخ النشر", "प्रकाशित", "lesezeit", "share",
    " comments", "edited by",
    "medically", " — ", " – ", " - ", "⋅", "●", "reviewed by", "updated by", "last updated",
    "contributing", "fact checked", "fact-checked", "read time", "about the author",
    "view all posts", "view profile", "read more", " from ", "leave a", " view in ", " on behalf",
    /* clang-format on */
};

str author_cut(str s)
{
    size_t best = s.n;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = str_find_nocase(s, str_of(ends[i]));
        if (at != SIZE_MAX && at > 0 && at < best)
            best = at;
    }
    return str_slice(s, 0, best);
}

size_t author_label_inside(str s)
{
    static const char *const inside[] = {
        "written by", "posted by", "authored by:", "authored by", "author:", "posts by"};

    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        size_t at = str_find_nocase(s, str_of(inside[i]));
        if (at != SIZE_MAX)
            return at + strlen(inside[i]);
    }
    return 0;
}

bool author_label_strong(str s)
{
    size_t label = author_label(s, true);

    return label && str_find_char(str_slice(s, 0, label), ' ') != SIZE_MAX;
}

bool author_is_other(str s)
{
    static const char *const works[] = {"updated by",   "edited by", "reviewed by", "photos by",
                                        "fact checked", "photo by",  "medically",   "translated by",
                                        "fact-checked", "video by",  "images by",   "illustrat"};

    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        if (str_starts_nocase(s, str_of(works[i])))
            return true;
    return false;
}

bool author_is_label(str s)
{
    size_t label = author_label(s, true);

    s = str_trim(str_from(s, label));
    return label && (!s.n || str_eq(s, S(":")));
}

bool author_page(str address)
{
    static const char *const paths[] = {
        "/author/",  "/authors/",   "/contributor", "/people/",   "/staff/",       "/profile/",
        "/reporter", "/journalist", "/writers/",    "/by/",       "/team/",        "/byline/",
        "/autor/",   "/auteur/",    "/autore/",     "/columnist", "/correspondent"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (str_has_nocase(address, str_of(paths[i])))
            return true;
    return false;
}
