#include "extract_hints.h"

#include <string.h>

#include "../base/hash.h"

enum { WORD_LENGTH = 24 }; /* longer words say nothing */

struct row {
    const char *word, *before;
    uint32_t hints;
};

/* Words of class and id, as sites of many languages and systems use them (most are English, for
 * these are names that programmers give; of other languages what cannot be another word). Kept few:
 * a word stands here when it means the same nearly everywhere. Sorted by word; `before` is the word
 * that must stand in front of it, "" for any. Two letters at least. */
static const struct row rows[] = {
    {"ad", "", HINT_ADVERT},
    {"ads", "", HINT_ADVERT},
    {"adsbygoogle", "", HINT_ADVERT},
    {"adslot", "", HINT_ADVERT},
    {"agency", "", HINT_CREDIT},
    {"also", "read", HINT_RELATED},
    {"anzeige", "", HINT_ADVERT},
    {"articlebody", "", HINT_BODY},
    {"articles", "more", HINT_RELATED},
    {"attributes", "", HINT_DETAILS},
    {"auteur", "", HINT_BYLINE},
    {"auteurs", "", HINT_BYLINE},
    {"author", "", HINT_BYLINE},
    {"author", "about", HINT_BIO},
    {"authors", "", HINT_BYLINE},
    {"autor", "", HINT_BYLINE},
    {"autore", "", HINT_BYLINE},
    {"autoren", "", HINT_BYLINE},
    {"autorenbox", "", HINT_BIO},
    {"autores", "", HINT_BYLINE},
    {"autori", "", HINT_BYLINE},
    {"bagikan", "", HINT_SHARE},
    {"bajada", "", HINT_LEAD},
    {"banner", "", HINT_WIDGET},
    {"bazaarvoice", "", HINT_REVIEWS},
    {"bewertungen", "", HINT_REVIEWS},
    {"bildunterschrift", "", HINT_CAPTION},
    {"bio", "", HINT_BIO},
    {"bio", "author", HINT_BIO},
    {"body", "article", HINT_BODY},
    {"body", "content", HINT_BODY},
    {"body", "post", HINT_BODY},
    {"body", "story", HINT_BODY},
    {"boletin", "", HINT_NEWSLETTER},
    {"box", "author", HINT_BIO},
    {"bv", "", HINT_REVIEWS},
    {"card", "author", HINT_BIO},
    {"chapeau", "", HINT_LEAD},
    {"chapo", "", HINT_LEAD},
    {"comentario", "", HINT_COMMENTS},
    {"comentarios", "", HINT_COMMENTS},
    {"comment", "", HINT_COMMENTS},
    {"commentaire", "", HINT_COMMENTS},
    {"commentaires", "", HINT_COMMENTS},
    {"commentform", "", HINT_COMMENTS | HINT_FORM},
    {"commenti", "", HINT_COMMENTS},
    {"commentlist", "", HINT_COMMENTS},
    {"comments", "", HINT_COMMENTS},
    {"compartilhar", "", HINT_SHARE},
    {"compartir", "", HINT_SHARE},
    {"condividi", "", HINT_SHARE},
    {"consent", "", HINT_COOKIE},
    {"content", "article", HINT_BODY},
    {"content", "blog", HINT_BODY},
    {"content", "body", HINT_BODY},
    {"content", "entry", HINT_BODY},
    {"content", "post", HINT_BODY},
    {"content", "story", HINT_BODY},
    {"copete", "", HINT_LEAD},
    {"copy", "article", HINT_BODY},
    {"copyright", "", HINT_FOOTER},
    {"correlate", "", HINT_RELATED},
    {"correlati", "", HINT_RELATED},
    {"credit", "", HINT_CAPTION | HINT_CREDIT},
    {"credits", "", HINT_CAPTION | HINT_CREDIT},
    {"date", "", HINT_DATE},
    {"date", "post", HINT_DATE},
    {"dateline", "", HINT_DATE},
    {"datetime", "", HINT_DATE},
    {"datum", "", HINT_DATE},
    {"deck", "", HINT_LEAD},
    {"dek", "", HINT_LEAD},
    {"description", "", HINT_DETAILS},
    {"description", "author", HINT_BIO},
    {"detail", "", HINT_DETAILS},
    {"details", "", HINT_DETAILS},
    {"dialog", "", HINT_DIALOG},
    {"didascalia", "", HINT_CAPTION},
    {"disqus", "", HINT_COMMENTS},
    {"dropdown", "", HINT_MENU},
    {"entradilla", "", HINT_LEAD},
    {"etiquetas", "", HINT_TAGS},
    {"features", "", HINT_DETAILS},
    {"fecha", "", HINT_DATE},
    {"figcaption", "", HINT_CAPTION},
    {"footer", "", HINT_FOOTER},
    {"from", "more", HINT_RELATED},
    {"gdpr", "", HINT_COOKIE},
    {"gerelateerd", "", HINT_RELATED},
    {"header", "", HINT_HEADER},
    {"hidden", "visually", HINT_HIDDEN},
    {"iklan", "", HINT_ADVERT},
    {"info", "author", HINT_BIO},
    {"ingredients", "", HINT_DETAILS},
    {"ingress", "", HINT_LEAD},
    {"intro", "", HINT_LEAD},
    {"komentar", "", HINT_COMMENTS},
    {"komentarze", "", HINT_COMMENTS},
    {"kommentar", "", HINT_COMMENTS},
    {"kommentare", "", HINT_COMMENTS},
    {"kommentarer", "", HINT_COMMENTS},
    {"latest", "", HINT_RELATED},
    {"lead", "", HINT_LEAD},
    {"legende", "", HINT_CAPTION},
    {"leserkommentare", "", HINT_COMMENTS},
    {"leyenda", "", HINT_CAPTION},
    {"link", "skip", HINT_HIDDEN},
    {"list", "tag", HINT_TAGS},
    {"masthead", "", HINT_HEADER},
    {"may", "you", HINT_RELATED},
    {"megamenu", "", HINT_MENU},
    {"meistgelesen", "", HINT_RELATED},
    {"menu", "", HINT_MENU},
    {"menu", "mega", HINT_MENU},
    {"might", "you", HINT_RELATED},
    {"modal", "", HINT_DIALOG},
    {"more", "read", HINT_RELATED},
    {"mostread", "", HINT_RELATED},
    {"nav", "", HINT_NAV},
    {"navbar", "", HINT_NAV},
    {"navigation", "", HINT_NAV},
    {"navmenu", "", HINT_NAV},
    {"news", "latest", HINT_RELATED},
    {"news", "more", HINT_RELATED},
    {"next", "read", HINT_RELATED},
    {"offcanvas", "", HINT_MENU},
    {"onetrust", "", HINT_COOKIE},
    {"only", "sr", HINT_HIDDEN},
    {"opiniones", "", HINT_REVIEWS},
    {"outbrain", "", HINT_ADVERT | HINT_RELATED},
    {"overlay", "", HINT_DIALOG},
    {"pager", "", HINT_NAV},
    {"pagination", "", HINT_NAV},
    {"partage", "", HINT_SHARE},
    {"partager", "", HINT_SHARE},
    {"penulis", "", HINT_BYLINE},
    {"popular", "most", HINT_RELATED},
    {"popup", "", HINT_DIALOG},
    {"post", "next", HINT_RELATED},
    {"powiazane", "", HINT_RELATED},
    {"profile", "author", HINT_BIO},
    {"promo", "", HINT_WIDGET},
    {"promotion", "", HINT_WIDGET},
    {"pubblicita", "", HINT_ADVERT},
    {"pubdate", "", HINT_DATE},
    {"publicado", "", HINT_DATE},
    {"publicidad", "", HINT_ADVERT},
    {"publicidade", "", HINT_ADVERT},
    {"publicite", "", HINT_ADVERT},
    {"published", "", HINT_DATE},
    {"pullquote", "", HINT_QUOTE},
    {"rating", "", HINT_REVIEWS},
    {"ratings", "", HINT_REVIEWS},
    {"reacties", "", HINT_COMMENTS},
    {"read", "most", HINT_RELATED},
    {"reklama", "", HINT_ADVERT},
    {"reklame", "", HINT_ADVERT},
    {"relacionada", "", HINT_RELATED},
    {"relacionadas", "", HINT_RELATED},
    {"relacionado", "", HINT_RELATED},
    {"relacionados", "", HINT_RELATED},
    {"related", "", HINT_RELATED},
    {"relatedposts", "", HINT_RELATED},
    {"respond", "", HINT_COMMENTS},
    {"review", "", HINT_REVIEWS},
    {"reviews", "", HINT_REVIEWS},
    {"schlagworte", "", HINT_TAGS},
    {"share", "", HINT_SHARE},
    {"sharedaddy", "", HINT_SHARE},
    {"sharing", "", HINT_SHARE},
    {"sidebar", "", HINT_ASIDE},
    {"signup", "", HINT_NEWSLETTER},
    {"social", "", HINT_SHARE},
    {"socials", "", HINT_SHARE},
    {"source", "", HINT_CREDIT},
    {"sources", "", HINT_CREDIT},
    {"spec", "", HINT_DETAILS},
    {"specification", "", HINT_DETAILS},
    {"specifications", "", HINT_DETAILS},
    {"specs", "", HINT_DETAILS},
    {"standfirst", "", HINT_LEAD},
    {"stories", "more", HINT_RELATED},
    {"storybody", "", HINT_BODY},
    {"submenu", "", HINT_MENU},
    {"subscribe", "", HINT_NEWSLETTER},
    {"subscription", "", HINT_NEWSLETTER},
    {"subtitle", "", HINT_LEAD},
    {"taboola", "", HINT_ADVERT | HINT_RELATED},
    {"tagcloud", "", HINT_TAGS},
    {"tags", "", HINT_TAGS},
    {"tags", "post", HINT_TAGS},
    {"tanggal", "", HINT_DATE},
    {"tarih", "", HINT_DATE},
    {"teaser", "", HINT_LEAD},
    {"teilen", "", HINT_SHARE},
    {"terkait", "", HINT_RELATED},
    {"testimonial", "", HINT_REVIEWS},
    {"testimonials", "", HINT_REVIEWS},
    {"text", "article", HINT_BODY},
    {"text", "post", HINT_BODY},
    {"timestamp", "", HINT_DATE},
    {"toolbar", "", HINT_MENU},
    {"trending", "", HINT_RELATED},
    {"trustpilot", "", HINT_REVIEWS},
    {"us", "follow", HINT_SHARE},
    {"verwandte", "", HINT_RELATED},
    {"visuallyhidden", "", HINT_HIDDEN},
    {"vorspann", "", HINT_LEAD},
    {"werbung", "", HINT_ADVERT},
    {"widget", "", HINT_WIDGET},
    {"yazar", "", HINT_BYLINE},
    {"yorum", "", HINT_COMMENTS},
    {"yorumlar", "", HINT_COMMENTS},
    {"yotpo", "", HINT_REVIEWS},
    {"zergnet", "", HINT_ADVERT | HINT_RELATED},
};

