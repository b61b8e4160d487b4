/* feedparser's expectations of titles, links, ids, dates, languages and encodings, from
 * NEWSMILL_TESTDATA; its and gofeed's files, none of which may break us. Titles are compared as
 * plain text, for feedparser keeps their markup; dates as ISO 8601; encodings by the WHATWG's
 * labels, where an ASCII text is the same in all of those that hold ASCII. The differences that are
 * wanted stand here with their reasons. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>

#include "own_arena.h"

#include "base/charset_labels.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "cases.h"
#include "read/feed.h"
#include "read/html_text.h"
#include "read/sitemap.h"
#include "samples.h"

static const char server[] = "http://127.0.0.1:8097/";

/* Differences that are wanted: all cases whose file's name holds the text. */
static const struct {
    const char *file, *reason;
} wanted[] = {
    {"entry_link_rel_license", "a link to something else is not the page"},
    {"feed_link_xml_base_iri", "the same: feedparser lists links of every relation"},
    {"http_entry_id_base", "an id is kept as it is written, for it is no address"},
    {"http_feed_id_base", "the same"},
    {"http_content_language.xml", "Content-Language is not asked: it speaks of the readers"},
    {"entity_in_doctype", "no entity of a DTD is ever read"},
    {"item_dc_date", "dc:date of an item is when it was published"},
    {"xml_malicious_comment", "the text behind a comment that is not ended is not seen"},
    {"chardet/gb2312", "the detector names the larger encoding, gb18030"},
    {"chardet/koi8r", "the detector names the sister encoding, KOI8-U"},
};

static bool is_wanted(str file)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (str_find(file, str_of(wanted[i].file)) != SIZE_MAX)
            return true;
    return false;
}

enum kind { KIND_TEXT, KIND_PLAIN, KIND_DATE, KIND_URL, KIND_CHARSET };

static str number_text(uint32_t number)
{
    return number ? str_printf(&arena, "%u", number) : S("");
}

/* The value that a path of feedparser names; false: it is not of ours. */
static bool found_of(const struct feed *feed, str path, enum kind *kind, str *found)
{
    static const struct feed_item none;
    const struct feed_item *item = feed->count ? &feed->items[0] : &none;
    const struct {
        const char *path;
        enum kind kind;
        str value;
    } rows[] = {
        {"entries[0]['title']", KIND_TEXT, item->title},
        {"entries[0]['title_detail']['value']", KIND_TEXT, item->title},
        {"entries[0]['link']", KIND_URL, item->url},
        {"entries[0]['links'][0]['href']", KIND_URL, item->url},
        {"entries[0]['id']", KIND_PLAIN, item->id},
        {"entries[0]['guid']", KIND_PLAIN, item->id},
        {"entries[0]['published']", KIND_DATE, item->published},
        {"entries[0]['created']", KIND_DATE, item->published},
        {"entries[0]['updated']", KIND_DATE, item->updated},
        {"entries[0]['language']", KIND_PLAIN, item->language},
        {"feed['title']", KIND_TEXT, feed->title},
        {"feed['title_detail']['value']", KIND_TEXT, feed->title},
        {"feed['link']", KIND_URL, feed->link},
        {"feed['links'][0]['href']", KIND_URL, feed->link},
        {"feed['id']", KIND_PLAIN, feed->id},
        {"feed['guid']", KIND_PLAIN, feed->id},
        {"feed['updated']", KIND_DATE, feed->updated},
        {"feed['published']", KIND_DATE, feed->updated},
        {"feed['language']", KIND_PLAIN, feed->language},
        {"feed['ttl']", KIND_PLAIN, number_text(feed->ttl)},
        {"encoding", KIND_CHARSET, feed->charset},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(path, str_of(rows[i].path))) {
            *kind = rows[i].kind;
            *found = rows[i].value;
            return true;
        }
    return false;
}

static bool same_charset(str want, str found, str bytes)
{
    enum charset a = charset_of_label(want), b = charset_of_label(found);
    bool ascii = utf8_ascii(bytes, 0) == bytes.n;
    bool wide = str_starts_nocase(want, S("utf-16")) || str_starts_nocase(found, S("utf-16"));

    return str_eq_nocase(want, found) || (a && a == b) || (a && b && ascii && !wide);
}

static bool same(enum kind kind, str want, str found, str bytes)
{
    struct date date;

    if (kind == KIND_CHARSET)
        return same_charset(want, found, bytes);
    if (kind == KIND_URL)
        return str_eq(url_resolve(&arena, S(""), want), found);
    if (kind == KIND_DATE)
        return date_read(want, (struct date_hint){0}, &date) &&
               str_eq(date_iso(&arena, &date), found);
    return str_eq(want, found) || (kind == KIND_TEXT && (str_eq(html_text(&arena, want), found) ||
                                                         str_eq(text_tidy(&arena, want), found)));
}

static str header(const struct json *row, const char *name)
{
    return json_text(json_member(row, "headers"), name);
}

static void test_expectations(void **state)
{
    str rest = file_bytes("feeds/cases-feedparser.jsonl"), line;
    size_t cases = 0, differ = 0, wrong = 0;

    (void)state;
    while (str_split(&rest, '\n', &line)) {
        const struct json *row = line.n ? case_read(line) : NULL;
        str file = json_text(row, "file"), want = json_text(row, "want"), found, bytes, base;
        struct arena scratch;
        struct feed feed;
        enum kind kind;

        if (!found_of(&(struct feed){0}, json_text(row, "path"), &kind, &found))
            continue;
        bytes = file_bytes(str_zero_ended(&arena, file));
        base = url_resolve(&arena, str_of(server), header(row, "Content-Location"));
        arena_init(&scratch, 0);
        feed_read(&arena, &scratch, bytes, header(row, "Content-type"),
                  base.n ? base : str_of(server), &feed);
        arena_free(&scratch);
        found_of(&feed, json_text(row, "path"), &kind, &found);
        cases++;
        if (same(kind, want, found, bytes))
            continue;
        differ++;
        if (is_wanted(file))
            continue;
        printf("%.*s\n     gave %.*s\n", (int)line.n, line.p, (int)found.n, found.p ? found.p : "");
        wrong++;
    }
    printf("%zu expectations, %zu differ\n", cases, differ);
    assert_true(cases > 300);
    assert_int_equal(wrong, 0);
}

static size_t files, feeds;

static int take_file(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    struct arena scratch;
    struct feed feed;
    struct sitemap sitemap;

    (void)status;
    (void)place;
    if (kind != FTW_F)
        return 0;
    arena_init(&scratch, 0);
    files++;
    feeds += feed_read(&arena, &scratch, file_bytes(path), S(""), str_of(server), &feed);
    for (size_t i = 0; i < feed.count; i++)
        assert_true(!feed.items[i].url.n || str_starts(feed.items[i].url, S("http")));
    sitemap_read(&arena, &scratch, file_bytes(path), S(""), str_of(server), &sitemap);
    arena_free(&scratch);
    arena_reset(&arena);
    return 0;
}

static void test_all_files(void **state)
{
    (void)state;
    assert_int_equal(nftw("feeds", take_file, 16, FTW_PHYS), 0);
    printf("%zu files, %zu of them feeds\n", files, feeds);
    assert_true(files >= 3197);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_expectations, arena_up, arena_down),
        cmocka_unit_test_setup_teardown(test_all_files, arena_up, arena_down),
    };
    int failed;

    samples_unpack("feeds");
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    samples_remove();
    return failed;
}
