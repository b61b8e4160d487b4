/* content_model and content_choose: reading trees, scoring, and what is taken. */
#include "page.h"

#include <math.h>

#include "stage/content_model.h"

static const char *read_text(struct page *page, struct model *model, const char *text, size_t *line)
{
    return model_read(model, str_of(text), &page->arena, line);
}

static float score(struct page *page, const struct model *model, const float *row)
{
    float said;

    model_scores(model, row, 1, &said, &page->arena);
    return said;
}

static void test_a_model_is_read_and_scores(void **state)
{
    float row[FEATURE_COUNT] = {0};
    struct model model;
    struct page page;
    size_t line;

    (void)state;
    page_make(&page, false, S(""));
    assert_null(read_text(&page, &model,
                          "# a comment\ntrees 2\ntree 3\nwords 12.5 1 2\nleaf -1e+00\nleaf 1.5\n"
                          "tree 1\nleaf 2.5e-1\n",
                          &line));
    row[FEATURE_WORDS] = 12.5f; /* what is not above the threshold goes left */
    assert_float_equal(score(&page, &model, row), 1 / (1 + 2.1170000f), 1e-4);
    row[FEATURE_WORDS] = 13;
    assert_float_equal(score(&page, &model, row), 1 / (1 + 0.1737739f), 1e-4);
    page_leave(&page);
}

/* What the rules of a tree say of one block, from node to node. */
static float walk(const struct model *model, size_t tree, const float *row)
{
    const struct model_node *nodes = model->nodes + model->trees[tree], *node = nodes;

    while (node->feature != MODEL_LEAF)
        node = nodes + (row[node->feature] <= node->value ? node->left : node->right);
    return node->value;
}

enum { SCORED = 150 }; /* two full words of bits, and a part of one */

/* The model's scores are those of its rules, with bins and without. */
static void assert_as_walked(struct page *page, struct model model, const float *rows)
{
    float scores[SCORED];

    for (int with = 1; with >= 0; with--) {
        model.bins = with ? model.bins : NULL;
        model_scores(&model, rows, SCORED, scores, &page->arena);
        for (size_t i = 0; i < SCORED; i++) {
            float sum = 0;
            for (size_t tree = 0; tree < model.tree_count; tree++)
                sum += walk(&model, tree, rows + i * FEATURE_COUNT);
            assert_true(scores[i] == 1 / (1 + expf(-sum)));
        }
    }
}

static void test_blocks_that_go_together_score_as_if_alone(void **state)
{
    static float rows[SCORED * FEATURE_COUNT];
    struct model model;
    struct page page;
    size_t line;

    (void)state;
    page_make(&page, false, S(""));
    assert_null(read_text(&page, &model,
                          "trees 3\ntree 7\nwords 40 1 2\ncommas 3 3 4\ncommas 5 5 6\n"
                          "leaf .125\nleaf .25\nleaf .5\nleaf 1\n"
                          "tree 5\nwords 7 2 1\nleaf 1e-3\nlinks 2 3 4\nleaf -.7\nleaf .3\n"
                          "tree 1\nleaf .0625\n",
                          &line));
    for (size_t i = 0; i < SCORED; i++) {
        rows[i * FEATURE_COUNT + FEATURE_WORDS] = (float)(i * 37 % 90);
        rows[i * FEATURE_COUNT + FEATURE_COMMAS] = (float)(i * 7 % 9);
        rows[i * FEATURE_COUNT + FEATURE_LINKS] = i == 77 ? NAN : (float)(i % 5);
    }
    assert_as_walked(&page, model, rows);
    page_leave(&page);
}

/* A tree that is one long branch: what is not above `step`, twice of it ... leaves it. */
static str long_tree(struct page *page, str before, unsigned leaves, unsigned step)
{
    static const char *const names[] = {"words", "commas", "page-words"};
    str text = str_printf(&page->arena, "%stree %u\n", before.p, 2 * leaves - 1);

    for (unsigned i = 0; i + 1 < leaves; i++)
        text = str_printf(&page->arena, "%s%s %u %u %u\nleaf %d.%u\n", text.p, names[i % 3],
                          (i + 1) * step, 2 * i + 1, 2 * i + 2, (int)i - 9, i);
    return str_printf(&page->arena, "%sleaf .75\n", text.p);
}

