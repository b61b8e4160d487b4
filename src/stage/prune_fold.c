#include "prune_fold.h"

#include "prune_tags.h"

#define P        MARKUP_NAME('p', 0, 0, 0, 0, 0, 0, 0)
#define LI       MARKUP_NAME('l', 'i', 0, 0, 0, 0, 0, 0)
#define DD       MARKUP_NAME('d', 'd', 0, 0, 0, 0, 0, 0)
#define DT       MARKUP_NAME('d', 't', 0, 0, 0, 0, 0, 0)
#define DIV      MARKUP_NAME('d', 'i', 'v', 0, 0, 0, 0, 0)
#define TD       MARKUP_NAME('t', 'd', 0, 0, 0, 0, 0, 0)
#define TH       MARKUP_NAME('t', 'h', 0, 0, 0, 0, 0, 0)
#define TABLE    MARKUP_NAME('t', 'a', 'b', 'l', 'e', 0, 0, 0)
#define BUTTON   MARKUP_NAME('b', 'u', 't', 't', 'o', 'n', 0, 0)
#define ADDRESS  MARKUP_NAME('a', 'd', 'd', 'r', 'e', 's', 's', 0)
#define SELECT   MARKUP_NAME('s', 'e', 'l', 'e', 'c', 't', 0, 0)
#define OPTION   MARKUP_NAME('o', 'p', 't', 'i', 'o', 'n', 0, 0)
#define OPTGROUP MARKUP_NAME('o', 'p', 't', 'g', 'r', 'o', 'u', 'p')

static bool is_heading(uint64_t name)
{
    return (name & 0xFF) == 'h' && name >> 8 >= '1' && name >> 8 <= '6';
}

static bool is_dd(uint64_t name)
{
    return name == DD || name == DT;
}

/* Whether an element may part items within it from those around it (13.2.6.4.7, "li"). */
static bool parts_items(uint64_t name, unsigned what)
{
    return name != DIV && name != P && name != ADDRESS &&
           (name == BUTTON || (what != TAG_FOLDS && !(what & (TAG_LINE | TAG_FORMATTING))));
}

static bool ends_p(unsigned what)
{
    return what & (TAG_SOLID | TAG_ENDS_P);
}

bool fold_is_option(uint64_t name)
{
    return name == OPTION || name == OPTGROUP;
}

/* Whether what a start tag closes by itself, or is ignored in, may be open, besides a p. */
static bool may_close(const struct fold *fold, uint64_t name, unsigned what)
{
    uint64_t around = fold->depth ? fold->open[fold->depth - 1].name : 0;

    if (fold_is_option(name))
        return around != SELECT && (name != OPTION || around != OPTGROUP);
    if (is_heading(name))
        return fold->depth ? is_heading(around) : fold->around.headings > 0;
    return (name == LI && fold->around.li) || (is_dd(name) && fold->around.dd) ||
           (name == BUTTON && fold->around.button) || (what & TAG_FORM && fold->around.form);
}

/* Whether the parser does as in the body: it is in no table, or in a cell. */
static bool is_plain(const struct fold *fold)
{
    return !fold->barred && (!fold->table_depth || fold->cell.in);
}

bool fold_takes(const struct fold *fold, const struct blank *blank, const struct markup_tag *tag,
                unsigned what, bool in_body)
{
    if (!(what & TAG_FOLDS) || (what & TAG_HEAD && !in_body) || !is_plain(fold) ||
        !blank_takes_leaf(blank, tag, what) || may_close(fold, tag->name, what))
        return false;
    if (ends_p(what) && fold->around.p)
        return false;
    /* Text opens formatting elements anew that were closed over; these tags do not. */
    return !(what & (TAG_SOLID | TAG_QUIET)) ||
           (!blank->in_doubt && blank->formatting == fold->formatting + fold->cell.formatting);
}

