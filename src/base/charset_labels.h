/* charset_labels: the encodings of the WHATWG Encoding Standard and what pages call them. */
#ifndef NEWSMILL_BASE_CHARSET_LABELS_H
#define NEWSMILL_BASE_CHARSET_LABELS_H

#include "str.h"

enum charset {
    CHARSET_NONE, /* unknown */
#define ENCODING(id, name, table, kind) CHARSET_##id,
#include "charset_labels.def"
#undef ENCODING
    CHARSET_COUNT
};

/* How its bytes are read. */
enum charset_kind {
    KIND_NONE,
    KIND_UTF_8,
    KIND_SINGLE, /* one byte, one character */
    KIND_GB18030,
    KIND_BIG5,
    KIND_EUC_JP,
    KIND_ISO_2022_JP,
    KIND_SHIFT_JIS,
    KIND_EUC_KR,
    KIND_UTF_16LE,
    KIND_UTF_16BE,
    KIND_USER_DEFINED,
    KIND_REPLACEMENT,
};

struct charset_row {
    const char *name;  /* as the standard spells it */
    const char *table; /* iconv's name of the mapping; "": needs none */
    enum charset_kind kind;
};
extern const struct charset_row charset_rows[CHARSET_COUNT];

/* "Get an encoding" (section 4.2): white space around the label and the case of letters do not
 * count. CHARSET_NONE when it is no label of the standard. */
enum charset charset_of_label(str label);

/* The charset parameter of a Content-Type header, quoted or not. */
enum charset charset_of_type(str content_type);

/* ASCII white space as HTML has it: no vertical tab. */
bool is_html_space(char c);

#endif
