#include "meta_author_words.h"

#include <string.h>

#include "../base/utf8.h"

enum { HAN_NAME_LEAST = 2, HAN_NAME_MOST = 6 };

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
    {"글·", true, true},
    {"글 ", false, true},
    {"بقلم", true, false},
    {"بقلم:", true, true},
    {"كتب", true, false},
    {"كتب:", true, true},
    {"كتبت", true, false},
    {"الكاتب:", true, true},
    {"المصدر:", false, true},
    {"लेखक:", true, true},
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
    size_t best = 0;

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        str label = str_of(labels[i].text);
        size_t at = 0, n = 0;
        if (line && !labels[i].line)
            continue;
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

str author_cut(str s)
{
    static const char *const ends[] = {" | ",
                                       " for ",
                                       " on ",
                                       "published",
                                       "updated",
                                       "posted on",
                                       "email the",
                                       " follow ",
                                       "min read",
                                       "minute read",
                                       "reviewed by",
                                       "photography",
                                       "photos by",
                                       "photo by",
                                       " in ",
                                       " at ",
                                       "last modified",
                                       "veröffentlicht",
                                       "aktualisiert",
                                       "publié le",
                                       "publicado",
                                       "opublikowano",
                                       "報導",
                                       "报道",
                                       "台北",
                                       "綜合",
                                       "опубликовано",
                                       "share",
                                       " comments",
                                       "edited by",
                                       "medically",
                                       " — ",
                                       " – ",
                                       " - ",
                                       "⋅",
                                       "●",
                                       "reviewed by",
                                       "updated by",
                                       "last updated",
                                       "contributing",
                                       "fact checked",
                                       "fact-checked",
                                       "read time",
                                       "about the author",
                                       "view all posts",
                                       "view profile",
                                       "read more",
                                       " from ",
                                       "leave a"};
    size_t best = s.n;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = str_find_nocase(s, str_of(ends[i]));
        if (at != SIZE_MAX && at > 0 && at < best)
            best = at;
    }
    return str_slice(s, 0, best);
}

/* Whether one of the words of s is in a list of words parted by spaces, in lower case. */
static bool has_listed_word(str s, const char *list)
{
    size_t at = 0;

    while (at < s.n) {
        char word[48];
        size_t n = 0, from = 0;
        str rest = str_of(list), one;
        while (at < s.n) {
            char bytes[4];
            size_t next = at, k;
            uint32_t c = utf8_next(s, &next);
            if (!is_word_char(c) && n)
                break;
            at = next;
            if (!is_word_char(c))
                continue;
            k = utf8_put(bytes, to_lower_char(c));
            if (n + k <= sizeof word)
                memcpy(word + n, bytes, k);
            n += k;
        }
        (void)from;
        while (n && n <= sizeof word && str_split(&rest, ' ', &one))
            if (str_eq(one, (str){word, n}))
                return true;
    }
    return false;
}

bool author_has_role(str s)
{
    return has_listed_word(
        s,
        "editor editors reporter reporters correspondent correspondents writer writers journalist "
        "columnist producer contributor contributors staff chief director manager strategist "
        "analyst "
        "specialist consultant coordinator bureau redakteur redakteurin redaktion korrespondent "
        "korrespondentin journaliste correspondant correspondante rédacteur rédaction redacción "
        "redactor redactora corresponsal periodista redazione inviato corrispondente giornalista "
        "redação repórter jornalista correspondente redactie verslaggever redakcja redaktor "
        "korespondent корреспондент редактор журналист редакция обозреватель редакція кореспондент "
        "president founder ceo cofounder professor agencies agency newsroom desk reviewer "
        "photographer intern fellow");
}

bool author_is_house_word(str s)
{
    return !s.n || has_listed_word(s, "com org net news staff team editors editor editorial blog "
                                      "newsroom desk contributors");
}

/* "August 28", "10 mins read", and keys of a program: "page.head.author". */
static bool has_number_word(str s)
{
    size_t dots = 0, words = 0;
    bool number = false;
    str word;

    while (str_split(&s, ' ', &word)) {
        words += word.n != 0;
        number = number || (word.n && word.p[0] >= '0' && word.p[0] <= '9');
        for (size_t i = 0; i < word.n; i++)
            dots += word.p[i] == '.';
    }
    return (words > 1 && number) || (words == 1 && dots > 1);
}

