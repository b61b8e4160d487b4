/* The one place where CLD2, which is C++, is called. */
#include <cstdio> /* which CLD2's header forgets to include */
#include <cstring>
#include <new>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

enum { CODE_SIZE = 8 };

extern "C" bool lang_cld2(const char *text, int n, const char *claim, char code[CODE_SIZE])
try {
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language found[3], summary;
    int percent[3], bytes = 0, valid = 0;
    double score[3];
    bool reliable = false;

    hints.content_language_hint = claim;
    summary = CLD2::ExtDetectLanguageSummaryCheckUTF8(text, n, true, &hints, 0, found, percent,
                                                      score, nullptr, &bytes, &reliable, &valid);
    code[0] = '\0';
    if (reliable && summary != CLD2::UNKNOWN_LANGUAGE) {
        const char *name = CLD2::LanguageCode(summary);
        if (std::strlen(name) < CODE_SIZE)
            std::memcpy(code, name, std::strlen(name) + 1);
    }
    return true;
} catch (const std::bad_alloc &) {
    return false;
}
