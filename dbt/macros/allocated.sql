{# Sums over rows that are a part of a booking each, `share`. An amount is NULL if no row has one. #}
{% macro allocated_sum(amount, condition='1 = 1') -%}
    sum(case when {{ condition }} then {{ navan.multiply(amount, 'share') }} end)
{%- endmacro %}

{% macro allocated_count(condition='1 = 1') -%}
    sum(case when {{ condition }} then share else 0 end)
{%- endmacro %}
