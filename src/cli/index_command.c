/* newsmill index: care for the index of near-duplicates. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "session.h"

enum { MESSAGE = 512, MOST_PATH = 4096, DAY = 86400 };
#define ASIDE ".rebuild"

struct number {
    const char *name;
    uint64_t value;
};

static int say(int exit_code, const char *message)
{
    int written = finish_output();

    if (exit_code)
        fprintf(stderr, "newsmill: %s\n", message);
    return exit_code ? exit_code : written;
}

static void put_facts(const newsmill_index_facts *facts, bool json)
{
    const struct number all[] = {
        {"documents", facts->documents},
        {"near", facts->near},
        {"exact", facts->exact},
        {"logged", facts->logged},
        {"segments", facts->segments},
        {"keys", facts->keys},
        {"bytes", facts->bytes},
        {"window_days", facts->window / DAY},
        {"exact_window_days", facts->exact_window / DAY},
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        printf(json ? "%s\"%s\":%" PRIu64 : "%s%-18s %14" PRIu64 "\n", json ? i ? "," : "{" : "",
               all[i].name, all[i].value);
    if (json)
        puts("}");
}

static int stat_index(char **args)
{
    bool json = args[1] && strcmp(args[1], "--json") == 0;
    newsmill_index_facts facts;
    char message[MESSAGE];
    int exit_code = newsmill_index_stat(args[0], &facts, message, sizeof message);

    if (!exit_code)
        put_facts(&facts, json);
    return say(exit_code, message);
}

static int verify_index(char **args)
{
    newsmill_index_facts facts;
    char message[MESSAGE];
    int exit_code = newsmill_index_verify(args[0], &facts, message, sizeof message);

    if (!exit_code)
        printf("sound: %" PRIu64 " documents, %" PRIu64 " segments, %" PRIu64 " bytes\n",
               facts.documents, facts.segments, facts.bytes);
    return say(exit_code, message);
}

static int expire_index(char **args)
{
    char message[MESSAGE];

    return say(newsmill_index_expire(args[0], args[1] ? args[2] : NULL, message, sizeof message),
               message);
}

/* Runs dedup over the inputs into the folder `aside`. */
static int fill_index(const struct command *self, const char *aside, char **inputs)
{
    const struct setting usual[] = {
        {"output", NULL}, {"index", aside}, {"given", "yes"}, {"duplicates", "mark"}, {NULL, NULL}};
    struct session session;
    const newsmill_doc *doc;

    if (!session_open_with(&session, self, inputs, usual))
        return session.exit_code;
    while (session_next(&session, &doc))
        continue;
    return session_close(&session);
}

/* A new index grows aside and takes the place of the old one when it is whole; so inputs that are
 * damaged leave all as it was. */
static int rebuild_index(const struct command *self, char **args)
{
    char aside[MOST_PATH], message[MESSAGE];
    size_t length = strlen(args[0]);
    int exit_code;

    while (length > 1 && args[0][length - 1] == '/')
        length--;
    if (length + sizeof ASIDE > sizeof aside)
        return say(EXIT_MISUSED, "the name of the index is too long");
    snprintf(aside, sizeof aside, "%.*s" ASIDE, (int)length, args[0]);
    exit_code = newsmill_index_remove(aside, message, sizeof message);
    if (exit_code)
        return say(exit_code, message);
    exit_code = fill_index(self, aside, args + 1);
    if (exit_code == EXIT_DONE) {
        args[0][length] = '\0';
        return say(newsmill_index_replace(args[0], aside, message, sizeof message), message);
    }
    newsmill_index_remove(aside, message, sizeof message);
    return exit_code;
}

int index_command(const struct command *self, char **args)
{
    size_t count = 0;

    while (args[count])
        count++;
    if (count && strcmp(args[0], "--help") == 0)
        return help_command(self);
    if (count >= 3 && strcmp(args[0], "rebuild") == 0)
        return rebuild_index(self, args + 1);
    if (count == 2 && strcmp(args[0], "verify") == 0)
        return verify_index(args + 1);
    if (strcmp(count ? args[0] : "", "stat") == 0 &&
        (count == 2 || (count == 3 && strcmp(args[2], "--json") == 0)))
        return stat_index(args + 1);
    if (strcmp(count ? args[0] : "", "expire") == 0 &&
        (count == 2 || (count == 4 && strcmp(args[2], "--date") == 0)))
        return expire_index(args + 1);
    return usage(self);
}
