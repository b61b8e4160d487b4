/* The one place where CLD2, which is C++, is called. */
#include <cstdio> /* which CLD2's header forgets to include */
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" void lang_cld2(const char *text, int n, const char *claim, char code[8])
{
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language found[3], summary;
    int percent[3], bytes = 0, valid = 0;
    double score[3];
    bool reliable = false;

    hints.content_language_hint = claim;
    summary = CLD2::ExtDetectLanguageSummaryCheckUTF8(text, n, true, &hints, 0, found, percent,
                                                      score, nullptr, &bytes, &reliable, &valid);
    code[0] = '\0';
    if (reliable && summary != CLD2::UNKNOWN_LANGUAGE && std::strlen(CLD2::LanguageCode(summary)) < 8)
        std::strcpy(code, CLD2::LanguageCode(summary));
}
