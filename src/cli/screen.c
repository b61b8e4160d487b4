#include "screen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct screen screen_of(FILE *file)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    struct screen screen = {.file = file, .terminal = isatty(fileno(file))};
    struct winsize size;

    screen.colour = screen.terminal && (!no_color || !*no_color) && term && strcmp(term, "dumb");
    if (screen.terminal && ioctl(fileno(file), TIOCGWINSZ, &size) == 0)
        screen.width = size.ws_col;
    return screen;
}

void screen_style(const struct screen *screen, enum style style)
{
    static const char *const codes[] = {
        [STYLE_PLAIN] = "\033[0m", [STYLE_BOLD] = "\033[1m",   [STYLE_DIM] = "\033[2m",
        [STYLE_RED] = "\033[31m",  [STYLE_GREEN] = "\033[32m", [STYLE_STRUCK] = "\033[2;9m",
    };

    if (screen->colour)
        fputs(codes[style], screen->file);
}

/* Length of the character at p that must not reach a terminal; 0 when it may. */
static size_t unsafe_at(const unsigned char *p, size_t n)
{
    if (p[0] < 0x20 || p[0] == 0x7F)
        return 1;
    if (n >= 2 && p[0] == 0xC2 && p[1] < 0xA0) /* C1 controls */
        return 2;
    if (n >= 3 && p[0] == 0xE2 &&
        ((p[1] == 0x80 && p[2] >= 0xAA && p[2] <= 0xAE) || /* U+202A to U+202E */
         (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9)))  /* U+2066 to U+2069 */
        return 3;
    return 0;
}

void screen_put(const struct screen *screen, newsmill_str text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    size_t safe_from = 0;

    for (size_t at = 0; at < text.n;) {
        size_t unsafe = unsafe_at(p + at, text.n - at);
        if (!unsafe) {
            at++;
            continue;
        }
        fwrite(p + safe_from, 1, at - safe_from, screen->file);
        for (safe_from = at + unsafe; at < safe_from; at++)
            fprintf(screen->file, "\\x%02X", p[at]);
    }
    if (safe_from < text.n)
        fwrite(p + safe_from, 1, text.n - safe_from, screen->file);
}

void screen_puts(const struct screen *screen, const char *text)
{
    screen_put(screen, (newsmill_str){text, strlen(text)});
}

size_t screen_width(newsmill_str text)
{
    size_t width = 0;

    for (size_t i = 0; i < text.n; i++)
        width += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    return width;
}
