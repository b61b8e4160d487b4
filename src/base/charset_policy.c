#include "charset_policy.h"

#include "charset.h"
#include "charset_guess.h"
#include "charset_prescan.h"
#include "utf8.h"

/* How much it takes to read a page in another way than it says. Chinese or Korean bytes are by
 * chance good UTF-8 in one sequence of five or less, single-byte text in hardly any. */
enum {
    HANDFUL = 5,      /* bad sequences that a page of UTF-8 may have, if it has as many good ones */
    GOOD_TO_BAD = 4,  /* good sequences to a bad one: it is UTF-8, and damaged */
    SURE_TO_BAD = 20, /* the same against an encoding that the page declares */
    SURE_MULTIBYTE = 4, /* good ones, and none bad, that a page in a declared encoding of several
                         * bytes a character does not have by chance */
    FITS = 20,          /* one bad sequence in as many: the bytes are not of this encoding */
};

struct reading {
    struct arena *arena, *scratch;
    bool is_plain;
    str http_type;
    size_t ceiling;
    struct charset_text *text;
};

static enum charset declared_charset(const struct reading *reading, str bytes, bool is_utf8)
{
    static const size_t looks[] = {PRESCAN_BYTES, PRESCAN_LENIENT, PRESCAN_LATE};
    enum charset charset = charset_of_type(reading->http_type);

    if (reading->is_plain)
        return charset;
    for (size_t i = 0; !charset && i < (is_utf8 ? 2 : 3); i++)
        charset = prescan(str_slice(bytes, 0, looks[i]));
    return charset;
}

static bool is_mostly_utf8(struct utf8_tally tally)
{
    return tally.good >= tally.bad * GOOD_TO_BAD ||
           (tally.bad <= HANDFUL && tally.good >= tally.bad);
}

/* Do the bytes contradict a declared encoding that is not UTF-8 by being UTF-8? */
static bool is_utf8_after_all(enum charset declared, str bytes, struct utf8_tally tally)
{
    enum charset_kind kind = charset_rows[declared].kind;

    if (kind == KIND_UTF_16LE || kind == KIND_UTF_16BE)
        return !tally.bad && (tally.good || str_find_char(bytes, '\0') == SIZE_MAX);
    if (kind == KIND_SINGLE || kind == KIND_USER_DEFINED || kind == KIND_REPLACEMENT)
        return tally.good && tally.good >= tally.bad * SURE_TO_BAD;
    return tally.good >= SURE_MULTIBYTE && tally.good >= tally.bad * SURE_TO_BAD;
}

static bool has_iso_2022_jp(str bytes)
{
    return str_find(bytes, S("\x1B$B")) != SIZE_MAX || str_find(bytes, S("\x1B$@")) != SIZE_MAX;
}

static bool fits(const struct decoded *decoded)
{
    return decoded->bad * FITS <= decoded->foreign;
}

static void take(struct reading *reading, enum charset charset, struct decoded decoded)
{
    str lost = S("\xEF\xBF\xBD");

    if (decoded.over)
        reading->text->truncated = true;
    if (decoded.cut_tail && reading->text->truncated) {
        /* The cut is known: half a character says nothing more. */
        decoded.text.n -= str_ends(decoded.text, lost) ? lost.n : 0;
        decoded.bad -= decoded.bad > 0;
    }
    if (decoded.bad)
        reading->text->repaired = true;
    reading->text->page = decoded.text.p ? decoded.text : S("");
    reading->text->charset = charset;
}

/* Reads the bytes in the encoding that the detector says, windows-1252 when it knows none that
 * they fit. */
static void take_guess(struct reading *reading, str bytes)
{
    enum charset guess = charset_guess(reading->scratch, bytes);
    struct decoded decoded = {0};

    if (guess)
        decoded = charset_decode(reading->arena, reading->scratch, guess, bytes, reading->ceiling);
    if (!guess || !fits(&decoded)) {
        guess = CHARSET_WINDOWS_1252;
        decoded = charset_decode(reading->arena, reading->scratch, guess, bytes, reading->ceiling);
    }
    take(reading, guess, decoded);
}

