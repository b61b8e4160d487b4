/* dedup: how texts are told to be one story, and what becomes of each copy. Through the public
 * interface, as `newsmill dedup` runs it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <newsmill.h>

enum { ROOM = 1 << 16, MOST_DOCS = 20 };

/* Paragraphs of our own. */
static const char lead[] =
    "The harbour authority of Westkapelle will close the northern lock for eleven weeks from 3 "
    "March, its director Anna Verbruggen told reporters on Tuesday. Divers found cracks in two of "
    "the four gates during an inspection in January, and the repair cannot wait.";
static const char barges[] =
    "About 140 barges pass the lock every day, most of them on their way from the gravel pits near "
    "Oudewater to building sites along the coast. They will have to take the longer route through "
    "the Sluis canal, which adds five hours and costs a skipper some 900 euros in fuel.";
static const char claes[] =
    "Pieter Claes, who speaks for 60 family firms, said that the authority had known of the damage "
    "since 2019. He and his members were told again and again that the gates would last, he said, "
    "and now they paid for the delay while nobody in the ministry answered the telephone.";
static const char denial[] =
    "Verbruggen denied this. The cracks were not there two years ago, she said, and the cold of "
    "this winter had done more harm than anybody could expect. The ministry has set aside 2.4 "
    "million euros for the work, which a yard in Terneuzen is to carry out.";
static const char village[] =
    "In the village opinions are divided. The baker Jan Smit expects fewer customers, for the "
    "crews used to buy their bread while they waited. The owner of the camp site next to the lock "
    "looks forward to quiet nights, however, and hopes that guests will notice.";
static const char storks[] =
    "Three young storks were ringed on the church tower of Marienfeld on Sunday, more than in any "
    "year since the nest was built. The ringers, led by the retired teacher Hanna Brock, climbed "
    "the ladder of the fire brigade while some 200 people looked on from the square.";
static const char camera[] =
    "The parents came back from Spain in the first week of April. A camera in the belfry shows "
    "what they bring: frogs, mice, and once the glove of a gardener. The pictures have been seen "
    "more often than the page of the mayor, who takes it with humour.";

static char input[ROOM];
static size_t length;

static int start(void **state)
{
    (void)state;
    length = 0;
    return 0;
}

static void put(const char *id, const char *site, const char *day, const char *const *paragraphs)
{
    length += (size_t)snprintf(input + length, ROOM - length,
                               "{\"id\":\"%s\",\"url\":\"https://%s/%s\",\"published\":"
                               "\"2026-03-%sT08:00:00Z\",\"text\":\"",
                               id, site, id, day);
    for (; *paragraphs; paragraphs++)
        length += (size_t)snprintf(input + length, ROOM - length, "%s\\n\\n", *paragraphs);
    length += (size_t)snprintf(input + length, ROOM - length, "\"}\n");
    assert_true(length < ROOM);
}
#define PUT(id, site, day, ...) put(id, site, day, (const char *const[]){__VA_ARGS__, NULL})

/* The text with the next "from", "to" of `swaps` replaced in it where each stands first behind the
 * one before. It stays until the next call. */
static const char *with(const char *text, const char *const *swaps)
{
    static char changed[ROOM];
    size_t n = 0;

    for (; *swaps; swaps += 2) {
        const char *at = strstr(text, swaps[0]);
        assert_non_null(at);
        n += (size_t)snprintf(changed + n, ROOM - n, "%.*s%s", (int)(at - text), text, swaps[1]);
        text = at + strlen(swaps[0]);
    }
    snprintf(changed + n, ROOM - n, "%s", text);
    return changed;
}
#define WITH(text, ...) with(text, (const char *const[]){__VA_ARGS__, NULL})

