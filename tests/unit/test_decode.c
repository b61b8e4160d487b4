/* The decode stage: which encoding a page is read in when what it says and what it is part. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "config.h"

#include "base/utf8.h"
#include "blank_doc.h"
#include "base/charset_guess.h"
#include "stage/stage_decode.h"

enum { CEILING = 1 << 20 };

/* A text of UTF-8 in another encoding. */
static str encoded(const char *name, str s)
{
    iconv_t cd = iconv_open(name, "UTF-8");
    size_t room = s.n * 4 + 16, left = room;
    char *out = arena_alloc(&arena, room), *to = out, *from = (char *)(uintptr_t)s.p;

    assert_true(cd != (iconv_t)-1);
    assert_int_equal(iconv(cd, &from, &s.n, &to, &left), 0);
    iconv(cd, NULL, NULL, &to, &left);
    iconv_close(cd);
    return (str){out, room - left};
}

static str joined(str a, str b)
{
    return str_printf(&arena, "%.*s%.*s", (int)a.n, a.p, (int)b.n, b.p);
}

/* Decodes raw as a new document. */
static void decode(str raw, const char *http_type)
{
    bool is_text = doc.is_text;
    str coding = doc.http_coding;

    arena_reset(&scratch);
    doc_init(&doc, &arena, &scratch);
    doc.is_text = is_text;
    doc.http_coding = coding;
    doc.raw = raw;
    doc.http_type = str_of(http_type);
    decode_document(&doc, CEILING);
    assert_int_equal(utf8_valid(doc.page), doc.page.n);
}

static void assert_read(str page, const char *charset, uint32_t flags)
{
    assert_int_equal(doc.why, WHY_KEPT);
    assert_int_equal(doc.charset.n, strlen(charset));
    assert_memory_equal(doc.charset.p, charset, doc.charset.n);
    assert_int_equal(doc.page.n, page.n);
    assert_memory_equal(doc.page.p, page.p, page.n);
    assert_int_equal(doc.flags, flags);
}

enum {
    REPAIRED = 1 << FLAG_CHARSET_REPAIRED,
    GUESSED = 1 << FLAG_CHARSET_GUESSED,
    CODING_IS_WRONG = 1 << FLAG_CODING_WRONG,
    TRUNCATED = 1 << FLAG_TRUNCATED,
};

#define GERMAN_1 "<p>Über den Fluß führt künftig eine Brücke, für die Bürger längst kämpften. Der "
#define GERMAN_2                                                                                   \
    "Gemeinderat beschloß am Donnerstag, die Straße bis zum Frühjahr zu öffnen – „endlich“, "
#define GERMAN_3 "sagte die Bürgermeisterin.</p>"
#define GERMAN   GERMAN_1 GERMAN_2 GERMAN_3
#define RUSSIAN_1                                                                                  \
    "<p>Городской совет в четверг утвердил строительство нового моста через реку. По словам "
#define RUSSIAN_2 "мэра, движение откроют весной, а жители ждали этого решения много лет.</p>"
#define RUSSIAN   RUSSIAN_1 RUSSIAN_2
#define JAPANESE_1                                                                                 \
    "<p>市議会は木曜日、川に新しい橋を架ける計画を承認した。市長によると、来年の春に開通する見通"
#define JAPANESE_2 "しで、住民は長年この決定を待ち望んでいたという。</p>"
#define JAPANESE   JAPANESE_1 JAPANESE_2
#define CHINESE_1                                                                                  \
    "<p>市议会星期四批准了在河上修建一座新桥的计划。市长表示，大桥将于明年春天开放，居民们多年来"
#define CHINESE_2 "一直期待这一决定。</p>"
#define CHINESE   CHINESE_1 CHINESE_2
#define KOREAN_1                                                                                   \
    "<p>시의회는 목요일 강을 가로지르는 새 다리를 짓는 계획을 승인했다. 시장은 내년 봄에 개통될 "
#define KOREAN_2 "것이라고 말했으며 주민들은 오랫동안 이 결정을 기다려 왔다.</p>"
#define KOREAN   KOREAN_1 KOREAN_2

