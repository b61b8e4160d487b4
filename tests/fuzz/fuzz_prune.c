/* The pruned page against the whole page: gumbo makes the same tree of both, or of the whole page
 * without the attributes that prune drops (tree_compare.h). White space inside pre is not held
 * exact: the end tag of a pre that the parser ignores is not known to prune. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "../unit/tree_compare.h"
#include "base/utf8.h"
#include "stage.h"

enum {
    MOST_BYTES = 4096, /* of a page; gumbo is quadratic in depth */
    DEPTH = 512,       /* option page-depth of prune, its only one */
};

extern const struct stage stage_prune;

static void report_and_abort(str page, const struct doc *doc, const struct tree_report *report)
{
    fprintf(stderr, "page    %.*s\npruned  %.*s\nwant    %.*s\ngot     %.*s\n", (int)page.n, page.p,
            (int)doc->pruned.text.n, doc->pruned.text.p, (int)report->want.n, report->want.p,
            (int)report->got.n, report->got.p);
    abort();
}

static void compare(struct arena *arena, struct arena *scratch, str bytes)
{
    struct tree_report report;
    uint64_t depth = DEPTH;
    size_t repaired;
    struct doc doc;

    doc_init(&doc, arena, scratch);
    doc.page = utf8_repair(arena, bytes, &repaired);
    if (str_has_nocase(doc.page, S("isindex"))) /* gumbo's own: prune drops it */
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
