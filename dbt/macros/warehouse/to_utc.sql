{# An instant as a timestamp of UTC without a zone. `type`: of the column, as the warehouse names it. #}
{% macro to_utc(column, type) %}
    {{- return(adapter.dispatch('to_utc', 'navan')(column, type)) -}}
{% endmacro %}

{% macro default__to_utc(column, type) -%}
    {%- set lower = type | lower -%}
    {%- if 'with time zone' in lower or 'timestamptz' in lower -%}
        {{ column }} at time zone 'UTC'
    {%- else -%}
        cast({{ column }} as timestamp)
    {%- endif -%}
{%- endmacro %}

{% macro snowflake__to_utc(column, type) -%}
    {%- if 'ntz' in type | lower -%}
        {{ column }}
    {%- else -%}
        cast(convert_timezone('UTC', {{ column }}) as timestamp_ntz)
    {%- endif -%}
{%- endmacro %}

{% macro bigquery__to_utc(column, type) -%}
    cast({{ column }} as timestamp)
{%- endmacro %}

{% macro databricks__to_utc(column, type) -%}
    cast({{ column }} as timestamp)
{%- endmacro %}
