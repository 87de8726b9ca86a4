{# Days from one date to another. #}
{% macro days_between(first, last) %}
    {{- return(adapter.dispatch('days_between', 'navan')(first, last)) -}}
{% endmacro %}

{% macro default__days_between(first, last) -%}
    {{ dbt.datediff(first, last, 'day') }}
{%- endmacro %}

{# dbt's own asks the warehouse for its version, also where the SQL is only compiled. #}
{% macro databricks__days_between(first, last) -%}
    datediff({{ last }}, {{ first }})
{%- endmacro %}
