{# An exchange rate; NULL for one that can be none. #}
{% macro usable_rate(rate) -%}
    case when {{ rate }} > 0 and {{ rate }} < 1000000 then {{ rate }} end
{%- endmacro %}
