/* newsmill verify: is an archive what was written? */
#include <stdio.h>

#include "archives.h"

static void put_sound(FILE *file, const newsmill_verified *verified, const char *end)
{
    fprintf(file, "%llu shard%s, %llu member%s, %llu record%s, %llu bytes, %llu decompressed%s",
            (unsigned long long)(verified->shards + verified->growing),
            verified->shards + verified->growing == 1 ? "" : "s",
            (unsigned long long)verified->members, verified->members == 1 ? "" : "s",
            (unsigned long long)verified->records, verified->records == 1 ? "" : "s",
            (unsigned long long)verified->bytes, (unsigned long long)verified->plain, end);
}

int verify(const struct command *self, char **args)
{
    struct archives archives;
    newsmill_verified verified;
    int exit_code, said;

    if (!archives_open(&archives, self, args, &exit_code))
        return exit_code;
    said = newsmill_archive_verify(archives.archive, archives.rebuild_index, &verified);
    if (said == NEWSMILL_OK) {
        fputs("sound: ", stdout);
        put_sound(stdout, &verified, "\n");
    }
    if (verified.rebuilt)
        printf("%llu index%s made anew\n", (unsigned long long)verified.rebuilt,
               verified.rebuilt == 1 ? "" : "es");
    exit_code = archives_close(&archives);
    if (said != NEWSMILL_OK && exit_code == EXIT_DAMAGED) {
        fputs("newsmill: sound before it: ", stderr);
        put_sound(stderr, &verified, "\n");
    }
    said = finish_output();
    return said == EXIT_DONE ? exit_code : said;
}