static void plain_ways(void **state)
{
    (void)state;
    decode(S(GERMAN), NULL);
    assert_read(S(GERMAN), "UTF-8", 0);
    assert_ptr_equal(doc.page.p, doc.raw.p); /* not copied */
    decode(S(""), NULL);
    assert_read(S(""), "UTF-8", 0);
    decode(S("\xEF\xBB\xBF<p>ü"), "text/html; charset=iso-8859-1");
    assert_read(S("<p>ü"), "UTF-8", 0);
    decode(encoded("ISO-8859-2", S("<p>žluťoučký")), "text/html; Charset=\"ISO-8859-2\"");
    assert_read(S("<p>žluťoučký"), "ISO-8859-2", 0);
    decode(encoded("KOI8-R", S(RUSSIAN)), "text/html;charset='koi8-r';x=y");
    assert_read(S(RUSSIAN), "KOI8-R", 0);
    decode(S("a\x81\x80\xFF"), "text/html; charset=iso-8859-1");
    assert_read(S("a\xC2\x81€ÿ"), "windows-1252", 0);
}

static void declared_in_the_page(void **state)
{
    str meta = S("<meta charset=windows-1251>"), late;
    struct buf gap = buf_new(&arena, CEILING);

    (void)state;
    decode(joined(meta, encoded("CP1251", S(RUSSIAN))), "text/html");
    assert_read(joined(meta, S(RUSSIAN)), "windows-1251", 0);
    /* the header stands above the page */
    decode(joined(meta, encoded("KOI8-R", S(RUSSIAN))), "text/html; charset=koi8-r");
    assert_read(joined(meta, S(RUSSIAN)), "KOI8-R", 0);
    /* a header that names no encoding does not */
    decode(joined(meta, encoded("CP1251", S(RUSSIAN))), "text/html; charset=nonsense");
    assert_read(joined(meta, S(RUSSIAN)), "windows-1251", 0);
    decode(S("<!--><meta charset=koi8-r>\xC1"), NULL); /* a comment that is over at once */
    assert_read(S("<!--><meta charset=koi8-r>а"), "KOI8-R", 0);
    decode(joined(S("<meta charset=x-user-defined>"), S("\xE9")), NULL);
    assert_read(S("<meta charset=x-user-defined>é"), "windows-1252", 0);
    decode(joined(S("<?xml version='1.0' encoding='koi8-r'?>"), encoded("KOI8-R", S(RUSSIAN))),
           NULL);
    assert_read(joined(S("<?xml version='1.0' encoding='koi8-r'?>"), S(RUSSIAN)), "KOI8-R", 0);
    for (int i = 0; i < 600; i++)
        buf_str(&gap, S("<script src=a.js></script>"));
    late = joined(buf_text(&gap), meta);
    decode(joined(late, encoded("CP1251", S(RUSSIAN))), NULL);
    assert_read(joined(late, S(RUSSIAN)), "windows-1251", 0);
}

static void utf_16(void **state)
{
    str meta = joined(S("<meta charset=utf-16>"), S(GERMAN));

    (void)state;
    decode(encoded("UTF-16LE", joined(S("\xEF\xBB\xBF"), S(GERMAN))), NULL);
    assert_read(S(GERMAN), "UTF-16LE", 0);
    decode(encoded("UTF-16BE", S(RUSSIAN "\xF0\x9F\x98\x80")), "text/html; charset=utf-16be");
    assert_read(S(RUSSIAN "\xF0\x9F\x98\x80"), "UTF-16BE", 0);
    decode(encoded("UTF-16LE", S(GERMAN)), NULL); /* no mark, no word */
    assert_read(S(GERMAN), "UTF-16LE", GUESSED);
    decode(encoded("UTF-16LE", S(GERMAN)), "text/html; charset=utf-8");
    assert_read(S(GERMAN), "UTF-16LE", REPAIRED);
    decode(meta, NULL);
    assert_read(meta, "UTF-8", 0);
    decode(S(GERMAN), "text/html; charset=utf-16");
    assert_read(S(GERMAN), "UTF-8", REPAIRED);
    decode(S("\xFF\xFE"
             "a\0\0\xD8"
             "b\0c"),
           NULL);
    assert_read(S("a\xEF\xBF\xBD"
                  "b\xEF\xBF\xBD"),
                "UTF-16LE", REPAIRED);
}

