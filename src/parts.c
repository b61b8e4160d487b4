/* parts: what newsmill.h shows of the tables: readers, stages, and the fields of a record. */
#include "doc.h"
#include "stage.h"

int newsmill_part_at(size_t i, newsmill_part *part)
{
    if (i < reader_count)
        *part = (newsmill_part){readers[i]->name, "reader", readers[i]->does};
    else if (i - reader_count < stage_count)
        *part = (newsmill_part){stages[i - reader_count]->name, "stage",
                                stages[i - reader_count]->does};
    else
        return NEWSMILL_FAILED;
    return NEWSMILL_OK;
}

const char *newsmill_field_key(size_t i)
{
    return i < FIELD_COUNT ? field_rows[i].key : NULL;
}
