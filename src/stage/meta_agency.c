#include "meta_agency.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    AGENCY_NAME_MOST = 48, /* bytes of a name in the table */
    CREDIT_MOST = 120,     /* bytes of a line that may be a credit */
    DATELINE_MOST = 120,   /* bytes at the start of a text that a dateline takes */
    CREDIT_PARTS = 6,      /* names in one credit */
    CREDIT_WORDS = 6,      /* words of a credit behind a text */
    CREDIT_TRIES = 8,      /* places where it may begin that are looked at */
    PLACE_WORDS = 8,       /* words before the agency of a dateline */
};

/* exact: a short name that is a word or an abbreviation of other things in another case. */
static const struct {
    const char *name, *usual;
    bool exact;
} agencies[] = {
    {"Reuters", "Reuters", false},
    {"Thomson Reuters", "Reuters", false},
    {"Reuters News Agency", "Reuters", false},
    {"Рейтер", "Reuters", false},
    {"رويترز", "Reuters", false},
    {"路透社", "Reuters", false},
    {"AP", "AP", true},
    {"The Associated Press", "AP", false},
    {"Associated Press", "AP", false},
    {"AP News", "AP", false},
    {"AFP", "AFP", false},
    {"Agence France-Presse", "AFP", false},
    {"Agence France Presse", "AFP", false},
    {"AFP News", "AFP", false},
    {"法新社", "AFP", false},
    {"dpa", "dpa", false},
    {"dpa-infocom", "dpa", false},
    {"Deutsche Presse-Agentur", "dpa", false},
    {"Deutsche Presse-Agentur GmbH", "dpa", false},
    {"ANSA", "ANSA", true},
    {"Redazione ANSA", "ANSA", false},
    {"Adnkronos", "Adnkronos", false},
    {"AGI", "AGI", true},
    {"EFE", "EFE", true},
    {"Agencia EFE", "EFE", false},
    {"Europa Press", "Europa Press", false},
    {"TASS", "TASS", true},
    {"ТАСС", "TASS", true},
    {"Interfax", "Interfax", false},
    {"Интерфакс", "Interfax", false},
    {"Interfax-Ukraine", "Interfax-Ukraine", false},
    {"RIA Novosti", "RIA Novosti", false},
    {"РИА Новости", "RIA Novosti", false},
    {"Sputnik", "Sputnik", true},
    {"Xinhua", "Xinhua", false},
    {"Xinhua News Agency", "Xinhua", false},
    {"新华社", "Xinhua", false},
    {"新華社", "Xinhua", false},
    {"中新社", "China News Service", false},
    {"中央社", "CNA", false},
    {"Kyodo", "Kyodo", false},
    {"Kyodo News", "Kyodo", false},
    {"共同通信", "Kyodo", false},
    {"共同", "Kyodo", false},
    {"Jiji Press", "Jiji Press", false},
    {"時事通信", "Jiji Press", false},
    {"時事", "Jiji Press", false},
    {"Yonhap", "Yonhap", false},
    {"Yonhap News Agency", "Yonhap", false},
    {"연합뉴스", "Yonhap", false},
    {"PTI", "PTI", true},
    {"Press Trust of India", "PTI", false},
    {"ANI", "ANI", true},
    {"Asian News International", "ANI", false},
    {"IANS", "IANS", true},
    {"UNI", "UNI", true},
    {"APA", "APA", true},
    {"Austria Presse Agentur", "APA", false},
    {"Belga", "Belga", true},
    {"BELGA", "Belga", true},
    {"ANP", "ANP", true},
    {"Lusa", "Lusa", true},
    {"LUSA", "Lusa", true},
    {"Agência Lusa", "Lusa", false},
    {"Agência Brasil", "Agência Brasil", false},
    {"PAP", "PAP", true},
    {"CTK", "ČTK", true},
    {"ČTK", "ČTK", true},
    {"MTI", "MTI", true},
    {"Agerpres", "Agerpres", false},
    {"Ukrinform", "Ukrinform", false},
    {"Укрінформ", "Ukrinform", false},
    {"UNIAN", "UNIAN", false},
    {"УНІАН", "UNIAN", false},
    {"Anadolu", "Anadolu", false},
    {"Anadolu Agency", "Anadolu", false},
    {"Anadolu Ajansı", "Anadolu", false},
    {"AA", "Anadolu", true},
    {"UPI", "UPI", true},
    {"United Press International", "UPI", false},
    {"Bloomberg", "Bloomberg", false},
    {"Bloomberg News", "Bloomberg", false},
    {"PA Media", "PA Media", false},
    {"Press Association", "PA Media", false},
    {"AAP", "AAP", true},
    {"Australian Associated Press", "AAP", false},
    {"The Canadian Press", "CP", false},
    {"Canadian Press", "CP", false},
    {"La Presse Canadienne", "CP", false},
    {"NTB", "NTB", true},
    {"Ritzau", "Ritzau", false},
    {"TT", "TT", true},
    {"STT", "STT", true},
    {"SDA", "Keystone-SDA", true},
    {"Keystone-SDA", "Keystone-SDA", false},
    {"SID", "SID", true},
    {"epd", "epd", true},
    {"KNA", "KNA", true},
    {"Antara", "Antara", false},
    {"ANTARA", "Antara", false},
    {"Bernama", "Bernama", false},
    {"NAN", "NAN", true},
    {"WAFA", "WAFA", true},
    {"SANA", "SANA", true},
    {"IRNA", "IRNA", true},
    {"KCNA", "KCNA", true},
    {"Tanjug", "Tanjug", false},
    {"HINA", "Hina", true},
    {"BTA", "BTA", true},
    {"BelTA", "BelTA", false},
    {"БелТА", "BelTA", false},
    {"Notimex", "Notimex", false},
    {"Télam", "Télam", false},
    {"Prensa Latina", "Prensa Latina", false},
};

