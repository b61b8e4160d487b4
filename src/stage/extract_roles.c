#include "extract_roles.h"

#include <string.h>

enum { NAME_LOOKED_AT = 24 }; /* bytes of a tag in which a custom element has its hyphen */

/* The source of a formula, mostly TeX, beside the formula: no browser shows it (MathML Core, 4.2).
 */
static bool is_annotation(const GumboElement *element)
{
    static const char tag[] = "<annotation";

    return element->tag_namespace == GUMBO_NAMESPACE_MATHML &&
           element->original_tag.length >= sizeof tag - 1 &&
           memcmp(element->original_tag.data, tag, sizeof tag - 1) == 0;
}

/* A custom element ("body-text") holds blocks as a rule; its name has a hyphen. */
static enum role role_of_unknown(const GumboElement *element)
{
    size_t n = element->original_tag.length;

    if (is_annotation(element))
        return ROLE_SKIP;
    if (n > NAME_LOOKED_AT)
        n = NAME_LOOKED_AT;
    return n && memchr(element->original_tag.data, '-', n) ? ROLE_BLOCK : ROLE_INLINE;
}

static const unsigned char roles[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_BR] = ROLE_BREAK,         [GUMBO_TAG_SCRIPT] = ROLE_SKIP,
    [GUMBO_TAG_STYLE] = ROLE_SKIP,       [GUMBO_TAG_TEMPLATE] = ROLE_SKIP,
    [GUMBO_TAG_IFRAME] = ROLE_SKIP,      [GUMBO_TAG_EMBED] = ROLE_SKIP,
    [GUMBO_TAG_OBJECT] = ROLE_SKIP,      [GUMBO_TAG_APPLET] = ROLE_SKIP,
    [GUMBO_TAG_VIDEO] = ROLE_SKIP,       [GUMBO_TAG_AUDIO] = ROLE_SKIP,
    [GUMBO_TAG_CANVAS] = ROLE_SKIP,      [GUMBO_TAG_MAP] = ROLE_SKIP,
    [GUMBO_TAG_SVG] = ROLE_SKIP,         [GUMBO_TAG_SELECT] = ROLE_SKIP,
    [GUMBO_TAG_DATALIST] = ROLE_SKIP,    [GUMBO_TAG_TEXTAREA] = ROLE_SKIP,
    [GUMBO_TAG_NOFRAMES] = ROLE_SKIP,    [GUMBO_TAG_NOEMBED] = ROLE_SKIP,
    [GUMBO_TAG_META] = ROLE_SKIP,        [GUMBO_TAG_LINK] = ROLE_SKIP,
    [GUMBO_TAG_TITLE] = ROLE_SKIP,       [GUMBO_TAG_RP] = ROLE_SKIP,
    [GUMBO_TAG_RT] = ROLE_SKIP,          [GUMBO_TAG_HTML] = ROLE_BLOCK,
    [GUMBO_TAG_BODY] = ROLE_BLOCK,       [GUMBO_TAG_NOSCRIPT] = ROLE_BLOCK,
    [GUMBO_TAG_ARTICLE] = ROLE_BLOCK,    [GUMBO_TAG_SECTION] = ROLE_BLOCK,
    [GUMBO_TAG_NAV] = ROLE_BLOCK,        [GUMBO_TAG_ASIDE] = ROLE_BLOCK,
    [GUMBO_TAG_H1] = ROLE_BLOCK,         [GUMBO_TAG_H2] = ROLE_BLOCK,
    [GUMBO_TAG_H3] = ROLE_BLOCK,         [GUMBO_TAG_H4] = ROLE_BLOCK,
    [GUMBO_TAG_H5] = ROLE_BLOCK,         [GUMBO_TAG_H6] = ROLE_BLOCK,
    [GUMBO_TAG_HGROUP] = ROLE_BLOCK,     [GUMBO_TAG_HEADER] = ROLE_BLOCK,
    [GUMBO_TAG_FOOTER] = ROLE_BLOCK,     [GUMBO_TAG_ADDRESS] = ROLE_BLOCK,
    [GUMBO_TAG_P] = ROLE_BLOCK,          [GUMBO_TAG_HR] = ROLE_BLOCK,
    [GUMBO_TAG_PRE] = ROLE_BLOCK,        [GUMBO_TAG_LISTING] = ROLE_BLOCK,
    [GUMBO_TAG_XMP] = ROLE_BLOCK,        [GUMBO_TAG_PLAINTEXT] = ROLE_BLOCK,
    [GUMBO_TAG_BLOCKQUOTE] = ROLE_BLOCK, [GUMBO_TAG_OL] = ROLE_BLOCK,
    [GUMBO_TAG_UL] = ROLE_BLOCK,         [GUMBO_TAG_DIR] = ROLE_BLOCK,
    [GUMBO_TAG_LI] = ROLE_BLOCK,         [GUMBO_TAG_DL] = ROLE_BLOCK,
    [GUMBO_TAG_DT] = ROLE_BLOCK,         [GUMBO_TAG_DD] = ROLE_BLOCK,
    [GUMBO_TAG_FIGURE] = ROLE_BLOCK,     [GUMBO_TAG_FIGCAPTION] = ROLE_BLOCK,
    [GUMBO_TAG_MAIN] = ROLE_BLOCK,       [GUMBO_TAG_DIV] = ROLE_BLOCK,
    [GUMBO_TAG_CENTER] = ROLE_BLOCK,     [GUMBO_TAG_TABLE] = ROLE_BLOCK,
    [GUMBO_TAG_CAPTION] = ROLE_BLOCK,    [GUMBO_TAG_THEAD] = ROLE_BLOCK,
    [GUMBO_TAG_TBODY] = ROLE_BLOCK,      [GUMBO_TAG_TFOOT] = ROLE_BLOCK,
    [GUMBO_TAG_TR] = ROLE_BLOCK,         [GUMBO_TAG_TD] = ROLE_BLOCK,
    [GUMBO_TAG_TH] = ROLE_BLOCK,         [GUMBO_TAG_FORM] = ROLE_BLOCK,
    [GUMBO_TAG_FIELDSET] = ROLE_BLOCK,   [GUMBO_TAG_LEGEND] = ROLE_BLOCK,
    [GUMBO_TAG_DETAILS] = ROLE_BLOCK,    [GUMBO_TAG_SUMMARY] = ROLE_BLOCK,
    [GUMBO_TAG_MENU] = ROLE_BLOCK,       [GUMBO_TAG_BUTTON] = ROLE_BLOCK,
};

enum role role_of(const GumboElement *element)
{
    return element->tag == GUMBO_TAG_UNKNOWN ? role_of_unknown(element)
                                             : (enum role)roles[element->tag];
}
