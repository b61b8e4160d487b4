/* newsmill dedup: duplicates among records or texts that were made before. */
#include "session.h"

int dedup(const struct command *self, char **args)
{
    static const struct setting usual[] = {
        {"output", "-"}, {"dedup", "yes"}, {"given", "yes"}, {"duplicates", "mark"}, {NULL, NULL}};
    struct session session;
    const newsmill_doc *doc;

    if (!session_open_with(&session, self, args, usual))
        return session.exit_code;
    while (session_next(&session, &doc))
        continue;
    return session_close(&session);
}