static void says_utf8_and_is_not(void **state)
{
    static const char type[] = "text/html; charset=utf-8";
    static const struct {
        const char *iconv, *name, *text;
    } rows[] = {
        {"CP1252", "windows-1252", GERMAN}, {"CP1251", "windows-1251", RUSSIAN},
        {"CP932", "Shift_JIS", JAPANESE},   {"EUC-JP", "EUC-JP", JAPANESE},
        {"GB18030", "gb18030", CHINESE},    {"CP949", "EUC-KR", KOREAN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
#ifndef HAVE_UCHARDET
        if (i)
            break; /* nobody to ask */
#endif
        decode(encoded(rows[i].iconv, str_of(rows[i].text)), type);
        assert_read(str_of(rows[i].text), rows[i].name, REPAIRED);
        decode(encoded(rows[i].iconv, str_of(rows[i].text)), NULL);
        assert_read(str_of(rows[i].text), rows[i].name, GUESSED);
    }
}

static void damaged_utf8(void **state)
{
    static const char type[] = "text/html; charset=utf-8";

    (void)state;
    /* one bad byte never flips a page */
    decode(joined(S(GERMAN), S("caf\xE9!")), type);
    assert_read(joined(S(GERMAN), S("caf\xEF\xBF\xBD!")), "UTF-8", REPAIRED);
    decode(S("caf\xE9!"), type);
    assert_read(S("caf\xEF\xBF\xBD!"), "UTF-8", REPAIRED);
    decode(joined(S(RUSSIAN), S("\xE9\xE9\xE9")), NULL);
    assert_read(joined(S(RUSSIAN), S("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD")), "UTF-8", REPAIRED);
    /* the last character is cut off */
    decode(joined(S(RUSSIAN), S("\xD0")), type);
    assert_read(joined(S(RUSSIAN), S("\xEF\xBF\xBD")), "UTF-8", REPAIRED);
}

static void is_utf8_after_all(void **state)
{
    (void)state;
    decode(S(GERMAN), "text/html; charset=iso-8859-1");
    assert_read(S(GERMAN), "UTF-8", REPAIRED);
    decode(S("<meta charset=windows-1251>" RUSSIAN), NULL);
    assert_read(S("<meta charset=windows-1251>" RUSSIAN), "UTF-8", REPAIRED);
    decode(S(CHINESE), "text/html; charset=gbk");
    assert_read(S(CHINESE), "UTF-8", REPAIRED);
    /* in GBK these happen to be good UTF-8: two sequences do not outweigh what is declared */
    decode(encoded("GBK", S("模模")), "text/html; charset=gb2312");
    assert_read(S("模模"), "GBK", 0);
    decode(S("no more than ASCII"), "text/html; charset=iso-8859-1");
    assert_read(S("no more than ASCII"), "windows-1252", 0);
}

static void other_than_declared(void **state)
{
    (void)state;
    /* gb2312 is read as what it grew into */
    decode(encoded("GB18030", S("<p>朱镕基 €")), "text/html; charset=gb2312");
    assert_read(S("<p>朱镕基 €"), "GBK", 0);
    decode(S("\x82\x35\x90\x37\x81\x30\x81\x30"), "text/html; charset=gb18030");
    assert_read(S("\xE9\xBE\xB4\xC2\x80"), "gb18030", 0);
    decode(S("\x81\x60"), "text/html; charset=shift_jis"); /* the wave dash, as the web has it */
    assert_read(S("\xEF\xBD\x9E"), "Shift_JIS", 0);
    decode(S("a\xFF<b>"), "text/html; charset=big5");
    assert_read(S("a\xEF\xBF\xBD<b>"), "Big5", REPAIRED);
    decode(S("\x81<b>"), "text/html; charset=euc-kr"); /* markup is never swallowed */
    assert_read(S("\xEF\xBF\xBD<b>"), "EUC-KR", REPAIRED);
#ifdef HAVE_UCHARDET
    decode(encoded("CP949", S(KOREAN)), "text/html; charset=shift_jis");
    assert_read(S(KOREAN), "EUC-KR", REPAIRED);
#endif
}

static void double_utf8(void **state)
{
    str twice = encoded("UTF-8", S("f\xC3\x83\xC2\xBCr, gr\xC3\x83\xC2\xBC\xC3\x83\xC5\xB8"
                                   "e \xC3\xA2\xE2\x82\xAC\xE2\x80\x9C")); /* "fÃ¼r, grÃ¼ÃŸe â€“" */

    (void)state;
    decode(twice, NULL);
    assert_read(S("für, grüße –"), "UTF-8", REPAIRED);
    /* by way of ISO-8859-1, as PHP's utf8_encode does it */
    decode(S("\xC3\xA2\xC2\x80\xC2\x9Cso\xC3\xA2\xC2\x80\xC2\x9D, f\xC3\x83\xC2\xBCr"), NULL);
    assert_read(S("“so”, für"), "UTF-8", REPAIRED);
    /* a character that takes no part contradicts */
    decode(joined(twice, S(" schön")), NULL);
    assert_read(joined(twice, S(" schön")), "UTF-8", 0);
    /* once may be meant */
    decode(S("it shows f\xC3\x83\xC2\xBCr instead"), NULL);
    assert_read(S("it shows f\xC3\x83\xC2\xBCr instead"), "UTF-8", 0);
}

static void scrapes(void **state)
{
    (void)state;
    doc.is_text = true;
    decode(S("<meta charset=koi8-r> is markup, f\xC3\xBCr"), NULL);
    assert_read(S("<meta charset=koi8-r> is markup, für"), "UTF-8", 0);
    decode(encoded("KOI8-R", S(RUSSIAN)), "text/plain; charset=koi8-r");
    assert_read(S(RUSSIAN), "KOI8-R", 0);
    decode(encoded("CP1252", S(GERMAN)), NULL);
    assert_read(S(GERMAN), "windows-1252", GUESSED);
}

static str gzipped(str s)
{
    z_stream z = {0};
    char *out = arena_alloc(&arena, s.n + 256);

    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)s.n + 256;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return (str){out, s.n + 256 - z.avail_out};
}

