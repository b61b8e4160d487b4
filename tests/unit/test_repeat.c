/* repeat: cascades, doubles, pull quotes, the title, glued sentences; and what they leave alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "blank_doc.h"
#include "fake_run.h"
#include "stage.h"

extern const struct stage stage_repeat;

static void run_stage(void)
{
    struct run run = {.failed = ""};

    assert_true(stage_repeat.run(NULL, &doc, &run));
    arena_reset(&scratch);
}

/* What block i says now; "" when it is marked. */
static const char *said(size_t i)
{
    if (doc.blocks[i].why != WHY_KEPT)
        return "";
    return str_zero_ended(&arena, block_text(&arena, &doc.blocks[i]));
}

static void a_cascade_is_undone(void **state)
{
    (void)state;
    add(BLOCK_ITEM, "Water level: The lake has fallen by two metres since the last survey.");
    add(BLOCK_ITEM, "The lake has fallen by two metres since the last survey. Causes: Farmers "
                    "pump more than the rivers bring.");
    add(BLOCK_ITEM, "Farmers pump more than the rivers bring. What is planned: A new canal from "
                    "the north is to open in spring.");
    add(BLOCK_PARAGRAPH, "The ministry wants to report again in May.");
    run_stage();
    assert_string_equal(said(0),
                        "Water level: The lake has fallen by two metres since the last survey.");
    assert_string_equal(said(1), "Causes: Farmers pump more than the rivers bring.");
    assert_string_equal(said(2),
                        "What is planned: A new canal from the north is to open in spring.");
    assert_string_equal(said(3), "The ministry wants to report again in May.");
    assert_int_equal(doc.blocks[1].spans->why, WHY_CASCADE);
}

static void a_german_cascade_is_undone(void **state)
{
    (void)state;
    add(BLOCK_PARAGRAPH, "Kosten: Der Umbau des Bahnhofs wird neun Millionen Euro teurer.");
    add(BLOCK_PARAGRAPH, "Der Umbau des Bahnhofs wird neun Millionen Euro teurer. – Zeitplan: Die "
                         "Züge halten erst ab 2031 wieder.");
    add(BLOCK_PARAGRAPH, "Die Züge halten erst ab 2031 wieder. „Kritik“ der Opposition: Der "
                         "Stadtrat wurde nicht gefragt.");
    run_stage();
    assert_string_equal(said(1), "Zeitplan: Die Züge halten erst ab 2031 wieder.");
    assert_string_equal(said(2), "„Kritik“ der Opposition: Der Stadtrat wurde nicht gefragt.");
}

static void one_glued_bullet_needs_labels(void **state)
{
    (void)state;
    add(BLOCK_ITEM, "Result: The council voted by nine to four to close the old swimming hall in "
                    "the autumn.");
    add(BLOCK_ITEM, "The council voted by nine to four to close the old swimming hall in the "
                    "autumn. Next: A new one is built.");
    add(BLOCK_PARAGRAPH, "Council votes to close the old swimming hall");
    add(BLOCK_PARAGRAPH,
        "Council votes to close the old swimming hall, which has stood there since 1926.");
    run_stage();
    assert_string_equal(said(1), "Next: A new one is built.");
    assert_null(doc.blocks[3].spans);
}

static void doubles_go(void **state)
{
    (void)state;
    add(BLOCK_PARAGRAPH, "The bridge was closed on Tuesday after cracks were found in a pier.");
    add(BLOCK_PARAGRAPH, "Drivers have to take the ferry, which runs every half hour until ten.");
    add(BLOCK_PARAGRAPH, "The bridge was closed on Tuesday, after cracks were found in a pier!");
    add(BLOCK_PARAGRAPH, "DRIVERS have to take the ferry which runs every half-hour until ten.");
    add(BLOCK_HEADING, "What happens next");
    add(BLOCK_HEADING, "What happens next");
    add(BLOCK_PARAGRAPH, "Engineers look at it today.");
    add(BLOCK_PARAGRAPH, "Engineers look at it today.");
    add(BLOCK_PARAGRAPH,
        "They will report to the town council before the end of the month, it says.");
    run_stage();
    for (size_t i = 0; i < doc.block_count; i++)
        assert_int_equal(doc.blocks[i].why, i == 2 || i == 3 || i == 5 ? WHY_REPEAT : WHY_KEPT);
}

static void an_adjacent_double_in_prose_goes(void **state)
{
    (void)state;
    add(BLOCK_PARAGRAPH,
        "The town has been waiting for the new school for more than eleven years.");
    add(BLOCK_PARAGRAPH, "It opens on Monday morning.");
    add(BLOCK_PARAGRAPH, "It opens on Monday morning.");
    add(BLOCK_PARAGRAPH, "Six hundred children will go there, a third of them from the villages.");
    run_stage();
    assert_string_equal(said(1), "It opens on Monday morning.");
    assert_string_equal(said(2), "");
}