static void take_utf8(struct reading *reading, struct utf8_tally tally, str bytes)
{
    struct decoded decoded = {.text = bytes, .foreign = tally.good};
    str undone;

    if (tally.bad || bytes.n > reading->ceiling)
        decoded = charset_decode(reading->arena, reading->scratch, CHARSET_UTF_8, bytes,
                                 reading->ceiling);

    if (!decoded.bad && undo_double_utf8(reading->arena, decoded.text, &undone)) {
        decoded.text = undone;
        reading->text->repaired = true;
    }
    take(reading, CHARSET_UTF_8, decoded);
}

static void take_declared(struct reading *reading, enum charset declared, str bytes)
{
    struct decoded decoded =
        charset_decode(reading->arena, reading->scratch, declared, bytes, reading->ceiling);
    enum charset guess = CHARSET_NONE;

    if (decoded.bad > HANDFUL && !fits(&decoded))
        guess = charset_guess(reading->scratch, bytes);
    if (guess && guess != declared) {
        struct decoded other =
            charset_decode(reading->arena, reading->scratch, guess, bytes, reading->ceiling);
        if (other.bad < decoded.bad && fits(&other)) {
            declared = guess;
            decoded = other;
            reading->text->repaired = true;
        }
    }
    take(reading, declared, decoded);
}

/* Without a declaration, or with that of UTF-8. */
static void take_undeclared(struct reading *reading, bool utf8, struct utf8_tally tally, str bytes)
{
    if (!utf8 && !tally.good && !tally.bad && has_iso_2022_jp(bytes)) {
        reading->text->guessed = true;
        take_declared(reading, CHARSET_ISO_2022_JP, bytes);
        return;
    }
    /* One bad byte never flips a page that calls itself UTF-8. */
    if (is_mostly_utf8(tally) || (utf8 && tally.bad <= 1)) {
        take_utf8(reading, tally, bytes);
        return;
    }
    *(utf8 ? &reading->text->repaired : &reading->text->guessed) = true;
    take_guess(reading, bytes);
}

/* Bytes that are UTF-16 by their NULs, whatever is said of them. */
static void take_utf16(struct reading *reading, enum charset found, enum charset declared,
                       str bytes)
{
    if (declared != found)
        *(declared ? &reading->text->repaired : &reading->text->guessed) = true;
    take_declared(reading, found, bytes);
}

static void read_bytes(struct reading *reading, str bytes)
{
    size_t mark;
    enum charset declared = bom_sniff(bytes, &mark), utf16;
    struct utf8_tally tally;

    bytes = str_from(bytes, mark);
    if (declared && declared != CHARSET_UTF_8) {
        take_declared(reading, declared, bytes);
        return;
    }
    tally = utf8_tally(bytes);
    utf16 = declared ? CHARSET_NONE : utf16_sniff(bytes);
    if (!declared)
        declared = declared_charset(reading, bytes, !tally.bad);
    if (utf16) {
        take_utf16(reading, utf16, declared, bytes);
    } else if (!declared || declared == CHARSET_UTF_8) {
        take_undeclared(reading, declared == CHARSET_UTF_8, tally, bytes);
    } else if (is_utf8_after_all(declared, bytes, tally)) {
        reading->text->repaired = true;
        take_utf8(reading, tally, bytes);
    } else {
        take_declared(reading, declared, bytes);
    }
}

void charset_read(struct arena *arena, struct arena *scratch, str bytes, bool is_plain,
                  str http_type, size_t ceiling, struct charset_text *text)
{
    struct reading reading = {arena, scratch, is_plain, http_type, ceiling, text};

    *text = (struct charset_text){.truncated = text->truncated};
    read_bytes(&reading, bytes);
}
