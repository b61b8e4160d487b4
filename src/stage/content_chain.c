/* content_chain: lines of an article come in runs. Each line has been scored by itself and by the
 * features of those around it; a chain of two states, of the text and not, that changes from line
 * to line with one probability, says what each line is likely to be, all others known (forward-
 * backward algorithm: Rabiner 1989, "A tutorial on hidden Markov models"). Lists, offers and posts
 * do not come so: the chain is for scrapes that look like an article. Its two numbers were chosen
 * on scores out of fold. */
#include "content.h"

#include <math.h>

#define CHANGE  0.25f
#define TRUST   0.7f
#define DOUBT   0.7f
#define CERTAIN 12.0f /* no logit is greater */
#define LEAST   1e-6f /* a score that has a logit */

/* Probability of "of the text" behind a step of the chain. */
static float step(float text)
{
    return text * (1 - CHANGE) + (1 - text) * CHANGE;
}

/* Odds with the logit made `times` as large; of a score that has none, the least. */
static float odds_of(float score, float times)
{
    float logit = times * content_logit(score, LEAST);

    return expf(fminf(fmaxf(logit, -CERTAIN), CERTAIN));
}

/* Probability that a line is of the text, by what is known before it and its odds. */
static float know(float text, float odds)
{
    return text * odds / (text * odds + 1 - text);
}

void content_chain(const struct content *content, float *scores)
{
    struct doc *doc = content->doc;
    size_t count = doc->block_count;
    float *before = ARENA_ARRAY(doc->scratch, float, count + 1), behind = 0.5f;

    if (!count || content_row(content, 0)[FEATURE_TYPE_ARTICLE] < 0)
        return;
    before[0] = 0.5f;
    for (size_t i = 0; i < count; i++) {
        scores[i] = odds_of(scores[i], TRUST);
        before[i + 1] = step(know(before[i], scores[i]));
    }
    for (size_t i = count; i-- > 0;) {
        float odds = scores[i];
        scores[i] = know(know(before[i], odds), behind / (1 - behind));
        scores[i] = know(0.5f, odds_of(scores[i], DOUBT));
        behind = step(know(behind, odds));
    }
}
