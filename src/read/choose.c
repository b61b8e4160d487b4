#include "choose.h"

#include <string.h>

#include "../base/charset_guess.h"
#include "../base/charset_prescan.h"
#include "in.h"
#include "whole.h"

enum { HEAD = 4096 }; /* first bytes that the readers bid on */

/* The first bytes. */
struct head {
    str bytes, low;       /* low: of UTF-16, what they would be in ASCII */
    enum charset charset; /* of UTF-16; CHARSET_NONE */
    char room[HEAD];
};

static void look(struct in *in, struct head *head)
{
    size_t mark;

    head->bytes.p = (const char *)in_peek(in, HEAD, &head->bytes.n);
    head->charset = bom_sniff(head->bytes, &mark);
    if (head->charset == CHARSET_NONE)
        head->charset = utf16_sniff(head->bytes);
    if (head->charset != CHARSET_UTF_16LE && head->charset != CHARSET_UTF_16BE)
        head->charset = CHARSET_NONE;
    if (head->charset == CHARSET_NONE)
        return;
    head->low = (str){head->room, whole_head((const uint8_t *)head->bytes.p, head->bytes.n,
                                             head->room, sizeof head->room)};
}

static bool is_recoded(const struct head *head, const struct reader *reader)
{
    return head->charset != CHARSET_NONE && reader->is_utf8;
}

static unsigned bid(const struct head *head, const struct reader *reader)
{
    str shown = is_recoded(head, reader) ? head->low : head->bytes;

    return reader->bid((const uint8_t *)shown.p, shown.n);
}

/* The last of the list takes what nobody wants. */
static size_t find(const struct head *head, const char *as)
{
    size_t best = reader_count - 1;
    unsigned best_bid = 0;

    for (size_t i = 0; i < reader_count; i++) {
        unsigned its = bid(head, readers[i]);
        if (as && !strcmp(as, readers[i]->name))
            return i;
        if (its > best_bid) {
            best_bid = its;
            best = i;
        }
    }
    return best;
}

size_t choose_reader(struct in **in, const char *as)
{
    struct head head;
    struct in *recoded;
    size_t i;

    look(*in, &head);
    i = find(&head, as);
    if (!is_recoded(&head, readers[i]))
        return i;
    recoded = in_recode(*in, head.charset == CHARSET_UTF_16BE);
    if (!recoded)
        return SIZE_MAX;
    *in = recoded;
    return i;
}