/* More leaves, or more inner nodes, than others would have in a tree of so many nodes. */
static void assert_odd_trees_have_no_bins(struct page *page, const float *rows)
{
    struct model model;
    str leaves = S("trees 1\ntree 40\nwords 30 1 39\n"), inner = S("trees 1\ntree 41\n");
    size_t line;

    for (unsigned i = 1; i < 40; i++)
        leaves = str_printf(&page->arena, "%sleaf %u\n", leaves.p, i);
    for (unsigned i = 1; i < 40; i++)
        inner = str_printf(&page->arena, "%swords %u 40 %u\n", inner.p, i, i);
    inner = str_printf(&page->arena, "%sleaf 1\nleaf 2\n", inner.p);
    assert_null(read_text(page, &model, leaves.p, &line));
    assert_null(model.bins);
    assert_as_walked(page, model, rows);
    assert_null(read_text(page, &model, inner.p, &line));
    assert_null(model.bins);
    assert_as_walked(page, model, rows);
}

/* As many leaves and thresholds as bins can have, and one more. */
static void test_models_that_are_too_large_for_bins_score_the_same(void **state)
{
    static const struct {
        unsigned trees, leaves;
        bool too_large;
    } cases[] = {{1, 32, false}, {1, 33, true}, {127, 2, false}, {128, 2, true}, {20, 19, false}};
    static float rows[SCORED * FEATURE_COUNT];
    struct model model, small;
    struct page page;
    size_t line;

    (void)state;
    page_make(&page, false, S(""));
    for (size_t i = 0; i < SCORED; i++) {
        rows[i * FEATURE_COUNT + FEATURE_WORDS] = i == 5 ? NAN : (float)(i * 37 % 140);
        rows[i * FEATURE_COUNT + FEATURE_COMMAS] = (float)(i * 7 % 50);
        rows[i * FEATURE_COUNT + FEATURE_PAGE_WORDS] = 1000;
    }
    assert_null(read_text(&page, &small, "trees 1\ntree 1\nleaf 1\n", &line));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str text = str_printf(&page.arena, "trees %u\n", cases[i].trees);
        for (unsigned k = 1; k <= cases[i].trees; k++)
            text = long_tree(&page, text, cases[i].leaves, k);
        assert_null(read_text(&page, &model, text.p, &line));
        assert_int_equal(model.bins != NULL, small.bins && !cases[i].too_large);
        assert_as_walked(&page, model, rows);
    }
    assert_odd_trees_have_no_bins(&page, rows);
    page_leave(&page);
}

static void test_a_bad_model_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        size_t line;
    } rows[] = {
        {"", 1},
        {"tree 1\nleaf 1\n", 1},
        {"trees 0\n", 1},
        {"trees 1\ntree 2\nleaf 1\n", 4},
        {"trees 1\ntree 1\nleaf x\n", 3},
        {"trees 1\ntree 1\nleaf 1e999\n", 3},
        {"trees 1\ntree 3\nno-such-feature 1 1 2\nleaf 1\nleaf 1\n", 3},
        {"trees 1\ntree 3\nwords 1 0 2\nleaf 1\nleaf 1\n", 3}, /* back to itself: endless */
        {"trees 1\ntree 3\nwords 1 1 3\nleaf 1\nleaf 1\n", 3}, /* out of the tree */
        {"trees 99999999\n", 1},
    };
    struct model model;
    struct page page;

    (void)state;
    page_make(&page, false, S(""));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t line = 0;
        assert_non_null(read_text(&page, &model, rows[i].text, &line));
        assert_int_equal(line, rows[i].line);
    }
    page_leave(&page);
}

/* Scores of ten lines of ten words, all but one of which are no prose, and how many are taken. */
static size_t taken(const float scores[10], size_t prose)
{
    struct content content;
    struct page page;
    size_t n = 0;

    page_make(&page, true, S(""));
    for (size_t i = 0; i < 10; i++) {
        struct block *block = doc_add_block(&page.doc, 10);
        block->words = 10;
        block->score = scores[i];
    }
    content = (struct content){.doc = &page.doc};
    content.rules = ARENA_ARRAY(&page.arena, uint8_t, 10);
    content.prose = ARENA_ARRAY(&page.arena, float, 11);
    content.prose[prose] = 10;
    content_choose(&content);
    for (size_t i = 0; i < 10; i++)
        n += page.doc.blocks[i].why == WHY_KEPT;
    page_leave(&page);
    return n;
}

static void test_the_choice_expects_the_best_f1(void **state)
{
    static const float clear[10] = {.99f, .99f, .99f, .99f, .4f, .02f, .02f, .02f, .02f, .02f};
    static const float unclear[10] = {.5f, .5f, .45f, .4f, .4f, .35f, .3f, .3f, .02f, .01f};
    static const float hopeless[10] = {.02f, .01f, .01f, .01f, .01f, .01f, .01f, .01f, .01f, .01f};

    (void)state;
    assert_int_equal(taken(clear, 10), 4); /* the sure ones: .4 is under half of what they reach */
    assert_int_equal(taken(clear, 4), 5);  /* but prose, in so short a scrape, is of it */
    assert_int_equal(taken(unclear, 10), 8); /* where nothing is clear, more is taken */
    assert_true(taken(hopeless, 10) > 0);    /* and of a scrape never nothing */
}

