/* decode: undo content codings, then turn the page into UTF-8. */
#include "stage_decode.h"
#include "../base/charset_labels.h"
#include "../base/coding.h"
#include "../stage.h"
#include "decode_markdown.h"
#include "decode_policy.h"

enum { MOST_LAYERS = 2 }; /* of content codings; honest servers send one */

/* Undoes one layer. Bytes are trusted over headers: a coding that they do not have is passed by.
 * false: the document has failed. */
static bool undo_layer(struct doc *doc, enum coding coding, size_t ceiling, str *bytes)
{
    str undone;

    switch (coding_undo(doc->arena, doc->scratch, coding, *bytes, ceiling, &undone)) {
    case CODING_NOT:
        doc_flag(doc, FLAG_CODING_WRONG);
        return true;
    case CODING_MISSING:
        doc_fail(doc, WHY_BAD_CODING, "this newsmill was built without %s", coding_name(coding));
        return false;
    case CODING_CUT:
        if (!undone.n) {
            doc_fail(doc, WHY_CUT, "the %s body of %zu bytes gives nothing", coding_name(coding),
                     bytes->n);
            return false;
        }
        doc_flag(doc, FLAG_TRUNCATED);
        break;
    case CODING_OVER:
        doc_flag(doc, FLAG_TRUNCATED);
        break;
    case CODING_WHOLE:
        break;
    }
    *bytes = undone;
    return true;
}

/* Reads Content-Encoding: the codings in the order in which they were put on. false: the document
 * has failed. The label of a charset, which some servers send there, is no coding. */
static bool read_codings(struct doc *doc, enum coding layers[MOST_LAYERS], size_t *count)
{
    str rest = doc->http_coding, part;

    *count = 0;
    while (str_split(&rest, ',', &part)) {
        str name = str_trim(part);
        enum coding coding = coding_named(name);
        if (coding == CODING_IDENTITY)
            continue;
        if (coding == CODING_UNKNOWN && charset_of_label(name)) {
            doc_flag(doc, FLAG_CODING_WRONG);
            continue;
        }
        if (coding == CODING_UNKNOWN || *count == MOST_LAYERS) {
            doc_fail(doc, WHY_BAD_CODING, "%s \"%.*s\"",
                     coding == CODING_UNKNOWN ? "unknown content coding" : "too many codings at",
                     (int)(name.n < 40 ? name.n : 40), name.p);
            return false;
        }
        layers[(*count)++] = coding;
    }
    return true;
}

static bool undo_codings(struct doc *doc, size_t ceiling, str *bytes)
{
    enum coding layers[MOST_LAYERS];
    size_t count, left = MOST_LAYERS;

    if (!read_codings(doc, layers, &count))
        return false;
    for (; count; left--)
        if (!undo_layer(doc, layers[--count], ceiling, bytes))
            return false;
    /* Saved as it was on the wire, or a page that is a .gz file, without a header that says so. */
    for (; left && coding_is_gzip(*bytes); left--)
        if (!undo_layer(doc, CODING_GZIP, ceiling, bytes))
            return false;
    return true;
}

void decode_document(struct doc *doc, size_t ceiling)
{
    str bytes = doc->raw;

    if (!undo_codings(doc, ceiling, &bytes))
        return;
    if (bytes.n > ceiling) {
        doc_flag(doc, FLAG_TRUNCATED);
        bytes.n = ceiling;
    }
    decode_bytes(doc, bytes, ceiling);
    if (doc->is_markdown && doc->page.n)
        decode_markdown(doc, ceiling);
}

static bool decode_run(void *state, struct doc *doc, struct run *run)
{
    uint64_t ceiling = run_config(run)->page_bytes;

    (void)state;
    decode_document(doc, ceiling < SIZE_MAX / 4 ? (size_t)ceiling : SIZE_MAX / 4);
    return true;
}

extern const struct stage stage_decode;
const struct stage stage_decode = {
    .name = "decode",
    .does = "undoes content codings and turns the page into UTF-8",
    .run = decode_run,
};
