#include "prune_head.h"

#include "prune_tags.h"

#define HTML     MARKUP_NAME('h', 't', 'm', 'l', 0, 0, 0, 0)
#define LINK     MARKUP_NAME('l', 'i', 'n', 'k', 0, 0, 0, 0)
#define META     MARKUP_NAME('m', 'e', 't', 'a', 0, 0, 0, 0)
#define HEAD     MARKUP_NAME('h', 'e', 'a', 'd', 0, 0, 0, 0)
#define STYLE    MARKUP_NAME('s', 't', 'y', 'l', 'e', 0, 0, 0)
#define NOSCRIPT MARKUP_NAME('n', 'o', 's', 'c', 'r', 'i', 'p', 't')

static enum head follow_in_noscript(const struct markup_tag *tag)
{
    if (tag->name == NOSCRIPT && tag->closing)
        return HEAD_IN;
    if (tag->name == LINK || tag->name == META || tag->name == STYLE)
        return HEAD_NOSCRIPT;
    return HEAD_LEFT;
}

enum head head_follow(enum head head, const struct markup_tag *tag, unsigned what)
{
    if (head == HEAD_LEFT || !(what & TAG_HEAD) || (tag->name == HEAD && tag->closing) ||
        (tag->name == HTML && tag->closing))
        return HEAD_LEFT;
    if (head == HEAD_NOSCRIPT)
        return follow_in_noscript(tag);
    if (tag->name == HTML)
        return head;
    if (tag->closing)
        return head == HEAD_IN ? HEAD_IN : HEAD_LEFT;
    return tag->name == NOSCRIPT ? HEAD_NOSCRIPT : HEAD_IN;
}