bool author_is_nobody(struct arena *arena, str name)
{
    static const char *const nobodies[] = {"admin",
                                           "administrator",
                                           "staff",
                                           "editor",
                                           "editors",
                                           "author",
                                           "unknown",
                                           "root",
                                           "webmaster",
                                           "user",
                                           "guest",
                                           "guest author",
                                           "staff writer",
                                           "staff report",
                                           "staff reporter",
                                           "the editors",
                                           "editorial staff",
                                           "editorial team",
                                           "newsroom",
                                           "news desk",
                                           "web desk",
                                           "news staff",
                                           "wp admin",
                                           "site admin",
                                           "super user",
                                           "contributor",
                                           "guest contributor",
                                           "redaktion",
                                           "redaction",
                                           "redacción",
                                           "redazione",
                                           "redação",
                                           "redactie",
                                           "redakcja",
                                           "редакция",
                                           "редакція",
                                           "la rédaction",
                                           "rédaction",
                                           "la redazione",
                                           "default",
                                           "test",
                                           "null",
                                           "undefined",
                                           "none",
                                           "n a",
                                           "wordpress",
                                           "wire services",
                                           "wire reports",
                                           "agencies",
                                           "from staff reports",
                                           "by",
                                           "website",
                                           "home",
                                           "posted by",
                                           "written by",
                                           "share",
                                           "read more",
                                           "follow",
                                           "author name",
                                           "press release",
                                           "view more posts",
                                           "all posts",
                                           "view all posts",
                                           "the",
                                           "about",
                                           "team",
                                           "sponsored",
                                           "no author",
                                           "anonymous",
                                           "biography",
                                           "contact",
                                           "profile",
                                           "author archive"};
    str folded = text_fold(arena, name);
    bool letter = false;

    for (size_t i = 0; i < sizeof nobodies / sizeof *nobodies; i++)
        if (str_eq(folded, str_of(nobodies[i])))
            return true;
    for (size_t at = 0; at < folded.n;) {
        uint32_t c = utf8_next(folded, &at);
        letter = letter || (is_word_char(c) && !(c >= '0' && c <= '9'));
    }
    return !letter || has_number_word(name);
}

static bool is_particle(str word)
{
    return has_listed_word(word,
                           "de da do dos das del della di du des la le van von der den ter ten "
                           "zu zur af al el bin ibn ben bint abu y e bat st d o");
}

/* A name as it is written in Chinese, Japanese and Korean: a few characters, no space needed. */
static bool is_wide_name(str s)
{
    size_t n = 0;

    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        if (c == ' ' || c == 0x3000 || c == 0xB7)
            continue;
        if (!is_wide_script(c) && !(c >= 0xAC00 && c <= 0xD7A3))
            return false;
        n++;
    }
    return n >= HAN_NAME_LEAST && n <= HAN_NAME_MOST;
}

/* Scripts without case: any word may be a name's. */
static bool begins_name(str word)
{
    size_t at = 0;
    uint32_t c = utf8_next(word, &at);

    return is_upper_char(c) || (c > 0x530 && is_word_char(c) && !is_lower_char(c));
}

bool author_looks_name(str s, size_t least_words, size_t most_words)
{
    size_t words = 0, names = 0;
    str word;

    if (is_wide_name(s))
        return true;
    if (has_listed_word(
            s, "the monday tuesday wednesday thursday friday saturday sunday january "
               "february march april june july august september october november "
               "december news this that these our your my their his her it we you more view posts "
               "read reviewed updated published follow share all about from released"))
        return false;
    while (str_split(&s, ' ', &word)) {
        if (!word.n)
            continue;
        words++;
        if (begins_name(word))
            names++;
        else if (!is_particle(word))
            return false;
        for (size_t i = 0; i < word.n; i++)
            if (!word.p[i] || strchr("0123456789!?:;()[]{}=<>$%#\"", word.p[i]))
                return false;
    }
    return names >= least_words && words <= most_words;
}

bool author_looks_person(str s)
{
    return author_looks_name(s, 2, 3) &&
           !has_listed_word(
               s, "news times post blog media group store shop agency magazine journal "
                  "daily weekly herald tribune gazette press online radio tv network "
                  "digital company inc llc ltd gmbh institute university college school "
                  "center centre bank insurance marketing studio team guide today world "
                  "report review channel services solutions care renovation construction");
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

bool author_is_label(str s)
{
    size_t label = author_label(s, true);

    s = str_trim(str_from(s, label));
    return label && (!s.n || str_eq(s, S(":")));
}

bool author_page(str address)
{
    static const char *const paths[] = {"/author/",  "/authors/", "/contributor", "/people/",
                                        "/staff/",   "/profile/", "/reporter",    "/journalist",
                                        "/writers/", "/by/",      "/byline/",     "/autor/",
                                        "/auteur/",  "/autore/",  "/columnist",   "/correspondent"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (str_has_nocase(address, str_of(paths[i])))
            return true;
    return false;
}
