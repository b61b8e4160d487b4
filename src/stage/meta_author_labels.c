#include "meta_author_labels.h"

#include <string.h>

#include "../base/utf8.h"

/* A label of `line` 0 is too common a word to know a byline of running text by. */
static const struct {
    const char *text;
    bool line;
    bool glued; /* no space needs to follow */
} labels[] = {
    {"by:", true, true},
    {"by", true, false},
    {"written by", true, false},
    {"words by", true, false},
    {"story by", true, false},
    {"posted by", true, false},
    {"published by", true, false},
    {"reported by", true, false},
    {"report by", true, false},
    {"recipe by", true, false},
    {"contributor:", true, true},
    {"contributors:", true, true},
    {"author(s):", true, true},
    {"author(s)", false, false},
    {"author:", true, true},
    {"authors:", true, true},
    {"author", false, false},
    {"authors", false, false},
    {"article by", true, false},
    {"created by", false, false},
    {"edited by", false, false},
    {"text by", true, false},
    {"reporting by", true, false},
    {"opinion by", true, false},
    {"analysis by", true, false},
    {"contributed by", true, false},
    {"a guest post by", true, false},
    {"guest post by", true, false},
    {"reporter:", true, true},
    {"von", true, false},
    {"von:", true, true},
    {"autor:", true, true},
    {"autorin:", true, true},
    {"ein artikel von", true, false},
    {"eine analyse von", true, false},
    {"ein kommentar von", true, false},
    {"verfasst von", true, false},
    {"text:", true, true},
    {"par", true, false},
    {"par:", true, true},
    {"auteur:", true, true},
    {"auteur :", true, true},
    {"publié par", true, false},
    {"écrit par", true, false},
    {"rédigé par", true, false},
    {"por", true, false},
    {"por:", true, true},
    {"escrito por", true, false},
    {"publicado por", true, false},
    {"da redação", false, false},
    {"di", true, false},
    {"a cura di", true, false},
    {"scritto da", true, false},
    {"pubblicato da", true, false},
    {"autore:", true, true},
    {"door", true, false},
    {"geschreven door", true, false},
    {"af", true, false},
    {"av", true, false},
    {"skrevet av", true, false},
    {"text av", true, false},
    {"oleh", true, false},
    {"oleh:", true, true},
    {"penulis:", true, true},
    {"reporter :", true, true},
    {"penulis :", true, true},
    {"ditulis oleh", true, false},
    {"yazan:", true, true},
    {"yazar:", true, true},
    {"haber:", true, true},
    {"muhabir:", true, true},
    {"yazar :", true, true},
    {"szerző:", true, true},
    {"autorzy:", true, true},
    {"autor :", true, true},
    {"napisał", true, false},
    {"opracował", true, false},
    {"oprac.", true, false},
    {"redaktor:", false, true},
    {"tekst:", true, true},
    {"автор:", true, true},
    {"автор", false, false},
    {"авторы:", true, true},
    {"автори:", true, true},
    {"авторка:", true, true},
    {"журналіст:", true, true},
    {"журналист:", true, true},
    {"корреспондент:", true, true},
    {"автор статьи:", true, true},
    {"текст:", true, true},
    {"корреспондент", false, false},
    {"作者：", true, true},
    {"作者:", true, true},
    {"作者", false, true},
    {"文/", true, true},
    {"文／", true, true},
    {"文｜", true, true},
    {"文丨", true, true},
    {"文：", true, true},
    {"撰文：", true, true},
    {"撰文/", true, true},
    {"记者：", true, true},
    {"記者：", true, true},
    {"记者 ", true, true},
    {"記者 ", true, true},
    {"記者", true, true},
    {"记者", true, true},
    {"撰稿：", true, true},
    {"编译：", false, true},
    {"執筆：", true, true},
    {"文・", true, true},
    {"취재기자:", true, true},
    {"기자:", true, true},
    {"글:", true, true},
    {"取材・文：", true, true},
    {"取材・文:", true, true},
    {"文＝", true, true},
    {"本报记者", true, true},
    {"本報記者", true, true},
    {"글·", true, true},
    {"글 ", false, true},
    {"بقلم", true, false},
    {"بقلم:", true, true},
    {"كتب", true, false},
    {"كتب:", true, true},
    {"كتبت", true, false},
    {"الكاتب:", true, true},
    {"المصدر:", false, true},
    {"إعداد:", true, true},
    {"تحرير:", false, true},
    {"लेखक:", true, true},
    {"रिपोर्ट:", true, true},
    {"द्वारा", false, false},
    {"written by:", true, true},
    {"posted by:", true, true},
    {"published by:", true, true},
};

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

size_t author_label(str s, bool line)
{
    size_t best = 0, first = 0;
    char begins[4];

    if (!s.n)
        return 0;
    utf8_put(begins, to_lower_char(utf8_next(s, &first)));
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        str label;
        size_t at = 0, n = 0;
        if ((line && !labels[i].line) || labels[i].text[0] != begins[0])
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
