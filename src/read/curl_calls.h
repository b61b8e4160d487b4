/* curl_calls: the functions of libcurl that fetching uses. It and the thirty libraries behind it
 * are loaded when fetching begins: their relocations take longer than to clean a page, and
 * whoever reads files pays nothing for them. */
#ifndef NEWSMILL_READ_CURL_CALLS_H
#define NEWSMILL_READ_CURL_CALLS_H

#include <curl/curl.h>
#include <stdbool.h>

#define CURL_CALLS(CALL)                                                                           \
    CALL(global_init)                                                                              \
    CALL(global_cleanup)                                                                           \
    CALL(easy_init)                                                                                \
    CALL(easy_setopt)                                                                              \
    CALL(easy_getinfo)                                                                             \
    CALL(easy_strerror)                                                                            \
    CALL(easy_cleanup)                                                                             \
    CALL(slist_append)                                                                             \
    CALL(slist_free_all)                                                                           \
    CALL(multi_init)                                                                               \
    CALL(multi_setopt)                                                                             \
    CALL(multi_add_handle)                                                                         \
    CALL(multi_remove_handle)                                                                      \
    CALL(multi_perform)                                                                            \
    CALL(multi_poll)                                                                               \
    CALL(multi_info_read)                                                                          \
    CALL(multi_cleanup)                                                                            \
    CALL(getdate)

struct curl_calls {
#define CALL(name) __typeof__(curl_##name) *name;
    CURL_CALLS(CALL)
#undef CALL
};

/* Loads libcurl, which then stays until the process ends. false: *fault, good until the thread's
 * next call of the loader, says why, and no call may be used. */
bool curl_calls_load(struct curl_calls *calls, const char **fault);

#endif
