/* features: version, and what was built in. */
#include "config.h"

#include <newsmill.h>

const char *newsmill_version(void)
{
    return PACKAGE_VERSION;
}

const char *newsmill_features(void)
{
    return "gumbo zlib"
#ifdef HAVE_LIBDEFLATE
           " libdeflate"
#endif
#ifdef HAVE_ZSTD
           " zstd"
#endif
#ifdef HAVE_BROTLI
           " brotli"
#endif
#ifdef HAVE_UCHARDET
           " uchardet"
#endif
#ifdef HAVE_MD4C
           " md4c"
#endif
#ifdef HAVE_PSL
           " psl"
#endif
#ifdef HAVE_IDN2
           " idn2"
#endif
#ifdef HAVE_FETCH
           " fetch"
#endif
#ifdef HAVE_CLD2
           " cld2"
#endif
        ;
}
