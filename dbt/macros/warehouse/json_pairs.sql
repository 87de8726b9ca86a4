{# A select with one row per field of a JSON object: the columns `keys` of its row, `field`, and `value` as text. #}
{% macro json_pairs(relation, keys, object) %}
    {{- return(adapter.dispatch('json_pairs', 'navan')(relation, keys, object)) -}}
{% endmacro %}

{% macro default__json_pairs(relation, keys, object) -%}
    select {{ keys | join(', ') }}, field, object ->> ('$."' || field || '"') as value
    from (
        select {{ keys | join(', ') }}, {{ object }} as object, unnest(json_keys({{ object }})) as field
        from {{ relation }}
        where json_type({{ object }}) = 'OBJECT'
    ) as objects
{%- endmacro %}

{% macro postgres__json_pairs(relation, keys, object) -%}
    select {{ keys | join(', ') }}, pair.field, pair.value
    from {{ relation }}
    cross join lateral jsonb_each_text(case when jsonb_typeof({{ object }}) = 'object' then {{ object }} end)
        as pair (field, value)
{%- endmacro %}

{% macro snowflake__json_pairs(relation, keys, object) -%}
    select {{ keys | join(', ') }}, pair.key as field, cast(pair.value as varchar) as value
    from {{ relation }}
    cross join lateral flatten(input => case when left(to_json({{ object }}), 1) = '{' then {{ object }} end) as pair
{%- endmacro %}

{% macro bigquery__json_pairs(relation, keys, object) -%}
    select {{ keys | join(', ') }}, field, json_value({{ object }}[field]) as value
    from {{ relation }}
    cross join unnest(json_keys({{ object }}, 1)) as field
{%- endmacro %}

{% macro redshift__json_pairs(relation, keys, object) -%}
    select {{ keys | join(', ') }}, field, cast(pair_value as varchar(65535)) as value
    from (select {{ keys | join(', ') }}, {{ object }} as object from {{ relation }} where is_object({{ object }})) as objects,
        unpivot objects.object as pair_value at field
{%- endmacro %}

{% macro databricks__json_pairs(relation, keys, object) -%}
    select {{ keys | join(', ') }}, field, value
    from {{ relation }}
    lateral view explode(from_json(cast({{ object }} as string), 'map<string, string>')) pair as field, value
{%- endmacro %}
