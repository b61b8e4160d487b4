#include "xml.h"

#include "markup.h"

enum { NAME_MOST = 64 };

/* Behind the next `end` from `at` on; the end of the text when there is none. */
static size_t behind(str text, size_t at, str end)
{
    size_t found = str_find(str_from(text, at), end);

    return found == SIZE_MAX ? text.n : at + found + end.n;
}

/* Behind <!DOCTYPE ...>, its declarations in brackets included. */
static size_t doctype_end(str text, size_t at)
{
    size_t close = behind(text, at, S(">"));
    size_t bracket = str_find_char(str_slice(text, at, close), '[');

    return bracket == SIZE_MAX ? close : behind(text, behind(text, at + bracket, S("]")), S(">"));
}

static bool is_declaration(str text)
{
    return str_starts(text, S("<?")) || str_starts(text, S("<!"));
}

size_t xml_declaration_end(str text, size_t at)
{
    str rest = str_from(text, at);

    if (str_starts(rest, S("<!--")))
        return markup_comment(text, at);
    if (str_starts(rest, S("<![CDATA[")))
        return behind(text, at, S("]]>"));
    if (str_starts(rest, S("<?")))
        return behind(text, at + 2, S("?>"));
    return doctype_end(text, at);
}

str xml_cdata(str text, size_t at)
{
    str rest = str_from(text, at + sizeof "<![CDATA[" - 1);

    return str_slice(rest, 0, str_find(rest, S("]]>")));
}

str xml_past_prolog(str text)
{
    text = str_trim(text);
    while (is_declaration(text))
        text = str_trim(str_from(text, xml_declaration_end(text, 0)));
    return text;
}

static bool is_name_char(char c)
{
    return is_ascii_digit(c) || is_ascii_letter(c) || c == '_' || c == ':' || c == '-' || c == '.';
}

str xml_name_at(str text, size_t at)
{
    size_t n = 0;

    while (at + n < text.n && is_name_char(text.p[at + n]))
        n++;
    if (n && n <= NAME_MOST && (text.p[at] == '_' || is_ascii_letter(text.p[at])))
        return str_slice(text, at, at + n);
    return (str){NULL, 0};
}

str xml_tag_name(str text, size_t at, bool *closing)
{
    *closing = at + 1 < text.n && text.p[at + 1] == '/';
    return xml_name_at(text, at + 1 + *closing);
}

str xml_local(str name)
{
    size_t colon = str_find_char(name, ':');

    return colon == SIZE_MAX ? name : str_from(name, colon + 1);
}
