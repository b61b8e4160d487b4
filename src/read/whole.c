#include "whole.h"

#include <string.h>

#include "in.h"

enum {
    LOOKED_AT = 4096,    /* bytes that decide whether it is text */
    CONTROLS = 32,       /* one byte of so many may be a control character in a text */
    FEW_CONTROLS = 4,    /* so many are an accident, however short the text */
    ZEROS = 3,           /* of UTF-16 without mark, one byte of three at least is zero */
    TAR_MAGIC = 257,     /* POSIX ustar: offset of "ustar" */
    ISO_MEDIA_MAGIC = 4, /* ISO 14496-12: offset of "ftyp" */
    RIFF_KIND = 8,       /* offset of "WEBP", "WAVE", "AVI " */
};

/* ---- reading ---- */

static void report_damage(struct in *in, struct doc *doc, struct run *run)
{
    uint64_t at;
    const char *what = in_damage(in, &at);

    run_damage(run, doc->source, at, "%s", what);
    if (doc->raw.n)
        doc_flag(doc, FLAG_TRUNCATED);
    else
        doc_fail(doc, WHY_CUT, "at byte %llu: %s", (unsigned long long)at, what);
}

void whole_read(struct in *in, struct doc *doc, struct run *run)
{
    struct buf raw = buf_new(doc->arena, (size_t)run_config(run)->page_bytes);
    const uint8_t *p;
    size_t got;

    doc->offset = in_offset(in);
    for (p = in_peek(in, 1, &got); got && !raw.full; p = in_peek(in, 1, &got)) {
        buf_put(&raw, p, got);
        in_skip(in, got);
    }
    doc->raw = buf_text(&raw);
    if (raw.full)
        doc_flag(doc, FLAG_TRUNCATED);
    else if (in_state(in) == IN_DAMAGED)
        report_damage(in, doc, run);
}

/* ---- what it is ---- */

static const struct {
    size_t at;
    str magic;
    const char *what;
} magics[] = {
    {0, {"%PDF-", 5}, "a PDF document"},
    {0, {"\x89PNG\r\n", 6}, "a PNG picture"},
    {0, {"\xFF\xD8\xFF", 3}, "a JPEG picture"},
    {0, {"GIF87a", 6}, "a GIF picture"},
    {0, {"GIF89a", 6}, "a GIF picture"},
    {RIFF_KIND, {"WEBPVP8", 7}, "a WebP picture"},
    {RIFF_KIND, {"WAVEfmt", 7}, "a sound"},
    {0, {"II*\0", 4}, "a TIFF picture"},
    {0, {"MM\0*", 4}, "a TIFF picture"},
    {0, {"\0\0\1\0", 4}, "an icon"},
    {ISO_MEDIA_MAGIC, {"ftyp", 4}, "a video or picture"},
    {0, {"\x1A\x45\xDF\xA3", 4}, "a video"},
    {0, {"OggS\0", 5}, "a sound"},
    {0, {"ID3\2", 4}, "a sound"},
    {0, {"ID3\3", 4}, "a sound"},
    {0, {"ID3\4", 4}, "a sound"},
    {0, {"fLaC\0", 5}, "a sound"},
    {0, {"wOFF", 4}, "a font"},
    {0, {"wOF2", 4}, "a font"},
    {0, {"PK\3\4", 4}, "a zip archive or office document"},
    {0, {"PK\5\6", 4}, "an empty zip archive"},
    {0, {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, "an office document"},
    {0, {"{\\rtf", 5}, "a rich-text document"},
    {0, {"%!PS-", 5}, "a PostScript document"},
    {0, {"\x1F\x8B\x08", 3}, "a gzip file"},
    {0, {"BZh91AY&SY", 10}, "a bzip2 archive"},
    {0,
     {"\xFD"
      "7zXZ\0",
      6},
     "an xz archive"},
    {0, {"7z\xBC\xAF\x27\x1C", 6}, "a 7z archive"},
    {0, {"Rar!\x1A\x07", 6}, "a rar archive"},
    {TAR_MAGIC, {"ustar", 5}, "a tar archive"},
    {0,
     {"\x7F"
      "ELF",
      4},
     "a program"},
    {0, {"\0asm", 4}, "a program"},
    {0, {"\xCA\xFE\xBA\xBE", 4}, "a program"},
    {0, {"SQLite format 3", 16}, "a database"},
    {0, {"PAR1", 4}, "a Parquet file"},
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

const char *whole_not_text(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        str magic = magics[i].magic;
        if (n >= magics[i].at + magic.n && !memcmp(p + magics[i].at, magic.p, magic.n))
            return magics[i].what;
    }
    if (n > LOOKED_AT)
        n = LOOKED_AT;
    if (is_unit16(p, n))
        return NULL;
    return is_full_of_controls(p, n) ? "full of control characters" : NULL;
}

static size_t mark_length(const uint8_t *p, size_t n)
{
    if (n >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF)
        return 3;
    if (n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
        return 2;
    return 0;
}

size_t whole_head(const uint8_t *p, size_t n, char *out, size_t room)
{
    size_t at = mark_length(p, n), step = 1, length = 0;

    if (at + 1 < n && (at == 2 || !p[at] || !p[at + 1])) {
        step = 2;
        at += !p[at]; /* big end first: the low byte is the second */
    }
    while (at < n && is_space(p[at]))
        at += step;
    for (; at < n && length < room; at += step)
        out[length++] = (char)p[at];
    return length;
}
