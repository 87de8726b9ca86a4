{# A timestamp some seconds later, or earlier. #}
{% macro add_seconds(at, seconds) %}
    {{- return(adapter.dispatch('add_seconds', 'navan')(at, seconds)) -}}
{% endmacro %}

{% macro default__add_seconds(at, seconds) -%}
    {{ at }} + interval '{{ seconds }} seconds'
{%- endmacro %}

{% macro snowflake__add_seconds(at, seconds) -%}
    dateadd(second, {{ seconds }}, {{ at }})
{%- endmacro %}

{% macro bigquery__add_seconds(at, seconds) -%}
    timestamp_add({{ at }}, interval {{ seconds }} second)
{%- endmacro %}

{% macro databricks__add_seconds(at, seconds) -%}
    timestampadd(second, {{ seconds }}, {{ at }})
{%- endmacro %}
