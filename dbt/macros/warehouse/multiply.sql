{# An amount by a factor of at most 12 decimals, without losing any of their digits. #}
{% macro multiply(amount, factor) %}
    {{- return(adapter.dispatch('multiply', 'navan')(amount, factor)) -}}
{% endmacro %}

{% macro default__multiply(amount, factor) -%}
    {{ amount }} * {{ factor }}
{%- endmacro %}

{# Where the digits of both exceed 38, Redshift and Databricks drop decimals of the product. #}
{% macro redshift__multiply(amount, factor) -%}
    cast({{ amount }} as decimal(20, 9)) * cast({{ factor }} as decimal(17, 12))
{%- endmacro %}

{% macro databricks__multiply(amount, factor) -%}
    {{ navan.redshift__multiply(amount, factor) }}
{%- endmacro %}