str agency_named(str s)
{
    s = str_trim(s);
    if (!s.n || s.n > AGENCY_NAME_MOST)
        return (str){NULL, 0};
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++) {
        str name;
        if ((agencies[i].name[0] ^ s.p[0]) & ~0x20)
            continue;
        name = str_of(agencies[i].name);
        if (agencies[i].exact ? str_eq(s, name) : str_eq_nocase(s, name))
            return str_of(agencies[i].usual);
    }
    return (str){NULL, 0};
}

/* Where a list of names parts: at a mark, or at a word that joins two; *skip bytes belong to it. */
static size_t joint_at(str s, size_t *skip)
{
    static const char *const joints[] = {"/",      ",",     ";",     "|",    " & ",    " and ",
                                         " with ", " und ", " mit ", " et ", " avec ", " y ",
                                         " e ",    " и ",   " – ",   " — ",  " - ",    "、",
                                         "(",      ")",     ":",     "+",    "[",      "]"};
    size_t best = SIZE_MAX;

    *skip = 0;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = str_find_nocase(s, str_of(joints[i]));
        if (at < best) {
            best = at;
            *skip = strlen(joints[i]);
        }
    }
    return best;
}

static str without_dress(str s)
{
    static const char *const before[] = {"by ",    "source: ",   "source ", "from ", "par ",
                                         "von ",   "quelle: ",   "via ",    "por ",  "fonte: ",
                                         "with ",  "fuente: ",   "foto: ",  "©",     "(c)",
                                         "text: ", "источник: ", "the "};
    static const char *const behind[] = {
        " staff", " news agency", " contributed", " reporter", " news",    " writer",
        " wire",  " agency",      " reporters",   ".",         " agencies"};
    s = str_trim(s);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_starts_nocase(s, str_of(before[i])))
            s = str_trim(str_from(s, strlen(before[i])));
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (str_ends_nocase(s, str_of(behind[i])))
            s = str_trim(str_slice(s, 0, s.n - strlen(behind[i])));
    return s;
}

str agency_in_credit(str s)
{
    s = str_trim(s);
    if (s.n > CREDIT_MOST)
        return (str){NULL, 0};
    for (int part = 0; part < CREDIT_PARTS && s.n; part++) {
        size_t skip, at = joint_at(s, &skip);
        str one = str_slice(s, 0, at), named = agency_named(one);
        if (!named.n)
            named = agency_named(without_dress(one));
        if (named.n)
            return named;
        if (at == SIZE_MAX)
            break;
        s = str_from(s, at + skip);
    }
    return (str){NULL, 0};
}

/* A dash, or what some agencies write for one. */
static bool begins_dash(str s)
{
    s = str_trim(s);
    return str_starts(s, S("-")) || str_starts(s, S("–")) || str_starts(s, S("—")) ||
           str_starts(s, S("_")) || str_starts(s, S("=")) || str_starts(s, S(".-")) ||
           str_starts(s, S(":")) || str_starts(s, S("−"));
}

