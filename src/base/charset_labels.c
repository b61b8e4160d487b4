#include "charset_labels.h"

#include <string.h>

enum { LONGEST_LABEL = 32 };

const struct charset_row charset_rows[CHARSET_COUNT] = {
    {"", "", KIND_NONE},
#define ENCODING(id, name, table, kind) {name, table, KIND_##kind},
#include "charset_labels.def"
#undef ENCODING
};

static const struct {
    const char *label;
    enum charset charset;
} labels[] = {
#define LABEL(label, id) {label, CHARSET_##id},
#include "charset_labels.def"
#undef LABEL
};

bool is_html_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

enum charset charset_of_label(str label)
{
    char lower[LONGEST_LABEL];
    size_t low = 0, high = sizeof labels / sizeof *labels;

    while (label.n && is_html_space(label.p[0]))
        label = str_from(label, 1);
    while (label.n && is_html_space(label.p[label.n - 1]))
        label.n--;
    if (!label.n || label.n >= sizeof lower)
        return CHARSET_NONE;
    for (size_t i = 0; i < label.n; i++) {
        char c = label.p[i];
        lower[i] = is_ascii_upper(c) ? (char)(c + ('a' - 'A')) : c;
    }
    lower[label.n] = '\0';
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(lower, labels[middle].label);
        if (!order && !memchr(lower, 0, label.n))
            return labels[middle].charset;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return CHARSET_NONE;
}

/* The value of a parameter: what stands in quotes of either kind, or up to white space or a
 * comma (two headers joined into one). */
static str parameter_value(str s)
{
    size_t n = 0;

    s = str_trim(s);
    if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
        size_t end = str_find_char(str_from(s, 1), s.p[0]);
        return str_slice(s, 1, end == SIZE_MAX ? s.n : end + 1);
    }
    while (n < s.n && !is_html_space(s.p[n]) && s.p[n] != ',')
        n++;
    return str_slice(s, 0, n);
}

enum charset charset_of_type(str content_type)
{
    str part;

    while (str_split(&content_type, ';', &part)) {
        size_t at = str_find_char(part, '=');
        enum charset charset;
        if (at == SIZE_MAX || !str_eq_nocase(str_trim(str_slice(part, 0, at)), S("charset")))
            continue;
        charset = charset_of_label(parameter_value(str_from(part, at + 1)));
        if (charset)
            return charset;
    }
    return CHARSET_NONE;
}
