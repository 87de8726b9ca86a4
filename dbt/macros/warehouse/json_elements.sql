{# A select with one row per element of a JSON list: the columns `keys` of its row, `element_index` from 0, and `element`
   as JSON. Anything but a list has no rows, and an element that is null has none; indexes stay those of the list. #}
{% macro json_elements(relation, keys, list) %}
    {{- return(adapter.dispatch('json_elements', 'navan')(relation, keys, list)) -}}
{% endmacro %}

{% macro default__json_elements(relation, keys, list) -%}
    select *
    from (
        select
            {{ keys | join(', ') }},
            unnest(range(len(elements))) as element_index,
            unnest(elements) as element
        from (
            select {{ keys | join(', ') }}, cast({{ list }} as json[]) as elements
            from {{ relation }}
            where json_type({{ list }}) = 'ARRAY'
        ) as lists
    ) as elements
    where element is not null and json_type(element) <> 'NULL'
{%- endmacro %}

{% macro postgres__json_elements(relation, keys, list) -%}
    select {{ keys | join(', ') }}, list_element.position - 1 as element_index, list_element.element
    from {{ relation }}
    cross join lateral jsonb_array_elements(case when jsonb_typeof({{ list }}) = 'array' then {{ list }} end)
        with ordinality as list_element (element, position)
    where jsonb_typeof(list_element.element) <> 'null'
{%- endmacro %}

{% macro snowflake__json_elements(relation, keys, list) -%}
    select {{ keys | join(', ') }}, list_element.index as element_index, list_element.value as element
    from {{ relation }}
    cross join lateral flatten(input => case when is_array({{ list }}) then {{ list }} end) as list_element
    where not is_null_value(list_element.value)
{%- endmacro %}

{% macro bigquery__json_elements(relation, keys, list) -%}
    select {{ keys | join(', ') }}, element_index, element
    from {{ relation }}
    cross join unnest(json_query_array({{ list }})) as element with offset as element_index
    where json_type(element) <> 'null'
{%- endmacro %}

{% macro redshift__json_elements(relation, keys, list) -%}
    select {{ keys | join(', ') }}, element_index, element
    from (select {{ keys | join(', ') }}, {{ list }} as elements from {{ relation }} where is_array({{ list }})) as lists,
        lists.elements as element at element_index
    where json_serialize(element) <> 'null'
{%- endmacro %}

{% macro databricks__json_elements(relation, keys, list) -%}
    select {{ keys | join(', ') }}, element_index, element
    from {{ relation }}
    lateral view posexplode(from_json(cast({{ list }} as string), 'array<string>')) list_element as element_index, element
    where element is not null
{%- endmacro %}