static void a_summary_goes_before_the_paragraph(void **state)
{
    (void)state;
    add(BLOCK_ITEM, "Two of the three reactors will be shut down by the end of the year.");
    add(BLOCK_PARAGRAPH, "The operator said so in a letter to its shareholders on Friday evening.");
    add(BLOCK_PARAGRAPH, "Two of the three reactors will be shut down by the end of the year.");
    run_stage();
    assert_string_equal(said(0), "");
    assert_string_equal(said(2),
                        "Two of the three reactors will be shut down by the end of the year.");
}

static void pull_quotes_go(void **state)
{
    (void)state;
    add(BLOCK_PARAGRAPH, "The mayor was tired. “We have counted every single vote three times,” "
                         "she said, and went home to sleep.");
    add(BLOCK_QUOTE, "We have counted every single vote three times");
    add(BLOCK_PARAGRAPH, "“Counted every single vote three times”");
    add(BLOCK_QUOTE, "Nobody has ever counted our votes three times before");
    add(BLOCK_QUOTE, "went home to sleep");
    run_stage();
    assert_int_equal(doc.blocks[0].why, WHY_KEPT);
    assert_int_equal(doc.blocks[1].why, WHY_REPEAT);
    assert_int_equal(doc.blocks[2].why, WHY_REPEAT);
    assert_int_equal(doc.blocks[3].why, WHY_KEPT);
    assert_int_equal(doc.blocks[4].why, WHY_KEPT);
}

static void the_title_goes(void **state)
{
    (void)state;
    field_set(&doc, FIELD_TITLE, S("Harbour reopens after storm"), "og");
    add(BLOCK_HEADING, "Harbour Reopens After Storm");
    add(BLOCK_PARAGRAPH, "Harbour reopens after storm.");
    add(BLOCK_ITEM, "Harbour reopens after storm");
    run_stage();
    assert_int_equal(doc.blocks[0].why, WHY_TITLE);
    assert_int_equal(doc.blocks[1].why, WHY_REPEAT);
    assert_int_equal(doc.blocks[2].why, WHY_KEPT);
}

static void halves_are_parted(void **state)
{
    (void)state;
    add(BLOCK_PARAGRAPH,
        "Ferry timetable for the winter months Ferry timetable for the winter months");
    add(BLOCK_PARAGRAPH, "no, no, no, no, no, no, no, no");
    add(BLOCK_ROW, "3 | 4 | 5 | 6 | 3 | 4 | 5 | 6");
    run_stage();
    assert_string_equal(said(0), "Ferry timetable for the winter months");
    assert_null(doc.blocks[1].spans);
    assert_null(doc.blocks[2].spans);
}

static void copies_of_passages_take_short_lines_along(void **state)
{
    static const char *const lines[] = {
        "The new museum of the river opens its doors to visitors on the first of June.",
        "Free entry",
        ("On the first day nobody has to pay, and the curators themselves show people around the "
         "halls, among them the one with the old ferry."),
        "There is a café with a view of the water, open until nine in the evening every day.",
    };
    (void)state;
    for (size_t i = 0; i < 8; i++)
        add(BLOCK_PARAGRAPH, lines[i % 4]);
    run_stage();
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(doc.blocks[i].why, i < 4 ? WHY_KEPT : WHY_REPEAT);
}

