{# A JSON list or object; NULL for any other JSON, such as the "" that Navan sends instead of an empty list. #}
{% macro json_or_null(json) %}
    {{- return(adapter.dispatch('json_or_null', 'navan')(json)) -}}
{% endmacro %}

{% macro default__json_or_null(json) -%}
    case when json_type({{ json }}) in ('ARRAY', 'OBJECT') then {{ json }} end
{%- endmacro %}

{% macro postgres__json_or_null(json) -%}
    case when jsonb_typeof({{ json }}) in ('array', 'object') then {{ json }} end
{%- endmacro %}

{% macro snowflake__json_or_null(json) -%}
    case when left(to_json({{ json }}), 1) in ('[', '{') then {{ json }} end
{%- endmacro %}

{% macro bigquery__json_or_null(json) -%}
    case when json_type({{ json }}) in ('array', 'object') then {{ json }} end
{%- endmacro %}

{% macro redshift__json_or_null(json) -%}
    case when is_array({{ json }}) or is_object({{ json }}) then {{ json }} end
{%- endmacro %}

{% macro databricks__json_or_null(json) -%}
    case when left(cast({{ json }} as string), 1) in ('[', '{') then cast({{ json }} as string) end
{%- endmacro %}
