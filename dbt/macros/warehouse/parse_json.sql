{# A text that holds a JSON list or object, as JSON; NULL for any other text. #}
{% macro parse_json(text) %}
    {{- return(adapter.dispatch('parse_json', 'navan')(text)) -}}
{% endmacro %}

{% macro default__parse_json(text) -%}
    case when json_valid({{ text }}) then cast({{ text }} as json) end
{%- endmacro %}

{# Before version 16 PostgreSQL can not be asked whether a text is JSON, so that only its first character is looked at. #}
{% macro postgres__parse_json(text) -%}
    case when left({{ text }}, 1) in ('[', '{') then cast({{ text }} as jsonb) end
{%- endmacro %}

{% macro snowflake__parse_json(text) -%}
    try_parse_json({{ text }})
{%- endmacro %}

{% macro bigquery__parse_json(text) -%}
    safe.parse_json({{ text }})
{%- endmacro %}

{% macro redshift__parse_json(text) -%}
    case when is_valid_json({{ text }}) or is_valid_json_array({{ text }}) then json_parse({{ text }}) end
{%- endmacro %}

{% macro databricks__parse_json(text) -%}
    {{ text }}
{%- endmacro %}
