{# A select with one row per UUID that a text holds, in lower case: the columns `keys` of its row, and `uuid`. Navan does
   not document how it separates several. #}
{% macro uuids_in(relation, keys, text) %}
    {{- return(adapter.dispatch('uuids_in', 'navan')(relation, keys, text)) -}}
{% endmacro %}

{% macro uuid_pattern() -%}
    [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
{%- endmacro %}

{% macro default__uuids_in(relation, keys, text) -%}
    select distinct {{ keys | join(', ') }}, unnest(regexp_extract_all(lower({{ text }}), '{{ navan.uuid_pattern() }}')) as uuid
    from {{ relation }}
{%- endmacro %}

{% macro postgres__uuids_in(relation, keys, text) -%}
    select distinct {{ keys | join(', ') }}, match.found[1] as uuid
    from {{ relation }}
    cross join lateral regexp_matches(lower({{ text }}), '{{ navan.uuid_pattern() }}', 'g') as match (found)
{%- endmacro %}

{% macro snowflake__uuids_in(relation, keys, text) -%}
    select distinct {{ keys | join(', ') }}, cast(match.value as varchar) as uuid
    from {{ relation }}
    cross join lateral flatten(input => regexp_substr_all(lower({{ text }}), '{{ navan.uuid_pattern() }}')) as match
{%- endmacro %}

{% macro bigquery__uuids_in(relation, keys, text) -%}
    select distinct {{ keys | join(', ') }}, uuid
    from {{ relation }}
    cross join unnest(regexp_extract_all(lower({{ text }}), r'{{ navan.uuid_pattern() }}')) as uuid
{%- endmacro %}

{# Redshift finds one match at a time: the first twenty. #}
{% macro redshift__uuids_in(relation, keys, text) -%}
    select distinct {{ keys | join(', ') }}, uuid
    from (
        {% for number in range(1, 21) %}
        select {{ keys | join(', ') }}, regexp_substr(lower({{ text }}), '{{ navan.uuid_pattern() }}', 1, {{ number }}) as uuid
        from {{ relation }}
        {% if not loop.last %}union all{% endif %}
        {% endfor %}
    ) as matches
    where uuid <> ''
{%- endmacro %}

{% macro databricks__uuids_in(relation, keys, text) -%}
    select distinct {{ keys | join(', ') }}, uuid
    from {{ relation }}
    lateral view explode(regexp_extract_all(lower({{ text }}), '{{ navan.uuid_pattern() }}', 0)) match as uuid
{%- endmacro %}