/* What became of them: "id outcome-reason cluster" each on a line. */
static void expect(const char *wanted, const char *const *settings)
{
    static const char *const usual[] = {"dedup", "yes", "given", "yes", NULL};
    char got[ROOM] = "";
    size_t n = 0;
    newsmill *mill = newsmill_new();
    const newsmill_doc *doc;

    for (const char *const *at = usual; *at; at += 2)
        assert_int_equal(newsmill_set(mill, at[0], at[1]), NEWSMILL_OK);
    for (const char *const *at = settings; at && *at; at += 2)
        assert_int_equal(newsmill_set(mill, at[0], at[1]), NEWSMILL_OK);
    assert_int_equal(newsmill_input_bytes(mill, input, length, "made.jsonl"), NEWSMILL_OK);
    while (newsmill_next(mill, &doc) == NEWSMILL_OK) {
        newsmill_str record = newsmill_record(doc);
        const char *cluster = strstr(record.p, "\"cluster\":\"");
        newsmill_str id = newsmill_field(doc, "id");
        assert_non_null(cluster);
        cluster += strlen("\"cluster\":\"");
        n += (size_t)snprintf(got + n, ROOM - n, "%.*s %s %.*s\n", (int)id.n, id.p,
                              newsmill_why(doc), (int)strcspn(cluster, "\""), cluster);
    }
    assert_string_equal(newsmill_message(mill), "");
    newsmill_free(mill);
    assert_string_equal(got, wanted);
}

static void every_relation(void **state)
{
    static char near_lead[1000];

    (void)state;
    snprintf(near_lead, sizeof near_lead, "WESTKAPELLE (dpa) - %s", lead);
    PUT("a", "one.example", "01", lead, barges, claes, denial);
    PUT("exact", "two.example", "01", lead, barges, claes, denial);
    PUT("near", "three.example", "01", near_lead, barges, claes, denial);
    PUT("part", "four.example", "02", lead, barges);
    PUT("more", "five.example", "02", lead, barges, claes, denial, village);
    PUT("update", "six.example", "02", lead, barges, denial, village);
    PUT("other", "six.example", "02", storks, camera);
    expect("a kept a\nexact exact a\nnear near a\npart contained a\nmore superset a\n"
           "update update a\nother kept other\n",
           NULL);
}

static void the_same_address(void **state)
{
    (void)state;
    PUT("a", "one.example", "01", lead, barges);
    PUT("a", "one.example", "02", lead, barges);
    PUT("a", "one.example", "20", lead, storks, camera);
    PUT("a", "one.example", "21", claes, denial, village);
    expect("a kept a\na unchanged a\na revision a\na kept a\n", NULL);
}

/* Two of a weekly series: the same sentences, other figures. */
static void market_reports_stay_apart(void **state)
{
    static const char *const monday =
        "Shares in Antwerp closed higher on Monday, with the port index up 1.24 percent at 4,512 "
        "points. Banks gained 2.1 percent after a quiet morning, while steel makers lost 0.4 "
        "percent. The euro traded at 1.0871 dollars and Brent crude stood at 71.30 dollars a "
        "barrel. Turnover reached 812 million euros, and 61 of 98 shares rose.";
    const char *next =
        WITH(monday, "higher", "lower", "up 1.24", "down 0.87", "4,512", "4,473", "2.1", "0.3",
             "0.4", "1.9", "1.0871", "1.0795", "71.30", "73.85", "812", "694", "61", "35");

    (void)state;
    PUT("one", "one.example", "02", monday);
    PUT("two", "one.example", "09", next);
    PUT("soon", "two.example", "09", next, camera);
    expect("one kept one\ntwo kept two\nsoon superset two\n", NULL);
}

static void a_corrected_story_is_an_update(void **state)
{
    const char *corrected = WITH(lead, "eleven", "twelve");
    static const char *const note =
        "An earlier version of this article named a wrong number of weeks. It was put right after "
        "a call from the authority, which added that tugs will wait at the bend near Domburg for "
        "barges without a bow thruster; skippers can book them by radio a day ahead.";

    (void)state;
    PUT("first", "one.example", "01", lead, barges, claes, denial);
    PUT("fixed", "one.example", "01", corrected, barges, claes, note);
    expect("first kept first\nfixed update first\n", NULL);
}

/* One story in the furniture of two sites, of which no rule knows. */
static void furniture_does_not_part_a_bulletin(void **state)
{
    (void)state;
    PUT("one", "one.example", "01", "Your friendly paper since the great flood of 1953", lead,
        barges, claes, "The desk in the market hall is open from nine to five, bring cake");
    PUT("two", "two.example", "01", "News as the gulls would tell it", lead, barges, claes,
        "The crossword of last week was solved by nobody at all, says its author");
    expect("one kept one\ntwo near one\n", NULL);
}

