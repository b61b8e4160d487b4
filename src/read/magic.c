#include "magic.h"

#include <string.h>

enum {
    LOOKED_AT = 4096,    /* bytes that decide whether it is text */
    CONTROLS = 32,       /* one byte of so many may be a control character in a text */
    FEW_CONTROLS = 4,    /* so many are an accident, however short the text */
    ZEROS = 3,           /* of UTF-16 without mark, one byte of three at least is zero */
    TAR_MAGIC = 257,     /* POSIX ustar: offset of "ustar" */
    ISO_MEDIA_MAGIC = 4, /* ISO 14496-12: offset of "ftyp" */
    RIFF_KIND = 8,       /* offset of "WEBP", "WAVE", "AVI " */
    ZIP_FIRST_NAME = 30, /* offset of the first file's name: office documents begin with theirs */
};

static const struct {
    size_t at;
    str magic;
    const char *what;
    bool packed; /* pages may be in it */
} magics[] = {
    {0, {"%PDF-", 5}, "a PDF document", false},
    {0, {"\x89PNG\r\n", 6}, "a PNG picture", false},
    {0, {"\xFF\xD8\xFF", 3}, "a JPEG picture", false},
    {0, {"GIF87a", 6}, "a GIF picture", false},
    {0, {"GIF89a", 6}, "a GIF picture", false},
    {RIFF_KIND, {"WEBPVP8", 7}, "a WebP picture", false},
    {RIFF_KIND, {"WAVEfmt", 7}, "a sound", false},
    {0, {"II*\0", 4}, "a TIFF picture", false},
    {0, {"MM\0*", 4}, "a TIFF picture", false},
    {0, {"\0\0\1\0", 4}, "an icon", false},
    {ISO_MEDIA_MAGIC, {"ftyp", 4}, "a video or picture", false},
    {0, {"\x1A\x45\xDF\xA3", 4}, "a video", false},
    {0, {"OggS\0", 5}, "a sound", false},
    {0, {"ID3\2", 4}, "a sound", false},
    {0, {"ID3\3", 4}, "a sound", false},
    {0, {"ID3\4", 4}, "a sound", false},
    {0, {"fLaC\0", 5}, "a sound", false},
    {0, {"wOFF", 4}, "a font", false},
    {0, {"wOF2", 4}, "a font", false},
    {ZIP_FIRST_NAME, {"[Content_Types].xml", 19}, "an office document", false},
    {ZIP_FIRST_NAME, {"_rels/", 6}, "an office document", false},
    {ZIP_FIRST_NAME, {"mimetypeapplication/", 20}, "an office document or book", false},
    {0, {"PK\3\4", 4}, "a zip archive", true},
    {0, {"PK\5\6", 4}, "an empty zip archive", true},
    {0, {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, "an office document", false},
    {0, {"{\\rtf", 5}, "a rich-text document", false},
    {0, {"%!PS-", 5}, "a PostScript document", false},
    {0, {"\x1F\x8B\x08", 3}, "a gzip file", true},
    {0, {"BZh91AY&SY", 10}, "a bzip2 archive", true},
    {0,
     {"\xFD"
      "7zXZ\0",
      6},
     "an xz archive",
     true},
    {0, {"7z\xBC\xAF\x27\x1C", 6}, "a 7z archive", true},
    {0, {"Rar!\x1A\x07", 6}, "a rar archive", true},
    {TAR_MAGIC, {"ustar", 5}, "a tar archive", true},
    {0,
     {"\x7F"
      "ELF",
      4},
     "a program",
     false},
    {0, {"\0asm", 4}, "a program", false},
    {0, {"\xCA\xFE\xBA\xBE", 4}, "a program", false},
    {0, {"SQLite format 3", 16}, "a database", true},
    {0, {"PAR1", 4}, "a Parquet file", true},
    {0, {"From: <Saved by ", 16}, "an MHTML page", true},
    {0, {"MIME-Version: 1.0\r\nContent-Type: multipart/related", 50}, "an MHTML page", true},
};

static bool is_unit16(const uint8_t *p, size_t n)
{
    size_t zeros[2] = {0, 0};

    if (n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
        return true;
    for (size_t i = 0; i < n; i++)
        zeros[i & 1] += !p[i];
    return (zeros[0] * ZEROS > n && !zeros[1]) || (zeros[1] * ZEROS > n && !zeros[0]);
}

/* Many control characters are in no text; escape sequences of terminals and the shifts of
 * ISO-2022-JP are. */
static bool is_full_of_controls(const uint8_t *p, size_t n)
{
    size_t controls = 0;

    for (size_t i = 0; i < n; i++)
        controls += p[i] < 0x20 && p[i] != 0x1B && (p[i] < '\b' || p[i] > '\r') && p[i] != 0x0E &&
                    p[i] != 0x0F;
    return controls > FEW_CONTROLS && controls * CONTROLS > n;
}

const char *magic_not_text(str bytes, bool *packed)
{
    const uint8_t *p = (const uint8_t *)bytes.p;
    size_t n = bytes.n < LOOKED_AT ? bytes.n : LOOKED_AT;

    *packed = false;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        str magic = magics[i].magic;
        if (n >= magics[i].at + magic.n && !memcmp(p + magics[i].at, magic.p, magic.n)) {
            *packed = magics[i].packed;
            return magics[i].what;
        }
    }
    if (is_unit16(p, n))
        return NULL;
    return is_full_of_controls(p, n) ? "full of control characters" : NULL;
}