/* The same for words that begin so. */
static const struct row beginnings[] = {
    {"advert", "", HINT_ADVERT},         {"breadcrumb", "", HINT_BREADCRUMB},
    {"byline", "", HINT_BYLINE},         {"caption", "", HINT_CAPTION},
    {"cookie", "", HINT_COOKIE},         {"nav", "post", HINT_RELATED},
    {"newsletter", "", HINT_NEWSLETTER}, {"recirc", "", HINT_RELATED},
    {"recommend", "", HINT_RELATED},     {"sponsor", "", HINT_ADVERT},
};

static const struct {
    str word;
    uint32_t hints;
} roles[] = {
    {{"alertdialog", 11}, HINT_DIALOG},
    {{"article", 7}, HINT_ARTICLE},
    {{"aside", 5}, HINT_ASIDE},
    {{"banner", 6}, HINT_HEADER},
    {{"blockquote", 10}, HINT_QUOTE},
    {{"complementary", 13}, HINT_ASIDE},
    {{"contentinfo", 11}, HINT_FOOTER},
    {{"dialog", 6}, HINT_DIALOG},
    {{"figcaption", 10}, HINT_CAPTION},
    {{"footer", 6}, HINT_FOOTER},
    {{"form", 4}, HINT_FORM},
    {{"header", 6}, HINT_HEADER},
    {{"main", 4}, HINT_MAIN},
    {{"menu", 4}, HINT_MENU},
    {{"menubar", 7}, HINT_MENU},
    {{"nav", 3}, HINT_NAV},
    {{"navigation", 10}, HINT_NAV},
    {{"ol", 2}, HINT_LIST},
    {{"search", 6}, HINT_FORM},
    {{"table", 5}, HINT_TABLE},
    {{"tablist", 7}, HINT_MENU},
    {{"tooltip", 7}, HINT_HIDDEN},
    {{"ul", 2}, HINT_LIST},
};

