/* extract_blocks: the text in the making becomes blocks, and the elements around them boxes. */
#include "../base/hash.h"
#include "../base/utf8.h"
#include "extract_walk.h"

enum { LONGEST_SHAPE = 256 }; /* bytes of tag and class that make a box's shape */

/* ---- boxes ---- */

static uint64_t shape_of(const struct open *open)
{
    const char *tag = gumbo_normalized_tagname(open->element->tag);
    str class = open->class;
    char shape[LONGEST_SHAPE];
    size_t n = 0;

    while (tag[n] && n < sizeof shape - 1) {
        shape[n] = tag[n];
        n++;
    }
    shape[n++] = ' ';
    for (size_t i = 0; i < class.n && n < sizeof shape; i++) {
        shape[n] = class.p[i];
        n += !is_ascii_digit(class.p[i]);
    }
    return hash64((str){shape, n});
}

static uint32_t make_box(struct walk *walk, struct open *open, uint32_t parent, uint32_t depth)
{
    struct doc *doc = walk->doc;
    struct box *box = doc_add_box(doc, NO_BOX - 1);

    *box = (struct box){
        .parent = parent,
        .depth = depth,
        .first = (uint32_t)doc->block_count,
        .last = (uint32_t)doc->block_count,
        .hints = open->hints,
        .under = open->under,
        .tag = str_of(gumbo_normalized_tagname(open->element->tag)),
        .shape = shape_of(open),
    };
    return (uint32_t)(doc->box_count - 1);
}

/* The box of the innermost open element; all around it are made as well. */
static uint32_t current_box(struct walk *walk)
{
    uint32_t parent = 0;

    for (size_t i = 0; i < walk->depth; i++) {
        if (walk->open[i].box == NO_BOX)
            walk->open[i].box = make_box(walk, &walk->open[i], parent, (uint32_t)i);
        parent = walk->open[i].box;
    }
    return parent;
}

/* ---- blocks ---- */

static uint8_t list_depth(const struct walk *walk)
{
    uint8_t level = 0;

    for (size_t i = 0; i < walk->depth && level < UINT8_MAX; i++)
        level = (uint8_t)(level + (walk->open[i].element->tag == GUMBO_TAG_UL ||
                                   walk->open[i].element->tag == GUMBO_TAG_OL));
    return level ? level : 1;
}

/* Kind by the nearest element around that decides it; a list item gives only its first block. */
static void set_kind(struct walk *walk, struct block *block)
{
    for (size_t i = walk->depth; i-- > 0;) {
        struct open *open = &walk->open[i];
        switch (open->element->tag) {
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
            block->kind = BLOCK_HEADING;
            block->level = (uint8_t)(open->element->tag - GUMBO_TAG_H1 + 1);
            return;
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_LISTING:
        case GUMBO_TAG_XMP:
        case GUMBO_TAG_PLAINTEXT:
            block->kind = BLOCK_CODE;
            return;
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_CAPTION:
            block->kind = BLOCK_CAPTION;
            return;
        case GUMBO_TAG_BLOCKQUOTE:
            block->kind = BLOCK_QUOTE;
            return;
        case GUMBO_TAG_TR:
            block->kind = open->row ? BLOCK_ROW : BLOCK_PARAGRAPH;
            return;
        case GUMBO_TAG_LI:
            block->kind = open->used ? BLOCK_PARAGRAPH : BLOCK_ITEM;
            block->level = list_depth(walk);
            open->used = true;
            return;
        default:
            break;
        }
    }
}

/* Lines of preformatted text: trailing white space goes, indents stay. */
static str tidy_lines(struct arena *arena, str text)
{
    struct buf out = buf_new(arena, text.n + 1);
    str line;

    while (str_split(&text, '\n', &line)) {
        while (line.n && is_space((unsigned char)line.p[line.n - 1]))
            line.n--;
        if (out.n)
            buf_char(&out, '\n');
        for (size_t i = 0; i < line.n; i++)
            if ((unsigned char)line.p[i] >= ' ' || line.p[i] == '\t')
                buf_char(&out, line.p[i]);
    }
    while (out.n && out.p[out.n - 1] == '\n')
        out.n--;
    return buf_text(&out);
}

void walk_start_text(struct walk *walk)
{
    walk->text.n = 0;
    walk->link_from = walk->in_link ? 0 : NOWHERE;
    walk->bold_from = walk->in_bold ? 0 : NOWHERE;
    walk->links = walk->in_link ? 1 : 0;
    walk->link = walk->open_link;
    walk->link_words = walk->bold_words = 0;
    walk->after_break = false;
    walk->cells = 0;
}

uint32_t walk_words_since(const struct walk *walk, size_t from)
{
    return from == NOWHERE ? 0 : (uint32_t)count_words(str_from(buf_text(&walk->text), from));
}

/* The text so far becomes a block, if there is any; past the ceiling it takes no memory. */
void walk_flush(struct walk *walk)
{
    struct doc *doc = walk->doc;
    str text = buf_text(&walk->text);
    struct block *block, made = {0};
    bool is_blank = !str_trim(text).n;

    if (is_blank || doc->block_count >= walk->limits->blocks) {
        if (!is_blank)
            doc_flag(doc, FLAG_TRUNCATED);
        walk_start_text(walk);
        return;
    }
    text = walk->in_pre ? tidy_lines(doc->arena, text) : text_tidy(doc->arena, text);
    if (str_trim(text).n) {
        set_kind(walk, &made);
        made.text = text;
        made.box = current_box(walk);
        made.links = walk->links;
        made.link_words = walk->link_words + walk_words_since(walk, walk->link_from);
        made.bold_words = walk->bold_words + walk_words_since(walk, walk->bold_from);
        made.first_link = str_dup(doc->arena, walk->link);
        block = doc_add_block(doc, walk->limits->blocks);
        *block = made;
        block_measure(block);
    }
    walk_start_text(walk);
}
