#include "config.h"

#include "curl_calls.h"

#ifdef HAVE_DLCURL
#include <dlfcn.h>
#include <string.h>

/* ISO C has no conversion from an object's pointer to a function's; POSIX promises that they have
 * one form (dlsym). */
static bool find(void *library, const char *name, void *call, size_t size)
{
    void *found = dlsym(library, name);

    memcpy(call, &found, size);
    return found != NULL;
}

bool curl_calls_load(struct curl_calls *calls, const char **fault)
{
    void *library = dlopen(CURL_SONAME, RTLD_NOW | RTLD_LOCAL);
    bool found = library != NULL;

#define CALL(name) found = found && find(library, "curl_" #name, &calls->name, sizeof calls->name);
    CURL_CALLS(CALL)
#undef CALL
    if (!found)
        *fault = dlerror();
    return found;
}
#else /* linked: a static build, or a linker that names no library */
bool curl_calls_load(struct curl_calls *calls, const char **fault)
{
    (void)fault;
#define CALL(name) calls->name = curl_##name;
    CURL_CALLS(CALL)
#undef CALL
    return true;
}
#endif
