/* screen: what is safe and sensible to write to a terminal. */
#ifndef NEWSMILL_CLI_SCREEN_H
#define NEWSMILL_CLI_SCREEN_H

#include <newsmill.h>
#include <stdio.h>

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_GREEN, STYLE_STRUCK };

struct screen {
    FILE *file;
    bool terminal, colour; /* colour: a terminal, TERM is not dumb, NO_COLOR is not set */
    size_t width;          /* columns of the terminal; WIDTH_UNKNOWN elsewhere */
};

enum { WIDTH_UNKNOWN = 0 };

struct screen screen_of(FILE *file);
void screen_style(const struct screen *screen, enum style style);

/* Writes text that may come from anywhere: what could steer a terminal (control characters,
 * direction overrides) is written as \xNN. */
void screen_put(const struct screen *screen, newsmill_str text);
void screen_puts(const struct screen *screen, const char *text);

/* Number of characters of UTF-8 text: its width, near enough for layout. */
size_t screen_width(newsmill_str text);

#endif
