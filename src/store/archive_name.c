#include "archive_name.h"

#include <stdio.h>
#include <string.h>

#include "../base/json_scan.h"
#include "archive.h"

void archive_shard_name(char name[ARCHIVE_NAME_SIZE], const char *date, uint64_t run,
                        uint64_t number, const char *ending)
{
    snprintf(name, ARCHIVE_NAME_SIZE, "%.4s/%.2s/%.2s/newsmill-%06llu-%05llu%s", date, date + 5,
             date + 8, (unsigned long long)run, (unsigned long long)number, ending);
}

str archive_record_id(struct arena *arena, str record)
{
    struct json_scan scan = json_scan(record);
    str key, value;

    while (json_scan_member(&scan, &key, &value))
        if (str_eq(key, S("id")))
            return json_scan_text(arena, value);
    return (str){NULL, 0};
}

static str without_part(str name)
{
    return str_ends(name, S(ARCHIVE_PART)) ? str_slice(name, 0, name.n - S(ARCHIVE_PART).n) : name;
}

enum pack_form archive_form_of_name(str name)
{
    return str_ends(without_part(name), str_of(pack_suffix(PACK_ZSTD))) ? PACK_ZSTD : PACK_GZIP;
}

bool archive_is_warc_name(str name)
{
    name = without_part(name);
    return str_ends(name, S(".warc.gz")) || str_ends(name, S(".warc.zst"));
}
