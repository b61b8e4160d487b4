/* repeat: text that was said before in the same document, and sentences glued together. What it
 * does to a document depends on that document alone. */
#include "../stage.h"
#include "repeat_cascade.h"
#include "repeat_double.h"
#include "repeat_mend.h"

static bool repeat_run(void *state, struct doc *doc, struct run *run)
{
    struct said said = said_of(doc);

    (void)state;
    (void)run;
    repeat_cascade(doc, &said);
    repeat_halves(doc, &said);
    repeat_title(doc, &said);
    repeat_lists(doc, &said);
    repeat_doubles(doc, &said);
    repeat_pulls(doc, &said);
    repeat_mend(doc);
    return true;
}

const struct stage stage_repeat = {
    .name = "repeat",
    .does = "marks text said before in the same document and parts sentences glued together",
    .run = repeat_run,
};
