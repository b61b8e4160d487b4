#include "meta_author_words.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    HAN_NAME_LEAST = 2,
    HAN_NAME_MOST = 6,
    FORM_MOST = 24, /* bytes of a form of companies, and a few more */
};

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
        "photographer intern fellow expert team senior deputy licensed executive head");
}

bool author_has_group(str s)
{
    return has_listed_word(s, "team staff editors desk newsroom newsdesk agency agencies");
}

bool author_ends_group(str s)
{
    str last = str_after_last(s, ' ');

    return last.n < s.n && author_has_group(last);
}

bool author_is_company(str s)
{
    static const char forms[] =
        "gmbh|ag|kg|inc|llc|ltd|limited|plc|corp|corporation|bv|nv|sarl|srl|"
        "verlag|verlagsgesellschaft|ohg|mbh|aps|oy|ab|pty";
    str last = str_after_last(s, ' ');
    char bytes[FORM_MOST];
    size_t n = 0;

    for (size_t i = 0; i < last.n && n < sizeof bytes; i++)
        if (last.p[i] != '.')
            bytes[n++] = (char)(is_ascii_upper(last.p[i]) ? last.p[i] | 0x20 : last.p[i]);
    return last.n < s.n && str_lists(str_of(forms), '|', (str){bytes, n});
}

bool author_is_login(str s)
{
    bool mark = false;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        mark = mark || ((c == '.' || c == '_') && i + 1 < s.n) || is_ascii_digit(c);
        if (!is_ascii_lower(c) && !is_ascii_digit(c) && c != '.' && c != '_' && c != '-')
            return false;
    }
    return mark;
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
        number = number || (word.n && is_ascii_digit(word.p[0]));
        for (size_t i = 0; i < word.n; i++)
            dots += word.p[i] == '.';
    }
    return (words > 1 && number) || (words == 1 && dots > 1);
}

/* Folded, a bar between. */
static const char nobodies[] =
    "admin|administrator|editor|author|unknown|root|webmaster|user|guest|"
    "guest author|staff writer|staff report|staff reporter|wp admin|site admin|"
    "super user|contributor|guest contributor|"
    "default|test|null|undefined|none|n a|wordpress|wire services|wire reports|agencies|"
    "from staff reports|by|website|home|posted by|written by|share|read more|follow|full "
    "bio|bio|mon|tue|wed|thu|fri|sat|sun|"
    "author name|press release|view more posts|all posts|view all posts|the|about|"
    "text size|font size|print|email|listen|comments|"
    "sponsored|no author|anonymous|biography|contact|profile|author archive";

/* The same for those who write for the house together. */
static const char desks[] =
    "staff|editors|the editors|our editors|editorial staff|editorial team|newsroom|news desk|"
    "newsdesk|web desk|news staff|team|the team|our team|redaktion|redaction|redacción|redazione|"
    "redação|redactie|redakcja|редакция|редакція|la rédaction|rédaction|la redazione";

bool author_is_desk(struct arena *arena, str name)
{
    return str_lists(str_of(desks), '|', text_fold(arena, name));
}

bool author_is_nobody(struct arena *arena, str name, bool house)
{
    str folded = text_fold(arena, name);
    bool letter = false;

    if (str_lists(str_of(nobodies), '|', folded))
        return true;
    for (size_t at = 0; at < folded.n;) {
        uint32_t c = utf8_next(folded, &at);
        letter = letter || (is_word_char(c) && !is_ascii_digit(c));
    }
    return !letter || (!house && has_number_word(name));
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
               "read reviewed updated published follow share all about from released us"))
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
            if (!word.p[i] || strchr("0123456789!?:;()[]{}=<>$%#&\"", word.p[i]))
                return false;
    }
    return names >= least_words && words <= most_words;
}

bool author_looks_person(str s)
{
    return author_looks_name(s, 2, 3) &&
           !has_listed_word(s,
                            "news times post blog media group store shop agency magazine journal "
                            "daily weekly herald tribune gazette press online radio tv network "
                            "digital company inc llc ltd gmbh institute university college school "
                            "center centre bank insurance marketing studio team guide today world "
                            "report review channel facebook twitter pinterest instagram linkedin "
                            "menu navigation "
                            "disclosure updates location forum weblog services solutions care "
                            "renovation construction");
}