static const uint32_t tags[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_ARTICLE] = HINT_ARTICLE,  [GUMBO_TAG_ASIDE] = HINT_ASIDE,
    [GUMBO_TAG_BLOCKQUOTE] = HINT_QUOTE, [GUMBO_TAG_FIGCAPTION] = HINT_CAPTION,
    [GUMBO_TAG_FOOTER] = HINT_FOOTER,    [GUMBO_TAG_FORM] = HINT_FORM,
    [GUMBO_TAG_HEADER] = HINT_HEADER,    [GUMBO_TAG_MAIN] = HINT_MAIN,
    [GUMBO_TAG_MENU] = HINT_MENU,        [GUMBO_TAG_NAV] = HINT_NAV,
    [GUMBO_TAG_OL] = HINT_LIST,          [GUMBO_TAG_TABLE] = HINT_TABLE,
    [GUMBO_TAG_UL] = HINT_LIST,
};

/* Most words of a page are in no table: their first three letters tell. */
static unsigned begin_of(const char *word)
{
    return ((unsigned)word[0] * 5 + (unsigned)word[1] * 29 + (unsigned)word[2] * 173) % HINTS_BEGIN;
}

static void know_begin(struct hints_known *known, const char *word)
{
    known->begin[begin_of(word) / 64] |= UINT64_C(1) << begin_of(word) % 64;
}

