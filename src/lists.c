/* What there is: one line each. Order of stages is their order of work. */
#include "stage.h"

extern const struct reader reader_archive, reader_csv, reader_html, reader_jsonl, reader_text,
    reader_warc, reader_wire;
extern const struct stage stage_decode, stage_prune, stage_extract, stage_meta, stage_phrases,
    stage_main_content, stage_furniture, stage_repeat, stage_site, stage_judge, stage_sketch,
    stage_learn, stage_dedup, stage_write;

const struct reader *const readers[] = {
    &reader_warc,    &reader_jsonl, &reader_csv,  &reader_wire,
    &reader_archive, &reader_html,  &reader_text,
};
const size_t reader_count = sizeof readers / sizeof *readers;

const struct stage *const stages[] = {
    &stage_decode,       &stage_prune,     &stage_extract, &stage_meta,  &stage_phrases,
    &stage_main_content, &stage_furniture, &stage_repeat,  &stage_site,  &stage_judge,
    &stage_sketch,       &stage_learn,     &stage_dedup,   &stage_write,
};
const size_t stage_count = sizeof stages / sizeof *stages;
