/* settings: a file of options, as newsmill run reads it; newsmill.conf(5) is made of the same rows.
 *
 *     # a comment
 *     input = /srv/dumps/2026-*.warc.gz
 *     min-words = 20
 *
 * Names are those of the options without the two dashes; input may be given many times, and is a
 * pattern of the shell; so may feed and url, which newsmill run fetches. */
#ifndef NEWSMILL_CLI_SETTINGS_H
#define NEWSMILL_CLI_SETTINGS_H

#include "options.h"

struct settings {
    char *text; /* options point into it */
    size_t patterns;
    struct setting_url {  /* that is to be fetched */
        const char *name; /* a URL, or a file of them */
        bool feed;
    } * urls;
    size_t url_count, url_room;
    bool short_of_memory; /* which is why it was not read */
};

/* Sets options and adds inputs; a pattern that nothing matches is no fault. false: said why not,
 * with file and line. */
bool settings_read(struct settings *settings, const char *path, newsmill *mill,
                   struct asked *asked);
void settings_free(struct settings *settings);

/* A file with every option in it, commented out, and its default. */
void settings_print(void);

#endif
