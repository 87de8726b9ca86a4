{# Whether JSON is a list or an object that is not empty. #}
{% macro is_filled_json(json) -%}
    coalesce(replace({{ navan.json_text(json) }}, ' ', '') not in ('[]', '{}'), false)
{%- endmacro %}
