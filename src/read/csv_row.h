/* csv_row: rows and fields of a table as text: RFC 4180, and what is met in its place - tabs,
 * semicolons or bars between fields, quotes within quotes that nobody doubled, quotes that nobody
 * closed. */
#ifndef NEWSMILL_READ_CSV_ROW_H
#define NEWSMILL_READ_CSV_ROW_H

#include "../base/str.h"

struct csv_row {
    char between;  /* fields */
    bool is_plain; /* a quote is a character as any other */
    int place;     /* within a row; 0: at its start */
    char last;     /* character */
    bool opens;    /* the last quote within quotes stands behind a mark between fields */
    bool doubtful; /* within quotes a field seems to begin, as in ,"so: they were never closed */
};

/* A piece_ends: behind the line end that ends the row. */
bool csv_row_ends(void *row, str shown, size_t *at);

/* Takes the next field of a row, without its quotes, into `out`. false: there is none. Before the
 * first one `row->place` is 0. */
bool csv_field(struct csv_row *row, str *rest, struct buf *out);

/* How many fields a row has, and whether it is doubtful. */
size_t csv_fields(struct csv_row *row, str text);

#endif
