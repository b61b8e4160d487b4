/* markup: the lexical shape of HTML - tags, attributes, comments - as the tokenizer sees it
 * (WHATWG HTML, 13.2.5), found in borrowed text without building anything. */
#ifndef NEWSMILL_BASE_MARKUP_H
#define NEWSMILL_BASE_MARKUP_H

#include "str.h"

/* White space of HTML: is_space() without \v. */
static inline bool is_markup_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

/* A tag: places are in the text that it was read from. */
struct markup_tag {
    uint64_t name;       /* first eight bytes in lower case, MARKUP_NAME('d', 'i', 'v', ...) */
    uint64_t attributes; /* markup_name_bit() of each attribute's name */
    size_t at;           /* of its '<' */
    size_t after_name;   /* where attributes may begin */
    size_t end;          /* behind its '>', or the end of the text */
    bool closing, self_closing;
    bool ended; /* its '>' is there: without it the tokenizer drops the tag */
};

#define MARKUP_NAME(a, b, c, d, e, f, g, h)                                                        \
    ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 |              \
     (uint64_t)(e) << 32 | (uint64_t)(f) << 40 | (uint64_t)(g) << 48 | (uint64_t)(h) << 56)

/* Attributes of a tag as they are met, as markup_attribute() gives them: those whose name's bit is
 * wanted, the first of them where there are more. */
enum { MARKUP_LISTED = 256 };
struct markup_list {
    uint64_t wanted;
    size_t count;
    struct {
        str name, value;
    } list[MARKUP_LISTED];
};

/* Behind the name of a tag that begins at `at`; *name as in struct markup_tag. */
size_t markup_name(str text, size_t at, uint64_t *name);

/* Reads the tag whose '<' is at `at`. false: it is no tag, the '<' is text, or begins a comment or
 * declaration. Attributes past the first `most` are left out: *attributes_end is where they begin,
 * else the end of the tag. */
bool markup_tag(str text, size_t at, size_t most, struct markup_tag *tag, size_t *attributes_end);
/* The same, and *list of it. */
bool markup_tag_listed(str text, size_t at, size_t most, struct markup_tag *tag,
                       size_t *attributes_end, struct markup_list *list);

/* Place of the next '<' that is more than text (13.2.5.6); text.n when there is none. */
size_t markup_next(str text, size_t at);

/* The first place in at..to that is no white space; `to` when all is. */
size_t markup_past_space(str text, size_t at, size_t to);
/* Nothing but white space. */
bool markup_is_blank(str text);

/* Names of attributes share few bits: a tag without the bit of a name has no such attribute. The
 * name is not empty. */
static inline uint64_t markup_name_bit(str name)
{
    return (uint64_t)1 << (((unsigned char)name.p[0] & 31u) + name.n * 7) % 64;
}

/* Takes the next attribute of a tag's text from *at on: name and value as they are written, the
 * value without its quotes, {NULL, 0} when there is none. false at the end of the tag. */
bool markup_attribute(str tag, size_t *at, str *name, str *value);

/* Does an element of that name stand within a line, and part no words, as <b> and <a>? */
bool markup_is_inline(str name);

/* Place of the next end tag of that name ("script"), SIZE_MAX when there is none. */
size_t markup_end_tag(str text, size_t at, str name);

/* The same for the script whose body begins at `at`: in "<!-- <script> </script> -->" the end tag
 * ends no script (13.2.5.15 and on). */
size_t markup_script_end(str text, size_t at);

/* Behind the comment whose "<!--" is at `at` (13.2.5.43 and on), or the end of the text. */
size_t markup_comment(str text, size_t at);

/* The value of an attribute with its character references decoded, in `arena`; the
 * value itself when it has none. */
str markup_value(struct arena *arena, str value);
/* Whether markup_value makes of every value in a tag what the standard does (13.2.5.72), line ends
 * and NULs included. */
bool markup_is_plain(str tag);

#endif