/* `matches`: it ends the current node. */
static void follow_end(struct fold *fold, uint64_t name, unsigned what, bool plain, bool matches)
{
    struct fold_around *around = &fold->around;

    around->p &= !(plain && name == P);
    around->headings -= plain && is_heading(name) && around->headings;
    around->button &= !(plain && name == BUTTON);
    around->form &= !(plain && what & TAG_FORM);
    around->p |= name == BUTTON; /* one around it */
    if (!matches || parts_items(name, what))
        around->li = around->dd = true; /* items around it, or around what it ends too */
    around->li &= !(plain && name == LI);
}

static void follow_start(struct fold *fold, uint64_t name, unsigned what, bool plain)
{
    struct fold_around *around = &fold->around;

    around->p &= !(plain && ends_p(what) && !(what & TAG_FORM && around->form));
    if (plain && what & TAG_SOLID && parts_items(name, what))
        around->li = around->dd = false;
    around->p |= name == P;
    around->li |= name == LI;
    around->dd |= is_dd(name);
    around->headings += is_heading(name);
    around->button |= name == BUTTON;
    around->form |= (what & TAG_FORM) != 0;
    fold->barred |=
        (what & (TAG_BARRIER | TAG_MISPLACED | TAG_TEMPLATE)) == TAG_BARRIER && name != TABLE;
}

static void open_table(struct fold *fold, bool plain)
{
    if (!plain || fold->table_depth == FOLD_TABLES) {
        fold->barred = true;
        return;
    }
    fold->tables[fold->table_depth++] = (struct fold_table){fold->around, fold->cell};
    fold->cell.in = false;
}

/* It closes the innermost table, whatever is open in it; without one it is ignored. */
static void close_table(struct fold *fold, bool seen)
{
    bool form = fold->around.form;

    fold->barred |= fold->table_depth && !seen;
    if (!fold->table_depth)
        return;
    fold->around = fold->tables[--fold->table_depth].around;
    fold->cell = fold->tables[fold->table_depth].cell;
    fold->around.form = form;
}

/* A cell is open until the next tag that belongs to a table. */
static void follow_cell(struct fold *fold, const struct blank *blank, const struct markup_tag *tag,
                        bool seen)
{
    bool form = fold->around.form;

    fold->cell.in = seen && !tag->closing && (tag->name == TD || tag->name == TH);
    if (!fold->cell.in)
        return;
    fold->around = (struct fold_around){.form = form};
    fold->cell.formatting = blank->formatting;
}

void fold_follow(struct fold *fold, const struct blank *blank, const struct markup_tag *tag,
                 unsigned what, bool seen)
{
    /* Within a barrier nothing outside of it is closed. */
    bool plain = seen && is_plain(fold);

    if (tag->name == TABLE && tag->closing)
        close_table(fold, seen);
    else if (tag->name == TABLE)
        open_table(fold, plain);
    else if (what & TAG_MISPLACED && fold->table_depth)
        follow_cell(fold, blank, tag, seen);
    else if (tag->closing)
        follow_end(fold, tag->name, what, plain, blank_is_on_top(blank, tag->name));
    else
        follow_start(fold, tag->name, what, plain);
}

void fold_open(struct fold *fold, const struct fold_element *element)
{
    if (fold->depth == FOLD_OPEN)
        fold_stop(fold);
    fold->open[fold->depth++] = *element;
    fold->formatting += (element->what & TAG_FORMATTING) != 0;
}

void fold_stop(struct fold *fold)
{
    fold->depth = fold->formatting = 0;
}

bool fold_close(struct fold *fold, const struct markup_tag *tag, unsigned what,
                struct fold_element *element)
{
    if (!(what & TAG_FOLDS) || !fold->depth || fold->open[fold->depth - 1].name != tag->name ||
        fold->open[fold->depth - 1].what != what)
        return false;
    *element = fold->open[--fold->depth];
    fold->formatting -= (what & TAG_FORMATTING) != 0;
    fold->around = element->before;
    return true;
}
