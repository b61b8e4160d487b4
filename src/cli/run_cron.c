/* newsmill run: one job for cron: what a configuration names goes into an archive. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetching.h"
#include "help.h"
#include "session.h"
#include "settings.h"

/* The archive is a folder, whether it is there yet or not. */
static bool set_archive(struct session *session, const char *path)
{
    const char *to = session->asked.to;
    size_t n = to ? strlen(to) : 0;
    char *folder;
    bool done;

    if (!n || strcmp(to, "-") == 0) {
        fprintf(stderr, "newsmill: %s: sets no output, the folder of the archive\n", path);
        return false;
    }
    folder = malloc(n + 2);
    if (!folder) {
        fputs("newsmill: out of memory\n", stderr);
        session->said = NEWSMILL_FAILED;
        return false;
    }
    snprintf(folder, n + 2, "%s%s", to, to[n - 1] == '/' ? "" : "/");
    done = newsmill_set(session->mill, "output", folder) == NEWSMILL_OK;
    free(folder);
    return done;
}

static bool add_all(newsmill_fetch *fetch, const struct settings *settings)
{
    int said = NEWSMILL_OK;

    for (size_t i = 0; said == NEWSMILL_OK && i < settings->url_count; i++) {
        const struct setting_url *url = &settings->urls[i];
        said = url->feed ? newsmill_fetch_add_feed(fetch, url->name)
                         : newsmill_fetch_add(fetch, url->name);
    }
    return said == NEWSMILL_OK;
}

/* false: it ended before its end; what is done goes on from there. */
static bool fetch_all(struct session *session, const struct settings *settings)
{
    newsmill_fetch *made = newsmill_fetch_new(session->mill);

    session->fetch = made;
    session->said = NEWSMILL_FAILED;
    if (made && add_all(made, settings))
        session->said = fetching_run(made, &session->report);
    if (session->said == NEWSMILL_END && newsmill_fetch_ledger(made, NULL) != NEWSMILL_OK)
        session->said = NEWSMILL_FAILED;
    return session->said == NEWSMILL_END;
}

static void work(struct session *session, const struct settings *settings)
{
    const newsmill_doc *doc;

    if (settings->url_count && !session->asked.dry_run && !fetch_all(session, settings) &&
        session->said != NEWSMILL_INTERRUPTED)
        return;
    while (session_next(session, &doc))
        continue;
    if (session->fetch && newsmill_fetch_settle(session->fetch) != NEWSMILL_OK)
        session->said = NEWSMILL_FAILED;
}

static int run_config(const struct command *self, const char *path, char **args)
{
    struct session session = {.said = NEWSMILL_OK};
    struct settings settings;
    int exit_code;

    if (!session_begin(&session, "output"))
        return session.exit_code;
    if (settings_read(&settings, path, session.mill, &session.asked) &&
        options_read(session.mill, args, &session.asked) &&
        (session.asked.help || set_archive(&session, path))) {
        if (session.asked.help ||
            (!session.asked.inputs && !settings.patterns && !settings.url_count)) {
            exit_code = session_refuse(&session, self);
        } else {
            session_start(&session);
            work(&session, &settings);
            exit_code = session_close(&session);
        }
    } else {
        exit_code = settings.short_of_memory ? EXIT_UNFINISHED : session_misused(&session);
        newsmill_free(session.mill);
    }
    settings_free(&settings);
    return exit_code;
}

int run_cron(const struct command *self, char **args)
{
    if (!args[0])
        return usage(self);
    if (strcmp(args[0], "--print-config") == 0) {
        settings_print();
        return finish_output();
    }
    if (strcmp(args[0], "--help") == 0 || strcmp(args[0], "-h") == 0)
        return help_command(self);
    if (args[0][0] == '-') {
        fprintf(stderr, "newsmill: %s: the configuration comes before the options\n", args[0]);
        return usage(self);
    }
    return run_config(self, args[0], args + 1);
}
