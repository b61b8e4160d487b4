/* newsmill cat: records out of archives. */
#include <stdio.h>

#include "archives.h"

int cat(const struct command *self, char **args)
{
    struct archives archives;
    newsmill_str record;
    bool any = false;
    int exit_code, written;

    if (!archives_open(&archives, self, args, &exit_code))
        return exit_code;
    while (!ferror(stdout) && newsmill_archive_next(archives.archive, &record) == NEWSMILL_OK) {
        any = true;
        fwrite(record.p, 1, record.n, stdout);
    }
    written = finish_output();
    exit_code = archives_close(&archives);
    if (!any && exit_code == EXIT_DONE)
        exit_code = EXIT_DAMAGED; /* as grep: there was none */
    return written == EXIT_DONE ? exit_code : written;
}
