/* meta_wanted: the meta stage on a whole page or scrape, and the fields that are wanted of it. */
#ifndef NEWSMILL_TEST_META_WANTED_H
#define NEWSMILL_TEST_META_WANTED_H

#include "config.h"
#include "page.h"

extern const struct stage stage_prune, stage_extract, stage_meta;

#define PROSE                                                                                      \
    "The ferry company said on Monday that the night boats would stop in autumn, because too few " \
    "people take them, and that the harbour would be closed to larger ships until the spring.\n\n" \
    "Its director, who has led it for nine years, told the islanders that the decision was not "   \
    "easy and that nobody would lose work over it.\n"
#define PAGE_PROSE "<p>" PROSE "</p>"

struct want {
    enum field field;
    const char *text;
};

static inline void run(struct page *page, bool is_text, const char *bytes, const char *url)
{
    page_make(page, is_text, str_of(bytes));
    field_set(&page->doc, FIELD_URL, str_of(url), "input");
    if (!is_text)
        page_run(page, &stage_prune);
    page_run(page, &stage_extract);
    page_run(page, &stage_meta);
}

/* What libpsl and CLD2 say is not asked of a build without them. */
static inline bool is_known(enum field field)
{
    (void)field;
#ifndef HAVE_PSL
    if (field == FIELD_SITE)
        return false;
#endif
#ifndef HAVE_CLD2
    if (field == FIELD_LANG)
        return false;
#endif
    return true;
}

static inline void check(bool is_text, const char *bytes, const char *url, const struct want *wants)
{
    struct page page;

    run(&page, is_text, bytes, url);
    for (; wants->text; wants++) {
        str got = page.doc.fields[wants->field].text;
        if (is_known(wants->field) && !str_is(got, wants->text))
            fail_msg("%s\n%s is '%.*s', not '%s'", bytes, field_rows[wants->field].key, (int)got.n,
                     got.p ? got.p : "", wants->text);
    }
    page_leave(&page);
}
#define WANT(...) ((const struct want[]){__VA_ARGS__, {FIELD_ID, NULL}})

#endif