static void codings(void **state)
{
    str once = gzipped(S(GERMAN)), twice = gzipped(once);

    (void)state;
    doc.http_coding = S("gzip");
    decode(once, NULL);
    assert_read(S(GERMAN), "UTF-8", 0);
    decode(S(GERMAN), NULL);
    assert_read(S(GERMAN), "UTF-8", CODING_IS_WRONG);
    decode(str_slice(once, 0, once.n / 2), NULL);
    assert_int_equal(doc.flags & TRUNCATED, TRUNCATED);
    assert_memory_equal(doc.page.p, GERMAN, doc.page.n);
    decode(str_slice(once, 0, 12), NULL);
    assert_int_equal(doc.why, WHY_CUT);
    doc.http_coding = S("GZIP, gzip");
    decode(twice, NULL);
    assert_read(S(GERMAN), "UTF-8", 0);
    doc.http_coding = S("gzip, gzip, gzip");
    decode(twice, NULL);
    assert_int_equal(doc.why, WHY_BAD_CODING);
    doc.http_coding = S("compress");
    decode(once, NULL);
    assert_int_equal(doc.why, WHY_BAD_CODING);
    doc.http_coding = S("identity");
    decode(once, NULL); /* gzip without a word of it */
    assert_read(S(GERMAN), "UTF-8", 0);
    doc.http_coding = S("utf-8");
    decode(S(GERMAN), NULL);
    assert_read(S(GERMAN), "UTF-8", CODING_IS_WRONG);
}

static void ceiling(void **state)
{
    (void)state;
    doc.raw = S("<p>" RUSSIAN);
    decode_document(&doc, 8); /* "<p><p>" and two bytes: one character */
    assert_read(S("<p><p>Г"), "UTF-8", TRUNCATED);
    doc_init(&doc, &arena, &scratch);
    doc.raw = S("<p>" RUSSIAN);
    decode_document(&doc, 9);
    assert_read(S("<p><p>Г"), "UTF-8", TRUNCATED);
    doc_init(&doc, &arena, &scratch);
    doc.raw = encoded("KOI8-R", S("два"));
    doc.http_type = S("text/html; charset=koi8-r");
    decode_document(&doc, 5); /* it grows past the ceiling as it is decoded */
    assert_read(S("дв"), "KOI8-R", TRUNCATED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plain_ways, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(declared_in_the_page, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(utf_16, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(says_utf8_and_is_not, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(damaged_utf8, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(is_utf8_after_all, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(other_than_declared, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(double_utf8, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(scrapes, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(codings, doc_up, doc_down),
        cmocka_unit_test_setup_teardown(ceiling, doc_up, doc_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