/* What stands before "(AP)" is a place and a date: short, and no sentence has ended in it. */
static bool is_place(str s)
{
    s = str_trim(s);
    if (!s.n)
        return true;
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        if (c == '!' || c == '?' || c == ';' || c == '"')
            return false;
    }
    return count_words(s) <= PLACE_WORDS;
}

/* What stands in a dateline's brackets; Japanese papers put the place before it: 【東京共同】. */
static str bracketed_agency(str s, bool wide)
{
    str named = agency_in_credit(s);

    for (size_t at = 0; wide && !named.n && at < s.n; utf8_next(s, &at))
        named = agency_named(str_from(s, at));
    return named;
}

/* "(AP)" opens the text, or a dash follows, or the place is in capitals: "BERLIN (dpa) Der ..." */
static bool is_dateline(str place, str behind, bool slash)
{
    if (!str_trim(place).n || begins_dash(behind) || (slash && str_starts(behind, S("."))))
        return true;
    for (size_t at = 0; at < place.n;)
        if (is_lower_char(utf8_next(place, &at)))
            return false;
    return !slash;
}

str agency_in_dateline(str s)
{
    static const struct {
        const char *open, *close;
    } pairs[] = {{"(", ")"}, {"/", "/"}, {"[", "]"}, {"【", "】"}, {"（", "）"}};

    s = str_slice(s, 0, DATELINE_MOST);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        str open = str_of(pairs[i].open), close = str_of(pairs[i].close), rest, named;
        size_t from = str_find(s, open), n;
        if (from == SIZE_MAX || !is_place(str_slice(s, 0, from)))
            continue;
        rest = str_from(s, from + open.n);
        n = str_find(rest, close);
        if (n == SIZE_MAX)
            continue;
        named = bracketed_agency(str_slice(rest, 0, n), open.n > 1);
        if (named.n &&
            is_dateline(str_slice(s, 0, from), str_from(rest, n + close.n), open.p[0] == '/'))
            return named;
    }
    return (str){NULL, 0};
}

/* Whether a sentence ends just before byte `at`. */
static bool after_sentence(str s, size_t at)
{
    str before = str_trim(str_slice(s, 0, at));
    size_t start = before.n;
    uint32_t c;

    if (!before.n)
        return true;
    do
        start--;
    while (start > 0 && utf8_within(before.p[start]));
    c = utf8_next(before, &start);
    return is_sentence_end(c) || c == '"' || c == 0x201D || c == ')' || c == 0x2019 || c == 0xBB;
}

/* Whether a credit can begin at byte `at` with that mark: behind a sentence, and a bracket that is
 * opened must be closed at the very end. */
static bool begins_credit(str s, size_t at, str mark)
{
    if (!at || !str_starts(str_from(s, at), mark))
        return false;
    if (mark.p[0] == '.')
        return true;
    if ((mark.p[0] == '(' || mark.p[0] == '[') && !str_ends(s, S(")")) && !str_ends(s, S("]")) &&
        !str_ends(s, S(").")))
        return false;
    return after_sentence(s, at);
}

/* Whether a mark before a credit begins with c: of "–", "—" and "−" it is the first byte. */
static bool begins_mark(char c)
{
    return c == '\xE2' || c == ' ' || c == '(' || c == '/' || c == '[' || c == '.';
}

str agency_at_end(str s, size_t *from)
{
    static const char *const marks[] = {"–", "—", " - ", "−", "(", "/", "[", ". "};
    size_t low = s.n > CREDIT_MOST ? s.n - CREDIT_MOST : 0, tries = 0;

    for (size_t at = s.n; at-- > low && tries < CREDIT_TRIES;)
        for (size_t i = 0; begins_mark(s.p[at]) && i < sizeof marks / sizeof *marks; i++) {
            if (s.p[at] != marks[i][0])
                continue;
            str mark = str_of(marks[i]), tail = str_from(s, at + mark.n), named;
            if (!begins_credit(s, at, mark) || count_words(tail) > CREDIT_WORDS ||
                str_find(tail, S(". ")) != SIZE_MAX)
                continue;
            tries++;
            named = agency_in_credit(tail);
            if (named.n) {
                *from = mark.p[0] == '.' ? at + 1 : at;
                return named;
            }
        }
    return (str){NULL, 0};
}
