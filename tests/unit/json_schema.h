/* json_schema: the part of JSON Schema 2020-12 that docs/record.schema.json uses. A keyword that it
 * does not know makes it refuse, so that no rule of the schema goes unchecked. */
#ifndef NEWSMILL_TEST_JSON_SCHEMA_H
#define NEWSMILL_TEST_JSON_SCHEMA_H

#include <jansson.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool schema_allows(const json_t *schema, const json_t *value, char *why, size_t room);

static bool schema_type(const char *name, const json_t *value)
{
    return (!strcmp(name, "object") && json_is_object(value)) ||
           (!strcmp(name, "array") && json_is_array(value)) ||
           (!strcmp(name, "string") && json_is_string(value)) ||
           (!strcmp(name, "integer") && json_is_integer(value)) ||
           (!strcmp(name, "number") && json_is_number(value)) ||
           (!strcmp(name, "null") && json_is_null(value));
}

static bool schema_types(const json_t *rule, const json_t *value)
{
    if (json_is_string(rule))
        return schema_type(json_string_value(rule), value);
    for (size_t i = 0; i < json_array_size(rule); i++)
        if (schema_type(json_string_value(json_array_get(rule, i)), value))
            return true;
    return false;
}

static bool schema_enum(const json_t *rule, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(rule); i++)
        if (json_equal(json_array_get(rule, i), value))
            return true;
    return false;
}

static bool schema_pattern(const json_t *rule, const json_t *value)
{
    regex_t pattern;
    bool matches;

    if (!json_is_string(value))
        return true;
    if (regcomp(&pattern, json_string_value(rule), REG_EXTENDED | REG_NOSUB))
        return false;
    matches = !regexec(&pattern, json_string_value(value), 0, NULL, 0);
    regfree(&pattern);
    return matches;
}

static bool schema_required(const json_t *rule, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(rule); i++)
        if (!json_object_get(value, json_string_value(json_array_get(rule, i))))
            return false;
    return true;
}

static bool schema_items(const json_t *rule, const json_t *value, char *why, size_t room)
{
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!schema_allows(rule, json_array_get(value, i), why, room))
            return false;
    return true;
}

static bool schema_members(const json_t *schema, const json_t *value, char *why, size_t room)
{
    const json_t *known = json_object_get(schema, "properties");
    const json_t *others = json_object_get(schema, "additionalProperties");
    const char *key;
    json_t *member;

    json_object_foreach((json_t *)(uintptr_t)value, key, member)
    {
        const json_t *rule = json_object_get(known, key);
        if (!rule)
            rule = others;
        if (rule && (json_is_false(rule) || !schema_allows(rule, member, why, room))) {
            char inner[256];
            snprintf(inner, sizeof inner, "%s", why);
            snprintf(why, room, "%s: %s", key, inner);
            return false;
        }
    }
    return true;
}

static bool schema_rule(const char *name, const json_t *rule, const json_t *value, char *why,
                        size_t room)
{
    if (name[0] == '$' || !strcmp(name, "title") || !strcmp(name, "description") ||
        !strcmp(name, "properties") || !strcmp(name, "additionalProperties"))
        return true;
    if (!strcmp(name, "type"))
        return schema_types(rule, value);
    if (!strcmp(name, "enum"))
        return schema_enum(rule, value);
    if (!strcmp(name, "pattern"))
        return schema_pattern(rule, value);
    if (!strcmp(name, "required"))
        return schema_required(rule, value);
    if (!strcmp(name, "items"))
        return schema_items(rule, value, why, room);
    if (!strcmp(name, "minimum"))
        return !json_is_number(value) || json_number_value(value) >= json_number_value(rule);
    if (!strcmp(name, "maximum"))
        return !json_is_number(value) || json_number_value(value) <= json_number_value(rule);
    if (!strcmp(name, "minLength"))
        return !json_is_string(value) || json_string_length(value) > 0;
    if (!strcmp(name, "minItems"))
        return !json_is_array(value) || json_array_size(value) > 0;
    return false;
}

static bool schema_allows(const json_t *schema, const json_t *value, char *why, size_t room)
{
    const char *name;
    json_t *rule;

    json_object_foreach((json_t *)(uintptr_t)schema, name, rule)
    {
        if (!schema_rule(name, rule, value, why, room)) {
            snprintf(why, room, "breaks %s", name);
            return false;
        }
    }
    return schema_members(schema, value, why, room);
}

#endif
