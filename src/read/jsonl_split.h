/* jsonl_split: parts a stream of bytes into JSON values without reading them: one a line, or the
 * elements of an array, or objects one after the other over any number of lines. Finds the next
 * value behind a broken one. Knows its place after every byte, so that bytes may come in any
 * portions. */
#ifndef NEWSMILL_READ_JSONL_SPLIT_H
#define NEWSMILL_READ_JSONL_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct split {
    bool by_lines;  /* no value goes on over the end of a line */
    bool in_array;  /* between the elements of an array */
    bool skip_line; /* pass over the rest of the line */
    bool skip_part; /* pass over all that stands before an object */
    uint64_t line;  /* of the next byte, from 1 */

    /* inside a value */
    bool is_container, escaped;
    uint8_t quote;    /* that ends the string which is open; 0: none is */
    bool fresh;       /* only spaces stand before here in this line, and a string is open */
    uint64_t objects; /* bit 0: the innermost container is an object; bit 1: the one around it */
    unsigned depth;
    uint8_t last; /* the last byte outside strings and white space */
};

/* Sets up for an input that begins with these bytes. */
void split_start(struct split *split, const uint8_t *head, size_t n);

/* Passes over what stands between values; gives the bytes used. *begins: the next byte, p[used],
 * begins a value. */
size_t split_gap(struct split *split, const uint8_t *p, size_t n, bool *begins);

/* Goes through a value; gives the bytes that belong to it. *ends: it is over; else all n belong to
 * it and more is wanted. A value that is broken by the next one, or by the end of its line, ends
 * there. */
size_t split_value(struct split *split, const uint8_t *p, size_t n, bool *ends);

/* Says that the value just given is none: nothing more is taken from its line. */
void split_broken(struct split *split);

/* Says that bytes before the next one are lost and it may be in the middle of a value. */
void split_lost(struct split *split);

#endif
