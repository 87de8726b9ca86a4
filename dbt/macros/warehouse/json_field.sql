{# A field in JSON, as JSON: a list or an object. #}
{% macro json_field(json, field) %}
    {{- return(adapter.dispatch('json_field', 'navan')(json, field)) -}}
{% endmacro %}

{% macro default__json_field(json, field) -%}
    ({{ json }} -> '$."{{ field }}"')
{%- endmacro %}

{% macro postgres__json_field(json, field) -%}
    ({{ json }} -> '{{ field }}')
{%- endmacro %}

{% macro snowflake__json_field(json, field) -%}
    {{ json }}['{{ field }}']
{%- endmacro %}

{% macro bigquery__json_field(json, field) -%}
    json_query({{ json }}, '$.{{ field }}')
{%- endmacro %}

{# By way of text: json_text says why. #}
{% macro redshift__json_field(json, field) -%}
    json_parse(nullif(json_extract_path_text(json_serialize({{ json }}), '{{ field }}', true), ''))
{%- endmacro %}

{% macro databricks__json_field(json, field) -%}
    get_json_object(cast({{ json }} as string), '$.{{ field }}')
{%- endmacro %}
