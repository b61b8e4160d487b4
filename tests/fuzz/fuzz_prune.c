/* The pruned page against the whole page: gumbo makes the same tree of both, or of the whole page
 * without the attributes that prune drops (tree_compare.h). White space inside pre is not held
 * exact: the end tag of a pre that the parser ignores is not known to prune. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "../unit/tree_compare.h"
#include "base/markup.h"
#include "base/reference.h"
#include "base/utf8.h"
#include "stage.h"

enum {
    MOST_BYTES = 4096,   /* of a page; gumbo is quadratic in depth */
    FIRST_RUN = 0xF0000, /* characters from here on may stand for runs */
    DEPTH = 512,         /* option page-depth of prune, its only one */
};

extern const struct stage stage_prune;

static void report_and_abort(str page, const struct doc *doc, const struct tree_report *report)
{
    fprintf(stderr, "page    %.*s\npruned  %.*s\nwant    %.*s\ngot     %.*s\n", (int)page.n, page.p,
            (int)doc->pruned.text.n, doc->pruned.text.p, (int)report->want.n, report->want.p,
            (int)report->got.n, report->got.p);
    abort();
}

/* gumbo's own errors, which prune mends: the form that it makes of isindex; references to numbers
 * that are too large or of characters that stand for runs; and in foreign content, where it
 * compares tags as they are written, "</>" as a part of the next tag and "</svg >" as the end of
 * something else. */
static bool has_large_number(str page)
{
    size_t end, at = 0;

    for (size_t next; (next = str_find(str_from(page, at), S("&#"))) != SIZE_MAX;) {
        at += next + 1;
        if (reference_number(str_from(page, at), &end) >= FIRST_RUN)
            return true;
    }
    return false;
}

static bool has_odd_end_tag(str page)
{
    struct markup_tag tag;
    size_t end, at = 0;

    for (size_t next; (next = str_find(str_from(page, at), S("</"))) != SIZE_MAX; at++) {
        at += next;
        if (str_starts(str_from(page, at), S("</>")) ||
            (markup_tag(page, at, SIZE_MAX, &tag, &end) && tag.end != tag.after_name + 1))
            return true;
    }
    return false;
}

static bool is_left_out(str page)
{
    return str_has_nocase(page, S("<isindex")) || has_large_number(page) ||
           ((str_has_nocase(page, S("<svg")) || str_has_nocase(page, S("<math"))) &&
            has_odd_end_tag(page));
}

static void compare(struct arena *arena, struct arena *scratch, str bytes)
{
    struct tree_report report;
    uint64_t depth = DEPTH;
    size_t repaired;
    struct doc doc;

    doc_init(&doc, arena, scratch);
    doc.page = utf8_repair(arena, bytes, &repaired);
    if (is_left_out(doc.page))
        return;
    stage_prune.run(&depth, &doc, NULL);
    if (doc_has_flag(&doc, FLAG_PARSER_LIMITED))
        return;
    tree_compare(arena, &doc, false, &report);
    if (report.verdict == TREE_DIFFERENT)
        report_and_abort(doc.page, &doc, &report);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const size_t most = MOST_BYTES;
    struct arena arena, scratch;

    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    compare(&arena, &scratch, (str){(const char *)bytes, n < most ? n : most});
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
