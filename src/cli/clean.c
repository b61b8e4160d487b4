/* newsmill clean: the main job. The library does it; here it is only driven. */
#include "session.h"

int clean(const struct command *self, char **args)
{
    struct session session;
    const newsmill_doc *doc;

    if (!session_open(&session, self, args, "-"))
        return session.exit_code;
    while (session_next(&session, &doc))
        continue;
    return session_close(&session);
}
