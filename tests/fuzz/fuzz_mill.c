#include "fuzz.h"

#include <newsmill.h>
#include <stdio.h>
#include <stdlib.h>

void fuzz_mill(const char *kind, const char *rules, const void *bytes, size_t n)
{
    newsmill *mill = newsmill_new();
    const newsmill_doc *doc;
    newsmill_counts counts;
    newsmill_block block;
    int said;

    newsmill_set(mill, "share", FUZZ_SHARE);
    newsmill_set(mill, "as", kind);
    newsmill_set(mill, "jobs", "1");
    if (rules)
        newsmill_set(mill, "rules", rules);
    newsmill_input_bytes(mill, bytes, n, "bytes");
    while ((said = newsmill_next(mill, &doc)) == NEWSMILL_OK) {
        newsmill_record(doc);
        for (size_t i = 0; newsmill_block_at(doc, i, &block) == NEWSMILL_OK; i++)
            if (!block.raw.n)
                abort();
    }
    newsmill_count(mill, &counts);
    if (counts.read != counts.kept + counts.duplicate + counts.rejected + counts.failed)
        abort();
    if (said == NEWSMILL_FAILED && !rules) {
        fprintf(stderr, "the run broke: %s\n", newsmill_message(mill));
        abort();
    }
    newsmill_free(mill);
}
