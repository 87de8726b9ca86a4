{# A text to compare mappings by: '' for none. #}
{% macro text_key(column) -%}
    coalesce(upper(trim({{ column }})), '')
{%- endmacro %}
