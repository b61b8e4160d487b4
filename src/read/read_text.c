/* text: one file, one scrape. Takes what no other reader knows, and says what is no text. */
#include "../stage.h"
#include "magic.h"
#include "markdown.h"
#include "whole.h"

enum { BID_ANYTHING = 1 };

struct text_state {
    bool done;
};

static unsigned text_bid(const uint8_t *p, size_t n)
{
    (void)p;
    (void)n;
    return BID_ANYTHING;
}

static enum reader_said text_next(void *state, const void *config, struct in *in, struct doc *doc,
                                  struct run *run)
{
    struct text_state *text = state;
    const char *what;
    bool packed;

    (void)config;
    if (text->done)
        return READER_END;
    text->done = true;
    doc->is_text = true;
    whole_read(in, doc, run);
    doc->is_markdown = markdown_claims(doc->raw);
    what = magic_not_text(doc->raw, &packed);
    if (what && packed)
        doc_fail(doc, WHY_PACKED, "is %s: unpack it, and give what is in it", what);
    else if (what)
        doc_fail(doc, WHY_NOT_TEXT, "is %s", what);
    return READER_DOC;
}

extern const struct reader reader_text;
const struct reader reader_text = {
    .name = "text",
    .does = "reads one text scrape from a file",
    .bid = text_bid,
    .size = sizeof(struct text_state),
    .next = text_next,
};
