{# The month of a timestamp, as 2026-11. #}
{% macro month_text(at) %}
    {{- return(adapter.dispatch('month_text', 'navan')(at)) -}}
{% endmacro %}

{% macro default__month_text(at) -%}
    substr(cast(cast({{ at }} as date) as {{ navan.column_type('text') }}), 1, 7)
{%- endmacro %}

{# The form of a date as text depends on the session. #}
{% macro snowflake__month_text(at) -%}
    year({{ at }}) || '-' || lpad(cast(month({{ at }}) as varchar), 2, '0')
{%- endmacro %}

{% macro postgres__month_text(at) -%}
    to_char({{ at }}, 'YYYY-MM')
{%- endmacro %}
