{# The text of a field in JSON, of the JSON itself without a field. NULL for null, '' and an absent field. An object or a
   list gives its JSON. #}
{% macro json_text(json, field=none) %}
    {{- return(adapter.dispatch('json_text', 'navan')(json, field)) -}}
{% endmacro %}

{% macro default__json_text(json, field) -%}
    nullif({{ json }} ->> '${% if field %}."{{ field }}"{% endif %}', '')
{%- endmacro %}

{% macro postgres__json_text(json, field) -%}
    nullif({{ json }} #>> '{{ '{' }}{% if field %}"{{ field }}"{% endif %}{{ '}' }}', '')
{%- endmacro %}

{% macro snowflake__json_text(json, field) -%}
    nullif(cast({{ json }}{% if field %}['{{ field }}']{% endif %} as varchar), '')
{%- endmacro %}

{# json_value knows scalars only. #}
{% macro bigquery__json_text(json, field) -%}
    {%- set path = '$.' ~ field if field else '$' -%}
    nullif(coalesce(
        json_value({{ json }}, '{{ path }}'),
        nullif(to_json_string(json_query({{ json }}, '{{ path }}')), 'null')
    ), '')
{%- endmacro %}

{# Redshift lowers the names of a path through a SUPER, which would give NULL for Navan's names: so by way of text. #}
{% macro redshift__json_text(json, field) -%}
    {%- if field -%}
        nullif(nullif(json_extract_path_text(json_serialize({{ json }}), '{{ field }}', true), ''), 'null')
    {%- else -%}
        nullif(case when is_varchar({{ json }}) then cast({{ json }} as varchar(65535)) else nullif(json_serialize({{ json }}), 'null') end, '')
    {%- endif -%}
{%- endmacro %}

{% macro databricks__json_text(json, field) -%}
    {%- if field -%}
        nullif(get_json_object(cast({{ json }} as string), '$.{{ field }}'), '')
    {%- else -%}
        nullif(cast({{ json }} as string), '')
    {%- endif -%}
{%- endmacro %}
