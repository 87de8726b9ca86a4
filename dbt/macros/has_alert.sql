{# Whether a list of alerts, as text of JSON, has the code of a threshold. #}
{% macro has_alert(alerts, code) -%}
    coalesce({{ alerts }}, '') like '%"{{ code }}"%'
{%- endmacro %}