static void quotations_and_follow_ups_stay_apart(void **state)
{
    (void)state;
    PUT("long", "one.example", "01", storks, camera, village, denial, lead, barges);
    PUT("quoted", "two.example", "01", denial);
    PUT("teaser", "three.example", "01", storks);
    PUT("later", "one.example", "02",
        "Work on the damaged lock began a day late on Thursday, since a crane had been held up by "
        "fog in the estuary. Two tugs brought it in shortly before noon, and a crowd cheered.",
        "Foreman Geert Maas said the first gate would be lifted at the weekend if the wind drops. "
        "He praised the crew and promised coffee to the neighbours for the noise at night.",
        barges);
    expect("long kept long\nquoted kept quoted\nteaser contained long\nlater kept later\n", NULL);
}

/* Its lead is new, and the background is that of the first. A version of the first has the words of
 * its lead, if in another order. */
static void a_later_story_has_another_lead(void **state)
{
    static const char later[] =
        "Skippers blew their horns at Westkapelle when the first of the mended gates swung open "
        "for a barge with gravel for the coast, nine days before the time that had been set, and "
        "nobody was happier than Anna Verbruggen.";
    static const char turned[] =
        "For eleven weeks from 3 March the northern lock will close, Anna Verbruggen, director of "
        "the harbour authority of Westkapelle, told reporters. On Tuesday: divers during an "
        "inspection in January found cracks in the gates, two of four, and the repair cannot wait.";

    (void)state;
    PUT("a", "one.example", "01", lead, barges, claes, denial);
    PUT("turned", "two.example", "01", turned, claes, denial);
    PUT("later", "two.example", "03", later, claes, denial);
    expect("a kept a\nturned near a\nlater kept later\n", NULL);
}

static void digests_hold_and_join_nothing(void **state)
{
    (void)state;
    PUT("lock", "one.example", "01", lead, barges);
    PUT("storks", "two.example", "01", storks, camera);
    PUT("day", "three.example", "01", lead, barges, storks, camera);
    PUT("lock again", "four.example", "01", lead, barges);
    expect("lock kept lock\nstorks kept storks\nday kept day\nlock again exact lock\n", NULL);
}

static void short_texts_are_exact_or_nothing(void **state)
{
    (void)state;
    PUT("a", "one.example", "01", "The lock is closed until May, the authority said.");
    PUT("b", "two.example", "01", "The lock is closed until May, the authority said!");
    PUT("c", "three.example", "01", "The lock is closed until May, the harbour authority said.");
    expect("a kept a\nb exact a\nc kept c\n", NULL);
}

/* A single sentence: its words, all of them, at the head of the story; not what only begins so. */
static void a_sentence_is_a_teaser_word_for_word(void **state)
{
    static const char *const sentence =
        "Three young storks were ringed on the church tower of Marienfeld on Sunday, more than in "
        "any year since the nest was built.";
    static const char *const another =
        "Three young storks were ringed on the church tower of Holm on Friday, fewer than in most "
        "years since the nest fell.";

    (void)state;
    PUT("story", "one.example", "01", storks, camera, village);
    PUT("teaser", "two.example", "01", sentence);
    PUT("other", "three.example", "01", another);
    expect("story kept story\nteaser contained story\nother kept other\n", NULL);
}

/* Two replaced figures are many for a text of 95 words; where all else agrees they are put right.
 */
static void two_figures_are_put_right_in_a_short_story(void **state)
{
    static const char *const wrong =
        "The ferry between Harlem Point and the island of Grootsand will run every 20 minutes from "
        "Easter on, the shipping line said. Captain Rosa Behrens, who has steered it since 1998, "
        "expects longer queues at the ramp all the same, for the camp site is booked out. Last "
        "summer the boat took 3,400 cars and twice as many bicycles. Mayor Olaf Timm wants the "
        "line to add a night trip for the staff of the two hotels, who now sleep in caravans "
        "behind the dunes, and will speak about it with the county on Wednesday.";

    (void)state;
    PUT("wrong", "one.example", "01", wrong);
    PUT("right", "two.example", "01", WITH(wrong, "20", "25", "3,400", "4,300"));
    expect("wrong kept wrong\nright near wrong\n", NULL);
}

