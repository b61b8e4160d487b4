#include "config.h"

#include "charset_guess.h"

#include <string.h>

#ifdef HAVE_UCHARDET
#include <uchardet.h>
#endif

#include "charset.h"
#include "guard.h"
#include "utf8.h"

enum {
    UTF16_LOOK = 1024,     /* bytes looked at for NULs */
    UTF16_LEAST = 8,       /* units: fewer tell nothing */
    GUESS_BYTES = 1 << 17, /* most that the detector is shown */
    LONGEST_TAG = 1 << 12, /* a "<" without its ">" within these is no tag */
    DOUBLE_LEAST = 3,      /* sequences: fewer may be meant, in a text about encodings */
};

enum charset utf16_sniff(str bytes)
{
    size_t nul[2] = {0, 0}, units = (bytes.n < UTF16_LOOK ? bytes.n : UTF16_LOOK) / 2;

    for (size_t i = 0; i < units * 2; i++)
        nul[i % 2] += bytes.p[i] == '\0';
    for (size_t side = 0; side < 2; side++)
        if (units >= UTF16_LEAST && nul[side] * 3 >= units && nul[!side] * 20 <= units)
            return side ? CHARSET_UTF_16LE : CHARSET_UTF_16BE;
    return CHARSET_NONE;
}

struct utf8_tally utf8_tally(str bytes)
{
    struct utf8_tally tally = {0, 0};
    size_t at = 0;

    for (;;) {
        size_t foreign;
        at += utf8_sound(str_from(bytes, at), &foreign);
        tally.good += foreign;
        if (at == bytes.n)
            break;
        tally.bad++;
        utf8_next(bytes, &at);
    }
    return tally;
}

#ifdef HAVE_UCHARDET
static void release_detector(void *detector)
{
    uchardet_delete(detector);
}

/* Takes the next run of text between tags from *rest. */
static str next_text(str *rest)
{
    const char *open = rest->n ? memchr(rest->p, '<', rest->n) : NULL;
    str text = str_slice(*rest, 0, open ? (size_t)(open - rest->p) : rest->n);
    size_t within, close;

    *rest = str_from(*rest, text.n);
    within = rest->n < LONGEST_TAG ? rest->n : LONGEST_TAG;
    close = str_find_char(str_slice(*rest, 0, within), '>');
    *rest = str_from(*rest, close == SIZE_MAX ? 1 : close + 1);
    return text;
}

/* The encoding that is meant by what uchardet says. KOI8-U has all letters of KOI8-R and those of
 * Ukrainian, which uchardet does not know. */
static enum charset detected(const char *name)
{
    static const struct {
        const char *name;
        enum charset charset;
    } rows[] = {{"MAC-CYRILLIC", CHARSET_X_MAC_CYRILLIC},
                {"UHC", CHARSET_EUC_KR},
                {"TIS-620", CHARSET_WINDOWS_874},
                {"KOI8-R", CHARSET_KOI8_U}};
    enum charset charset = charset_of_label(str_of(name));

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(name, rows[i].name) == 0)
            charset = rows[i].charset;
    return charset == CHARSET_UTF_8 ? CHARSET_NONE : charset;
}

struct guess {
    str bytes;
    void **detector; /* owned by the arena */
    const char *name;
};

/* Only text beyond ASCII is shown: markup is the same in every encoding and drowns the rest. */
static void detect(void *with)
{
    struct guess *guess = with;
    uchardet_t detector = *guess->detector = uchardet_new();
    size_t shown = 0;

    while (guess->bytes.n && shown < GUESS_BYTES) {
        str text = str_slice(next_text(&guess->bytes), 0, GUESS_BYTES);
        if (utf8_ascii(text, 0) == text.n)
            continue;
        if (uchardet_handle_data(detector, text.p, text.n) ||
            uchardet_handle_data(detector, "\n", 1))
            return;
        shown += text.n;
    }
    uchardet_data_end(detector);
    guess->name = uchardet_get_charset(detector);
}

enum charset charset_guess(struct arena *state, str bytes)
{
    struct guess guess = {bytes, arena_own(state, release_detector), ""};

    if (!guard_memory(detect, &guess))
        longjmp(*state->escape, ARENA_NO_MEMORY);
    return detected(guess.name);
}
#else
enum charset charset_guess(struct arena *state, str bytes)
{
    (void)state, (void)bytes;
    return CHARSET_NONE;
}
#endif

/* The bytes of one sequence, out of characters of windows-1252; 0 when it is none. */
static size_t double_sequence(str text, size_t *at, char bytes[4])
{
    size_t n = 0, want = 1;

    while (n < want && *at < text.n) {
        uint32_t c = utf8_next(text, at);
        int byte = c >= 0x80 && c < 0xA0 ? (int)c : windows_1252_byte(c); /* ISO-8859-1 as well */
        if (byte < 0x80)
            return 0;
        if (!n)
            want = byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        bytes[n++] = (char)byte;
    }
    return n == want && utf8_valid((str){bytes, n}) == n ? n : 0;
}

/* Walks over all of text; with `out` it writes what is undone. The number of sequences, 0 at the
 * first character that contradicts. */
static size_t walk_double(str text, struct buf *out)
{
    size_t sequences = 0, from = 0;
    char bytes[4];

    for (size_t at = utf8_ascii(text, 0); at < text.n; at = utf8_ascii(text, at)) {
        size_t n;
        if (out)
            buf_put(out, text.p + from, at - from);
        n = double_sequence(text, &at, bytes);
        if (!n)
            return 0;
        if (out)
            buf_put(out, bytes, n);
        sequences++;
        from = at;
    }
    if (out)
        buf_str(out, str_from(text, from));
    return sequences;
}

bool undo_double_utf8(struct arena *arena, str text, str *undone)
{
    struct buf out;

    if (walk_double(text, NULL) < DOUBLE_LEAST)
        return false;
    out = buf_new(arena, text.n);
    walk_double(text, &out);
    *undone = buf_text(&out);
    return true;
}
