#include "archive_name.h"

#include <stdio.h>

#include "../base/json_scan.h"

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