/* A machine read names wrongly here and there, but rightly elsewhere: no template. */
static void a_scan_with_damaged_names_is_a_copy(void **state)
{
    static const char *const story =
        "The ferry from Harlem to the island of Grootsand will run all night from Easter on, said "
        "Rosa Behrens, who steers it. The mayor, Olaf Timm, wants a second ramp at Harlem. He will "
        "ask the county for it, and expects that Grootsand pays a third. For Behrens the ramp "
        "comes late: last year the boat took 3,400 cars and left as many behind. The keeper of the "
        "camp site, Hilda Voss, says that her guests sleep in the queue. What Timm wants, says "
        "Voss, should have been built in 1998, when the harbour of Harlem was dug out.";

    (void)state;
    PUT("story", "one.example", "01", story);
    PUT("scan", "two.example", "01",
        WITH(story, "Harlem", "Harlern", "Grootsand", "Grootsancl", "Behrens", "Bebrens", "Timm",
             "Tirnm", "Voss", "Yoss", "Harlem", "Harlern"));
    expect("story kept story\nscan near story\n", NULL);
}

/* A copy with another lead has nothing of the teaser that the cluster began with. */
static void a_teaser_may_begin_a_cluster(void **state)
{
    (void)state;
    PUT("teaser", "one.example", "01", lead);
    PUT("story", "two.example", "01", lead, barges, claes, denial, village);
    PUT("abridged", "three.example", "01", storks, claes, barges, denial, village);
    expect("teaser kept teaser\nstory superset teaser\nabridged kept teaser\n", NULL);
}

static void longer_copies_are_kept_when_asked(void **state)
{
    (void)state;
    PUT("part", "one.example", "01", lead, barges);
    PUT("whole", "two.example", "01", lead, barges, claes, denial);
    PUT("again", "three.example", "01", lead, barges, claes);
    expect("part kept part\nwhole kept part\nagain contained part\n",
           (const char *const[]){"keep", "longest", NULL});
}

/* What was not compared with a kept document is kept: b has little of a, and c more of b. */
static void nothing_is_left_out_by_way_of_a_third(void **state)
{
    (void)state;
    PUT("a", "one.example", "01", lead, barges, claes);
    PUT("b", "two.example", "01", barges, claes, denial, village);
    PUT("c", "three.example", "01", denial, village, camera);
    expect("a kept a\nb update a\nc kept c\n", NULL);
}

static void far_in_time_only_the_same_joins(void **state)
{
    (void)state;
    PUT("a", "one.example", "01", lead, barges, claes, denial);
    PUT("b", "two.example", "20", lead, barges, storks, camera, village);
    PUT("c", "three.example", "20", lead, barges, claes, denial, village);
    expect("a kept a\nb kept b\nc superset a\n", NULL);
}

static void threads_make_no_difference(void **state)
{
    const char *wanted = "a kept a\nb contained a\nc superset a\nd kept d\n";

    (void)state;
    PUT("a", "one.example", "01", lead, barges, claes, denial);
    PUT("b", "two.example", "01", lead, barges, claes);
    PUT("c", "three.example", "01", lead, barges, claes, denial, village);
    PUT("d", "three.example", "01", storks, camera);
    expect(wanted, (const char *const[]){"jobs", "1", NULL});
    expect(wanted, (const char *const[]){"jobs", "2", NULL});
    expect(wanted, (const char *const[]){"jobs", "8", NULL});
}

#define TEST(name) cmocka_unit_test_setup(name, start)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_relation),
        TEST(the_same_address),
        TEST(market_reports_stay_apart),
        TEST(a_corrected_story_is_an_update),
        TEST(furniture_does_not_part_a_bulletin),
        TEST(quotations_and_follow_ups_stay_apart),
        TEST(a_later_story_has_another_lead),
        TEST(digests_hold_and_join_nothing),
        TEST(short_texts_are_exact_or_nothing),
        TEST(a_sentence_is_a_teaser_word_for_word),
        TEST(two_figures_are_put_right_in_a_short_story),
        TEST(a_scan_with_damaged_names_is_a_copy),
        TEST(a_teaser_may_begin_a_cluster),
        TEST(longer_copies_are_kept_when_asked),
        TEST(nothing_is_left_out_by_way_of_a_third),
        TEST(far_in_time_only_the_same_joins),
        TEST(threads_make_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
