#include "log.h"

#include <string.h>
#include <time.h>

enum { TIME_SIZE = 24 };

bool log_form(const char *name, enum log_form *form)
{
    static const char *const names[] = {"text", "logfmt", "json"};

    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) {
            *form = (enum log_form)i;
            return true;
        }
    return false;
}

static const char *level_name(int level)
{
    return level == NEWSMILL_ERROR ? "error" : level == NEWSMILL_WARNING ? "warning" : "info";
}

/* Between quotes, as JSON and logfmt have it. */
static void put_quoted(FILE *file, const char *text)
{
    putc('"', file);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(file, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            fprintf(file, "\\u%04x", c);
        else
            putc(c, file);
    }
    putc('"', file);
}

static void put_time(char text[TIME_SIZE])
{
    time_t now = time(NULL);
    struct tm tm = {.tm_year = 70, .tm_mday = 1};

    gmtime_r(&now, &tm);
    snprintf(text, TIME_SIZE, "%04u-%02u-%02uT%02u:%02u:%02uZ",
             (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100,
             (unsigned)tm.tm_mday % 100, (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
             (unsigned)tm.tm_sec % 100);
}

static void put_text(const struct screen *screen, int level, const char *line)
{
    screen_style(screen, level == NEWSMILL_ERROR ? STYLE_RED : STYLE_PLAIN);
    fputs("newsmill: ", screen->file);
    screen_style(screen, STYLE_PLAIN);
    screen_puts(screen, line);
    putc('\n', screen->file);
}

void log_put(const struct screen *screen, enum log_form form, int level, const char *line)
{
    bool json = form == LOG_JSON;
    char time[TIME_SIZE];

    if (form == LOG_TEXT) {
        put_text(screen, level, line);
        return;
    }
    put_time(time);
    fprintf(screen->file,
            json ? "{\"time\":\"%s\",\"level\":\"%s\",\"message\":" : "time=%s level=%s msg=", time,
            level_name(level));
    put_quoted(screen->file, line);
    fputs(json ? "}\n" : "\n", screen->file);
}
