{# The time of some hours ago, of the type of our timestamps. #}
{% macro utc_now_less_hours(hours) -%}
    {{ navan.add_seconds(navan.utc_now(), -3600 * (hours | int)) }}
{%- endmacro %}

{% macro utc_now() %}
    {{- return(adapter.dispatch('utc_now', 'navan')()) -}}
{% endmacro %}

{% macro default__utc_now() -%}
    (current_timestamp at time zone 'UTC')
{%- endmacro %}

{% macro snowflake__utc_now() -%}
    sysdate()
{%- endmacro %}

{% macro redshift__utc_now() -%}
    getdate()
{%- endmacro %}

{% macro bigquery__utc_now() -%}
    current_timestamp()
{%- endmacro %}

{% macro databricks__utc_now() -%}
    current_timestamp()
{%- endmacro %}
