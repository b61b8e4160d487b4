/* newsmill learn: the furniture of each site, into a file that clean takes. */
#include "session.h"

int learn(const struct command *self, char **args)
{
    struct session session;
    const newsmill_doc *doc;

    if (!session_open_for(&session, self, args, "learn", "-"))
        return session.exit_code;
    while (session_next(&session, &doc))
        continue;
    return session_close(&session);
}
