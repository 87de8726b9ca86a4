{# The first day of the month of a date or timestamp, as a date. #}
{% macro month_start(at) %}
    {{- return(adapter.dispatch('month_start', 'navan')(at)) -}}
{% endmacro %}

{% macro default__month_start(at) -%}
    cast({{ dbt.date_trunc('month', at) }} as date)
{%- endmacro %}

{# Until 1.4.3 date_trunc makes the optimizer believe that there are no nulls, and groups get wrong ones:
   https://github.com/duckdb/duckdb/issues/20371 #}
{% macro duckdb__month_start(at) -%}
    make_date(year({{ at }}), month({{ at }}), 1)
{%- endmacro %}
