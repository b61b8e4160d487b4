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

static void test_blocks_that_go_together_score_as_if_alone(void **state)
{
    enum { BLOCKS = 150 }; /* two full words of bits, and a part of one */
    static float rows[BLOCKS * FEATURE_COUNT], scores[BLOCKS];
    struct model model;
    struct page page;
    size_t line;

    (void)state;
    page_make(&page, false, S(""));
    assert_null(read_text(&page, &model,
                          "trees 2\ntree 7\nwords 40 1 2\ncommas 3 3 4\ncommas 5 5 6\n"
                          "leaf .125\nleaf .25\nleaf .5\nleaf 1\n"
                          "tree 5\nwords 7 2 1\nleaf 1e-3\nlinks 2 3 4\nleaf -.7\nleaf .3\n",
                          &line));
    for (size_t i = 0; i < BLOCKS; i++) {
        rows[i * FEATURE_COUNT + FEATURE_WORDS] = (float)(i * 37 % 90);
        rows[i * FEATURE_COUNT + FEATURE_COMMAS] = (float)(i * 7 % 9);
        rows[i * FEATURE_COUNT + FEATURE_LINKS] = i == 77 ? NAN : (float)(i % 5);
    }
    model_scores(&model, rows, BLOCKS, scores, &page.arena);
    for (size_t i = 0; i < BLOCKS; i++) {
        const float *row = rows + i * FEATURE_COUNT;
        float sum = walk(&model, 0, row) + walk(&model, 1, row);
        assert_true(scores[i] == 1 / (1 + expf(-sum)));
    }
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
        cmocka_unit_test(test_a_bad_model_is_refused_with_its_line),
        cmocka_unit_test(test_the_choice_expects_the_best_f1),
        cmocka_unit_test(test_the_shell_of_a_page_gives_nothing),
        cmocka_unit_test(test_siblings_go_together),
        cmocka_unit_test(test_cards_go_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