static void what_recurs_by_right_stays(void **state)
{
    static const char *const lines[] = {
        "Did you see him?",
        "Yes.",
        "Did he see you?",
        "Yes.",
        "Yes.",
        "Row on, my brothers, row,",
        "The tide is coming in",
        "Row on, my brothers, row,",
        "Row on, my brothers, row,",
        "The tide is coming in",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        add(BLOCK_PARAGRAPH, lines[i]);
    add(BLOCK_ROW, "one | two | three | four | five | six | seven | eight | nine");
    add(BLOCK_ROW, "one | two | three | four | five | six | seven | eight | nine");
    add(BLOCK_CODE, "for (int i = 0; i < n; i++) sum = sum + a[i] * b[i];");
    add(BLOCK_CODE, "for (int i = 0; i < n; i++) sum = sum + a[i] * b[i];");
    add(BLOCK_HEADING, "Ingredients");
    add(BLOCK_ITEM, "Knead the dough for ten minutes and let it rest for an hour.");
    add(BLOCK_HEADING, "Ingredients");
    add(BLOCK_ITEM, "Knead the dough for ten minutes and let it rest for an hour.");
    run_stage();
    for (size_t i = 0; i < doc.block_count; i++) {
        assert_int_equal(doc.blocks[i].why, WHY_KEPT);
        assert_null(doc.blocks[i].spans);
    }
}

static const char *mended(const char *text)
{
    doc.block_count = 0;
    add(BLOCK_PARAGRAPH, text);
    run_stage();
    return said(0);
}

static void glued_sentences_are_parted(void **state)
{
    static const char *const rows[][2] = {
        {"So the date was fixed.Then they left.", "So the date was fixed. Then they left."},
        {"Who could have known?Nobody had asked.", "Who could have known? Nobody had asked."},
        {"They had won at last!The crowd sang.", "They had won at last! The crowd sang."},
        {"He called it “a mistake.”His party did not.",
         "He called it “a mistake.” His party did not."},
        {"He left the room.“They lied,” he said.", "He left the room. “They lied,” he said."},
        {"They met (in secret).Later they denied it.",
         "They met (in secret). Later they denied it."},
        {"Das Spiel war aus.Die Leute gingen heim.", "Das Spiel war aus. Die Leute gingen heim."},
        {"Переговоры завершены.Стороны довольны итогом.",
         "Переговоры завершены.Стороны довольны итогом."},
        {"Вчера переговоры завершены.Стороны довольны итогом.",
         "Вчера переговоры завершены. Стороны довольны итогом."},
        {"Η κυβέρνηση απάντησε αμέσως.Στη συνέχεια έφυγε.",
         "Η κυβέρνηση απάντησε αμέσως. Στη συνέχεια έφυγε."},
        {"She went to Lisbon.However, nobody came.", "She went to Lisbon. However, nobody came."},
        {"It rained on the day.That’s why.", "It rained on the day. That’s why."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(mended(rows[i][0]), rows[i][1]);
}

static void what_is_no_seam_stays(void **state)
{
    static const char *const rows[] = {
        "They wrote it in Node.Js and sold it on Amazon.Com in the end.",
        "See the page at https://example.org/a.Bad/b.Html for what is known.",
        "Write to press.Office@example.org for more on it.",
        "Read the file Readme.Txt or Notes.Doc before you go on.",
        "In the city of St.Gallen and with Dr.Meyer or Prof.Huber it rained.",
        "J.R.R.Tolkien and the U.S.Army and Ph.D.Students were there.",
        "At 9 a.m.The doors open, e.g.In the hall.",
        "He paid 3.50Euro and version 2.Beta was out.",
        "It was on Yahoo!News before we had it here.",
        "Follow @some.One or #some.Tag for more of it.",
        "We used models.Model, and then context.Context, all day.",
        "The firm CloudWorks.Media was founded here in 2019.",
        "Vgl. die Ausgabe von Schmidt u.a.Berlin und usf.Die Seite.",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(mended(rows[i]), rows[i]);
    doc.block_count = 0;
    add(BLOCK_PARAGRAPH, "You then call widget.Paint and after it widget.Close on each.");
    add(BLOCK_CODE, "widget.Paint();");
    run_stage();
    assert_null(doc.blocks[0].spans);
}

static void a_name_that_recurs_is_no_seam(void **state)
{
    (void)state;
    add(BLOCK_PARAGRAPH, "The maker of Maple.Works is moving to the coast.");
    add(BLOCK_PARAGRAPH, "Last year Maple.Works was sold to a bank.");
    run_stage();
    assert_null(doc.blocks[0].spans);
    assert_null(doc.blocks[1].spans);
}

static void marked_blocks_are_not_looked_at(void **state)
{
    (void)state;
    add(BLOCK_PARAGRAPH, "The bridge was closed on Tuesday after cracks were found in a pier.");
    add(BLOCK_PARAGRAPH, "The bridge was closed on Tuesday after cracks were found in a pier.");
    block_mark(&doc.blocks[0], WHY_RELATED);
    run_stage();
    assert_int_equal(doc.blocks[1].why, WHY_KEPT);
}

/* Many equal and nearly equal lines: the time is linear. */
static void long_documents_take_no_longer(void **state)
{
    enum { LINES = 60000 };
    clock_t before = clock();

    (void)state;
    for (size_t i = 0; i < LINES; i++)
        add(BLOCK_PARAGRAPH, i % 3 ? "a b c d e f g h i j k l." : "a b c d e f g h i j k l m n.");
    run_stage();
    assert_true((clock() - before) / CLOCKS_PER_SEC < 5);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, doc_up, doc_down)
    const struct CMUnitTest tests[] = {
        TEST(a_cascade_is_undone),
        TEST(a_german_cascade_is_undone),
        TEST(one_glued_bullet_needs_labels),
        TEST(doubles_go),
        TEST(an_adjacent_double_in_prose_goes),
        TEST(a_summary_goes_before_the_paragraph),
        TEST(pull_quotes_go),
        TEST(the_title_goes),
        TEST(halves_are_parted),
        TEST(copies_of_passages_take_short_lines_along),
        TEST(what_recurs_by_right_stays),
        TEST(glued_sentences_are_parted),
        TEST(what_is_no_seam_stays),
        TEST(a_name_that_recurs_is_no_seam),
        TEST(marked_blocks_are_not_looked_at),
        TEST(long_documents_take_no_longer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
