#include "prune_blank.h"

#include "prune_tags.h"

#define A    MARKUP_NAME('a', 0, 0, 0, 0, 0, 0, 0)
#define NOBR MARKUP_NAME('n', 'o', 'b', 'r', 0, 0, 0, 0)
#define HTML MARKUP_NAME('h', 't', 'm', 'l', 0, 0, 0, 0)

enum { LOOK_BACK = 32 }; /* open elements in which an end tag looks for its own */

static void leave_out(struct blank *blank, size_t from)
{
    while (blank->depth > from)
        blank->formatting -= (blank->what[--blank->depth] & TAG_FORMATTING) != 0;
}

/* The elements above `from` are closed by the end tag of it. */
static void close_over(struct blank *blank, size_t from)
{
    for (size_t i = from + 1; i < blank->depth; i++)
        blank->in_doubt |= (blank->what[i] & (TAG_FORMATTING | TAG_BARRIER)) != 0;
    blank->in_doubt |= (blank->what[from] & TAG_FORMATTING) != 0;
    leave_out(blank, from);
}

bool blank_is_on_top(const struct blank *blank, uint64_t name)
{
    return blank->depth && blank->open[blank->depth - 1] == name;
}

static void end(struct blank *blank, const struct markup_tag *tag, unsigned what)
{
    size_t least = blank->depth > LOOK_BACK ? blank->depth - LOOK_BACK : 0;

    blank->before = BLANK_OTHER;
    blank->in_body |= !(what & TAG_HEAD) || tag->name == HTML; /* as "</br>" makes one */
    if (blank_is_on_top(blank, tag->name)) {
        leave_out(blank, blank->depth - 1);
        if (what & TAG_SOLID)
            blank->before = BLANK_END;
        return;
    }
    for (size_t i = blank->depth; i-- > least;)
        if (blank->open[i] == tag->name) {
            close_over(blank, i);
            return;
        }
    blank->in_doubt |= least > 0;
}

/* Elements that a start tag of the same kind, or of any block, closes by itself. */
static void close_implied(struct blank *blank, const struct markup_tag *tag, unsigned what)
{
    const uint64_t p = MARKUP_NAME('p', 0, 0, 0, 0, 0, 0, 0);
    const uint64_t li = MARKUP_NAME('l', 'i', 0, 0, 0, 0, 0, 0);

    if ((what & TAG_SOLID && blank_is_on_top(blank, p)) ||
        (tag->name == li && blank_is_on_top(blank, li)))
        leave_out(blank, blank->depth - 1);
}

static void start(struct blank *blank, const struct markup_tag *tag, unsigned what)
{
    blank->before = what & TAG_SOLID ? BLANK_START : BLANK_OTHER;
    blank->in_body |= !(what & TAG_HEAD);
    if (what & TAG_VOID)
        return;
    close_implied(blank, tag, what);
    if (blank->depth == BLANK_OPEN) {
        blank->in_doubt = true;
        return;
    }
    blank->open[blank->depth] = tag->name;
    blank->what[blank->depth++] = what;
    blank->formatting += (what & TAG_FORMATTING) != 0;
}

void blank_follow(struct blank *blank, const struct markup_tag *tag, unsigned what)
{
    if (tag->closing)
        end(blank, tag, what);
    else
        start(blank, tag, what);
}

void blank_element(struct blank *blank, unsigned what)
{
    blank->before = what & TAG_SOLID ? BLANK_END : BLANK_OTHER;
    blank->in_body = true;
}

void blank_text(struct blank *blank)
{
    blank_element(blank, 0);
}

bool blank_may_go(const struct blank *blank)
{
    return !blank->in_doubt && !blank->formatting;
}

bool blank_goes(const struct blank *blank)
{
    return blank->before == BLANK_START || !blank->in_body;
}

bool blank_goes_before(const struct blank *blank, const struct markup_tag *tag, unsigned what)
{
    if (!(what & TAG_SOLID))
        return false;
    return !tag->closing || (blank->before == BLANK_END && blank_is_on_top(blank, tag->name));
}

bool blank_takes_leaf(const struct blank *blank, const struct markup_tag *tag, unsigned what)
{
    if (what & TAG_FORMATTING && blank->in_doubt)
        return false;
    for (size_t i = what & TAG_FORMATTING && blank->formatting ? blank->depth : 0; i-- > 0;)
        if (blank->open[i] == tag->name)
            return false;
    return true;
}

bool blank_moves_text(const struct blank *blank, const struct markup_tag *tag, unsigned what)
{
    if (what & TAG_FORMATTING && tag->closing)
        return blank->in_doubt || (blank->formatting && !blank_is_on_top(blank, tag->name));
    if (tag->name == A || tag->name == NOBR)
        return blank->in_doubt || blank->formatting;
    return what & TAG_FORM || (what & TAG_MISPLACED && !tag->closing);
}
