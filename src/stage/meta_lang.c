#include "config.h"

#include "meta_lang.h"

#include <string.h>

#include "../base/utf8.h"
#include "meta_facts.h"

enum {
    SAMPLE_MOST = 8192, /* bytes of text that are looked at */
    SAMPLE_HEAD = 512,  /* of them, to confirm what the page says of itself */
    SAMPLE_SURE = 200,  /* with less, the page's own claim stands */
    PROSE_WORDS = 8,    /* a block with fewer is more likely furniture */
    TAG_MOST = 16,
};

static const struct {
    const char *from, *to;
} same[] = {
    {"iw", "he"},  {"in", "id"},  {"ji", "yi"},  {"nb", "no"},  {"nn", "no"},  {"tl", "fil"},
    {"eng", "en"}, {"deu", "de"}, {"ger", "de"}, {"fra", "fr"}, {"fre", "fr"}, {"spa", "es"},
    {"ita", "it"}, {"por", "pt"}, {"rus", "ru"}, {"ukr", "uk"}, {"pol", "pl"}, {"tur", "tr"},
    {"ara", "ar"}, {"zho", "zh"}, {"chi", "zh"}, {"jpn", "ja"}, {"kor", "ko"}, {"hin", "hi"},
    {"ind", "id"}, {"nld", "nl"}, {"dut", "nl"}, {"cmn", "zh"}, {"mo", "ro"},  {"jp", "ja"},
    {"cn", "zh"},  {"ua", "uk"},  {"cz", "cs"},  {"gr", "el"},  {"dk", "da"},  {"kr", "ko"},
};

/* Languages so close that a claim of one is not overruled by the finding of the other. */
static const char *const close_languages[] = {"id ms", "hr sr bs sh", "no da", "cs sk",
                                              "gl pt", "fil ceb",     "fa ps", "zh yue"};

str lang_subtag(struct arena *arena, str tag)
{
    size_t n = 0;

    tag = str_lower(arena, str_trim(tag));
    while (n < tag.n && is_ascii_lower(tag.p[n]))
        n++;
    if (n < 2 || n > 3 ||
        (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_' && tag.p[n] != ',' && tag.p[n] != ';' &&
         tag.p[n] != ' '))
        return (str){NULL, 0};
    tag.n = n;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (str_eq(tag, str_of(same[i].from)))
            return str_of(same[i].to);
    return tag;
}

static str html_lang(const struct doc *doc)
{
    size_t at = 0;
    const struct fact *fact = fact_next(doc, FACT_LANG, NULL, &at);

    return fact ? fact->value : (str){NULL, 0};
}

static const struct meta_key claims[] = {{"og:locale", "og"},         {"content-language", "meta"},
                                         {"dc.language", "dc"},       {"dcterms.language", "dc"},
                                         {"inlanguage", "microdata"}, {"language", "meta"}};

/* What the page says of its language, and where. */
static str claimed(struct doc *doc, str ld_claim, const char **from)
{
    str lang = lang_subtag(doc->arena, html_lang(doc));

    *from = "html";
    if (lang.n)
        return lang;
    *from = "json-ld";
    lang = lang_subtag(doc->arena, ld_claim);
    for (size_t i = 0; !lang.n && i < sizeof claims / sizeof *claims; i++) {
        *from = claims[i].from;
        lang = lang_subtag(doc->arena, meta_value(doc, claims[i].key));
    }
    return lang;
}

str lang_region(const struct doc *doc)
{
    const char *from;
    str tag = html_lang(doc);

    if (str_find_char(tag, '-') == SIZE_MAX && str_find_char(tag, '_') == SIZE_MAX)
        tag = meta_first(doc, claims, 2, &from);
    for (size_t i = tag.n; i > 0; i--)
        if ((tag.p[i - 1] == '-' || tag.p[i - 1] == '_') && tag.n - i == 2)
            return str_from(tag, i);
    return (str){NULL, 0};
}

/* The page's prose, up to the ceiling; blocks of few words only when there is no prose. */
static str sample(struct doc *doc)
{
    struct buf text = buf_new(doc->scratch, SAMPLE_MOST);

    for (uint32_t least = PROSE_WORDS;; least = 0) {
        for (size_t i = 0; i < doc->block_count && !text.full; i++)
            if (doc->blocks[i].words >= least &&
                doc->blocks[i].link_words * 2 <= doc->blocks[i].words) {
                buf_str(&text, doc->blocks[i].text);
                buf_char(&text, '\n');
            }
        if (text.n >= SAMPLE_SURE || !least)
            return str_slice(buf_text(&text), 0, utf8_valid(buf_text(&text)));
    }
}

