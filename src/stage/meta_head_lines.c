#include "meta_head_lines.h"

#include "../base/utf8.h"

enum {
    MENU_LINES = 40, /* lines of the scrape in which a menu is looked for */
    MENU_GAPS = 2,   /* wide ones that part its words */
    SKIP_WORDS = 6,  /* most of a link past the menu */
};

/* Length of the run of capitals, figures, hyphens and slashes at the head of a line. */
static size_t slug_length(str line, bool *slash)
{
    size_t at = 0;

    for (*slash = false; at < line.n; at++) {
        char c = line.p[at];
        if (!(is_ascii_upper(c) || is_ascii_digit(c) || c == '-' || c == '/'))
            break;
        *slash |= c == '/';
    }
    return at;
}

/* What a wire puts before its headline for editors: the slug by which they know a story,
 * "ARDENNE-DEPOT/ (UPDATE 2)" or "BC-Ardenne Depot, 1st Ld-Writethru", or more figures than
 * letters. */
bool head_is_wire_head(str line)
{
    static const char *const cycles[] = {"BC-", "AM-", "PM-"};
    size_t figures = 0, letters = 0;
    bool slash;
    str behind = str_trim(str_from(line, slug_length(line, &slash)));

    for (size_t i = 0; i < sizeof cycles / sizeof *cycles; i++)
        if (str_starts(line, str_of(cycles[i])))
            return true;
    for (size_t at = 0; at < line.n;) {
        uint32_t c = utf8_next(line, &at);
        bool figure = is_ascii_digit(c);
        figures += figure;
        letters += !figure && is_word_char(c);
    }
    return figures > letters ||
           (slash && (!behind.n || (behind.p[0] == '(' && str_ends(behind, S(")")))));
}

/* The link with which screen readers pass over a menu: often the first line of a scrape. */
bool head_is_skip_link(str line)
{
    static const char *const links[] = {"skip to ",
                                        "jump to ",
                                        "zum inhalt",
                                        "zum hauptinhalt",
                                        "direkt zum",
                                        "aller au cont",
                                        "passer au cont",
                                        "accéder au cont",
                                        "saltar al cont",
                                        "ir al cont",
                                        "saltar para o",
                                        "pular para o",
                                        "ir para o cont",
                                        "vai al cont",
                                        "salta al cont",
                                        "naar de inhou",
                                        "ga naar de inhou",
                                        "przejdź do",
                                        "Перейти к",
                                        "Перейти до",
                                        "Пропустить",
                                        "içeriğe",
                                        "ana içeriğe",
                                        "langsung ke",
                                        "lewati ke",
                                        "hoppa till",
                                        "gå til hoved",
                                        "siirry",
                                        "انتقل إلى",
                                        "تخطي إلى",
                                        "मुख्य सामग्री",
                                        "本文へ",
                                        "メインコンテンツ",
                                        "コンテンツへ",
                                        "본문 바로가기",
                                        "본문으로",
                                        "跳到",
                                        "跳至",
                                        "跳转到",
                                        "Μετάβαση"};

    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (str_starts_nocase(line, str_of(links[i])))
            return count_words(line) <= SKIP_WORDS;
    return false;
}

/* "Home  News  Sport": gaps that no sentence has part the words of a menu. */
bool head_is_menu(const struct doc *doc, const struct block *block)
{
    str page = doc->page, line = {NULL, 0};
    size_t gaps = 0;

    for (uint32_t i = 0; i < block->line && i < MENU_LINES; i++)
        str_split(&page, '\n', &line);
    line = str_trim(line);
    if (block->line > MENU_LINES || line.n > HEAD_LINE_BYTES)
        return false;
    for (size_t i = 2; i < line.n; i++)
        gaps += line.p[i] != ' ' && line.p[i - 1] == ' ' && line.p[i - 2] == ' ';
    return gaps >= MENU_GAPS;
}