static bool may_be_known(const struct hints_known *known, const char *word)
{
    return known->begin[begin_of(word) / 64] >> begin_of(word) % 64 & 1;
}

struct hints_known *hints_known_new(struct arena *arena)
{
    struct hints_known *known = ARENA_NEW(arena, struct hints_known);
    unsigned short row = 0;

    for (unsigned letter = 0; letter < 'z' - 'a' + 1; letter++) {
        while (row < sizeof rows / sizeof *rows && rows[row].word[0] == (char)('a' + letter))
            row++;
        known->first[letter + 1] = row;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        know_begin(known, rows[i].word);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        know_begin(known, beginnings[i].word);
    return known;
}

static uint32_t hints_of_word(const struct hints_known *known, const char *before, const char *word)
{
    const unsigned short *first = &known->first[word[0] - 'a'];
    uint32_t hints = 0;

    if (!word[1] || !may_be_known(known, word))
        return 0;
    for (size_t i = first[0]; i < first[1]; i++)
        if (rows[i].word[1] == word[1] && rows[i].word[2] == word[2] &&
            !strcmp(rows[i].word, word) && (!rows[i].before[0] || !strcmp(rows[i].before, before)))
            hints |= rows[i].hints;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (beginnings[i].word[0] == word[0] && beginnings[i].word[1] == word[1] &&
            !strncmp(word, beginnings[i].word, strlen(beginnings[i].word)) &&
            (!beginnings[i].before[0] || !strcmp(beginnings[i].before, before)))
            hints |= beginnings[i].hints;
    return hints;
}

/* Takes the next word, in lower case; "" when it is too long to say anything. */
static bool next_word(str *rest, char word[WORD_LENGTH])
{
    size_t at = 0, n = 0;

    while (at < rest->n && !is_ascii_letter(rest->p[at]))
        at++;
    if (at == rest->n)
        return false;
    for (size_t from = at; at < rest->n && is_ascii_letter(rest->p[at]); at++) {
        if (at > from && is_ascii_upper(rest->p[at]) && !is_ascii_upper(rest->p[at - 1]))
            break;
        if (n < WORD_LENGTH)
            word[n++] = is_ascii_upper(rest->p[at]) ? (char)(rest->p[at] + 32) : rest->p[at];
    }
    word[n == WORD_LENGTH ? 0 : n] = '\0';
    *rest = str_from(*rest, at);
    return true;
}

static uint32_t read_words(const struct hints_known *known, str words)
{
    char before[WORD_LENGTH] = "", word[WORD_LENGTH];
    uint32_t hints = 0;

    while (next_word(&words, word)) {
        if (word[0])
            hints |= hints_of_word(known, before, word);
        memcpy(before, word, sizeof before);
    }
    return hints;
}

uint32_t hints_of_some(struct hints_known *known, str words)
{
    size_t i = hash64(words) & (HINTS_KNOWN - 1);

    if (!str_eq(known->rows[i].words, words)) {
        known->rows[i].words = words;
        known->rows[i].hints = read_words(known, words);
    }
    return known->rows[i].hints;
}

uint32_t hints_of_tag(GumboTag tag)
{
    return tags[tag];
}

uint32_t hints_of_role(str role)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_eq_nocase(role, roles[i].word))
            return roles[i].hints;
    return 0;
}