/* Its beginning: enough to confirm a claim, in a quarter of the time. */
static str head_of(str text)
{
    str head = str_slice(text, 0, SAMPLE_HEAD);

    return str_slice(head, 0, utf8_valid(head));
}

static const struct {
    uint32_t from, to;
    const char *lang;
} scripts[] = {
    {0xAC00, 0xD7A3, "ko"}, {0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"}, {0x0E00, 0x0E7F, "th"},
    {0x0370, 0x03FF, "el"}, {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"}, {0x0400, 0x04FF, "ru"},
    {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"}, {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"},
    {0x0530, 0x058F, "hy"}, {0x10A0, 0x10FF, "ka"}, {0x0D00, 0x0D7F, "ml"}, {0x0A80, 0x0AFF, "gu"},
    {0x0D80, 0x0DFF, "si"}, {0x1000, 0x109F, "my"}, {0x1780, 0x17FF, "km"}, {0x0A00, 0x0A7F, "pa"},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts, SCRIPT_JA = 1, SCRIPT_ZH = 2 };

/* The language that most letters' script is written in mostly; empty for Latin. */
static str by_script(str text)
{
    size_t counts[SCRIPTS] = {0}, letters = 0, best = 0, ukrainian = 0, persian = 0;

    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        letters += is_word_char(c);
        ukrainian += c == 0x456 || c == 0x457 || c == 0x454;
        persian += c == 0x67E || c == 0x686 || c == 0x6AF || c == 0x6CC;
        for (size_t i = 0; c >= 0x370 && i < SCRIPTS; i++)
            counts[i] += c >= scripts[i].from && c <= scripts[i].to;
    }
    for (size_t i = 1; i < SCRIPTS; i++)
        if (counts[i] > counts[best])
            best = i;
    if (best == SCRIPT_ZH && counts[SCRIPT_JA] * 10 > counts[SCRIPT_ZH])
        best = SCRIPT_JA; /* Japanese is written with Han and kana */
    if (counts[best] * 2 < letters || !counts[best])
        return (str){NULL, 0};
    if (ukrainian * 50 > counts[best])
        return S("uk");
    return persian * 50 > counts[best] ? S("fa") : str_of(scripts[best].lang);
}

static bool are_close(str a, str b)
{
    for (size_t i = 0; i < sizeof close_languages / sizeof *close_languages; i++)
        if (str_lists(str_of(close_languages[i]), ' ', a) &&
            str_lists(str_of(close_languages[i]), ' ', b))
            return true;
    return false;
}

/* What the text itself is written in; empty: not sure. */
static str found_in(struct doc *doc, str text, str claim)
{
#ifdef HAVE_CLD2
    char code[8];
    const char *hint = claim.n ? str_zero_ended(doc->scratch, claim) : NULL;

    if (!lang_cld2(text.p ? text.p : "", (int)text.n, hint, code))
        longjmp(*doc->scratch->escape, ARENA_NO_MEMORY);
    return code[0] ? lang_subtag(doc->arena, str_of(code)) : by_script(text);
#else
    (void)doc;
    (void)claim;
    return by_script(text);
#endif
}

void lang_set(struct doc *doc, str ld_claim)
{
    const char *from;
    str claim, text, found;

    if (field_known(doc, FIELD_LANG)) {
        claim = lang_subtag(doc->arena, doc->fields[FIELD_LANG].text);
        if (claim.n)
            doc->fields[FIELD_LANG].text = claim;
        return;
    }
    claim = claimed(doc, ld_claim, &from);
    text = sample(doc);
    found = found_in(doc, head_of(text), claim);
    if (!claim.n || !str_eq(found, claim))
        found = found_in(doc, text, claim);
    if (found.n && !str_eq(found, claim) && !are_close(found, claim) &&
        (!claim.n || text.n >= SAMPLE_SURE)) {
        claim = found;
        from = "text";
    }
    field_set(doc, FIELD_LANG, claim, from);
}
