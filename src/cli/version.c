/* newsmill version: what it is and what it was built with. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = words; (at = strstr(at, word)); at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

int version(const struct command *self, char **args)
{
    static const char *const optional[] = {"zstd", "brotli", "idn2",  "uchardet",
                                           "psl",  "cld2",   "fetch", "md4c"};
    const char *features = newsmill_features();
    bool all = true;

    if (*args)
        return usage(self);
    printf("newsmill %s\nbuilt with: %s\n", newsmill_version(), features);
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        if (!has_word(features, optional[i])) {
            printf("%s%s", all ? "built without: " : " ", optional[i]);
            all = false;
        }
    if (!all)
        putchar('\n');
    return finish_output();
}