/* Blocks taken of a page of forty, all with one score but for the first. */
static size_t taken_of_page(float first, float others)
{
    enum { BLOCKS = 40 };
    struct content content;
    struct page page;
    size_t n = 0;

    page_make(&page, false, S(""));
    for (unsigned i = 0; i < BLOCKS; i++) {
        struct block *block = doc_add_block(&page.doc, 100);
        block->words = 10;
        block->score = i ? others : first;
    }
    content = (struct content){.doc = &page.doc};
    content.rules = ARENA_ARRAY(&page.arena, uint8_t, BLOCKS);
    content.reason = ARENA_ARRAY(&page.arena, uint8_t, 1);
    content_choose(&content);
    for (unsigned i = 0; i < BLOCKS; i++)
        n += page.doc.blocks[i].why == WHY_KEPT;
    page_leave(&page);
    return n;
}

static void test_the_shell_of_a_page_gives_nothing(void **state)
{
    (void)state;
    assert_int_equal(taken_of_page(.15f, .1f), 0);
    assert_int_equal(taken_of_page(.9f, .1f), 1);
    assert_int_equal(taken_of_page(.25f, .25f), 40);
}

/* A box in the box `parent`, with a block of ten words in it. */
static void add_boxed(struct page *page, uint32_t parent, uint64_t shape)
{
    uint32_t number = (uint32_t)page->doc.box_count;
    struct box *box = doc_add_box(&page->doc, 100);
    struct block *block = doc_add_block(&page->doc, 100);

    box->parent = parent;
    box->shape = shape;
    block->box = number;
    block->words = 10;
}

static void test_siblings_go_together(void **state)
{
    enum { SHAPE = 1, OTHER = 2, BLOCKS = 11 };
    float scores[BLOCKS];
    struct content content;
    struct page page;

    (void)state;
    page_make(&page, false, S(""));
    doc_add_box(&page.doc, 100);
    for (unsigned i = 0; i < BLOCKS; i++)
        add_boxed(&page, 0, i == 10 ? OTHER : SHAPE);
    content = (struct content){.doc = &page.doc};
    for (unsigned i = 0; i < BLOCKS; i++)
        scores[i] = i < 8 ? .9f : .3f;
    page.doc.blocks[9].why = WHY_TITLE; /* has no say */
    content_siblings(&content, scores);
    assert_true(scores[0] > .85f && scores[0] < .9f);
    assert_true(scores[8] > .55f); /* alone it would go */
    assert_float_equal(scores[10], .3f, 1e-5);
    page.doc.blocks[8].why = WHY_TITLE; /* nobody is left who is not sure */
    for (unsigned i = 0; i < BLOCKS; i++)
        scores[i] = i < 8 ? .9f : .3f;
    content_siblings(&content, scores);
    assert_float_equal(scores[0], .9f, 1e-5);
    page_leave(&page);
}

/* The name and the price of each card: what holds for the names of most holds for all. */
static void test_cards_go_together(void **state)
{
    enum { CARD = 1, NAME = 2, PRICE = 3, CARDS = 8 };
    float scores[2 * CARDS];
    struct content content;
    struct page page;

    (void)state;
    page_make(&page, false, S(""));
    doc_add_box(&page.doc, 100);
    for (unsigned i = 0; i < CARDS; i++) {
        uint32_t card = (uint32_t)page.doc.box_count;
        doc_add_box(&page.doc, 100)->shape = CARD;
        add_boxed(&page, card, NAME);
        add_boxed(&page, card, PRICE);
    }
    content = (struct content){.doc = &page.doc};
    for (unsigned i = 0; i < 2 * CARDS; i++)
        scores[i] = i % 2 ? .1f : .8f;
    scores[0] = .3f;
    content_siblings(&content, scores);
    assert_true(scores[0] > .4f);
    assert_true(scores[1] < .11f);
    page_leave(&page);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_model_is_read_and_scores),
        cmocka_unit_test(test_blocks_that_go_together_score_as_if_alone),
        cmocka_unit_test(test_models_that_are_too_large_for_bins_score_the_same),
        cmocka_unit_test(test_a_bad_model_is_refused_with_its_line),
        cmocka_unit_test(test_the_choice_expects_the_best_f1),
        cmocka_unit_test(test_the_shell_of_a_page_gives_nothing),
        cmocka_unit_test(test_siblings_go_together),
        cmocka_unit_test(test_cards_go_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
