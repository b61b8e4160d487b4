/* share: the folder of the rules, beside the library or where it was to be installed. */
#include "share.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

#define RULES "/boilerplate.rules"

static bool holds_rules(struct arena *arena, str folder)
{
    return access(str_printf(arena, "%.*s" RULES, (int)folder.n, folder.p).p, R_OK) == 0;
}

const char *share_folder(struct arena *arena)
{
    /* From lib/, bin/ or .libs/; from lib/TRIPLET/ or the unit tests' folder; from the build
     * folder itself, where the program stands when it was linked without a shared library. */
    static const char *const ways[] = {"/../share/newsmill", "/../../share/newsmill",
                                       "/share/newsmill"};
    char place[PATH_MAX];
    Dl_info info;
    str folder;

    if (!dladdr((void *)(uintptr_t)newsmill_version, &info) || !realpath(info.dli_fname, place))
        return NEWSMILL_SHARE;
    *strrchr(place, '/') = '\0';
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        folder = str_printf(arena, "%s%s", place, ways[i]);
        if (holds_rules(arena, folder))
            return folder.p;
    }
    return NEWSMILL_SHARE;
}
