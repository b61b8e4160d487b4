#include "unzstd.h"

#include "config.h"

const char unzstd_no_memory[] = "memory is short";

#ifdef HAVE_ZSTD

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

/* Read as the library's own state; there is nothing of ours to add. */
static ZSTD_DCtx *context(struct unzstd *unzstd)
{
    return (ZSTD_DCtx *)unzstd;
}

bool unzstd_built_in(void)
{
    return true;
}

struct unzstd *unzstd_new(void)
{
    return (struct unzstd *)ZSTD_createDCtx();
}

void unzstd_free(struct unzstd *unzstd)
{
    ZSTD_freeDCtx(context(unzstd));
}

bool unzstd_reset(struct unzstd *unzstd)
{
    return !ZSTD_isError(ZSTD_DCtx_reset(context(unzstd), ZSTD_reset_session_only));
}

void unzstd_dictionary(struct unzstd *unzstd, const uint8_t *p, size_t n)
{
    unsigned long long whole = ZSTD_getFrameContentSize(p, n);
    uint8_t *out;
    size_t made;

    if (whole == ZSTD_CONTENTSIZE_ERROR) { /* it is no frame: the dictionary as it is */
        ZSTD_DCtx_loadDictionary(context(unzstd), p, n);
        return;
    }
    if (!whole || whole > UNZSTD_DICTIONARY || !(out = malloc((size_t)whole)))
        return;
    made = ZSTD_decompressDCtx(context(unzstd), out, (size_t)whole, p, n);
    if (!ZSTD_isError(made))
        ZSTD_DCtx_loadDictionary(context(unzstd), out, made);
    free(out);
}

static const char *reason_of(size_t said)
{
    switch (ZSTD_getErrorCode(said)) {
    case ZSTD_error_frameParameter_windowTooLarge:
        return "the zstd frame needs more than 128 MiB of memory";
    case ZSTD_error_dictionary_wrong:
        return "the zstd frame needs a dictionary that is not in the file";
    case ZSTD_error_memory_allocation:
        return unzstd_no_memory;
    default:
        return "the zstd frame is damaged";
    }
}

bool unzstd_step(struct unzstd *unzstd, const uint8_t *from, size_t n, size_t *used, uint8_t *to,
                 size_t room, size_t *made, const char **error)
{
    ZSTD_inBuffer in = {from, n, 0};
    ZSTD_outBuffer out = {to, room, 0};
    size_t said = ZSTD_decompressStream(context(unzstd), &out, &in);

    *used = in.pos;
    *made = out.pos;
    if (ZSTD_isError(said))
        *error = reason_of(said);
    return !said;
}

#else

bool unzstd_built_in(void)
{
    return false;
}

struct unzstd *unzstd_new(void)
{
    return NULL;
}

void unzstd_free(struct unzstd *unzstd)
{
    (void)unzstd;
}

bool unzstd_reset(struct unzstd *unzstd)
{
    (void)unzstd;
    return false;
}

void unzstd_dictionary(struct unzstd *unzstd, const uint8_t *p, size_t n)
{
    (void)unzstd, (void)p, (void)n;
}

bool unzstd_step(struct unzstd *unzstd, const uint8_t *from, size_t n, size_t *used, uint8_t *to,
                 size_t room, size_t *made, const char **error)
{
    (void)unzstd, (void)from, (void)n, (void)to, (void)room;
    *used = *made = 0;
    *error = "zstd is not built in";
    return false;
}

#endif
