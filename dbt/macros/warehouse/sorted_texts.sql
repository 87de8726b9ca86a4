{# An aggregate: the texts of a group in one, in the order of the alphabet. #}
{% macro sorted_texts(text) %}
    {{- return(adapter.dispatch('sorted_texts', 'navan')(text)) -}}
{% endmacro %}

{% macro default__sorted_texts(text) -%}
    {{ dbt.listagg(text, "','", 'order by ' ~ text) }}
{%- endmacro %}

{# dbt's own has no order here. #}
{% macro databricks__sorted_texts(text) -%}
    array_join(array_sort(collect_list({{ text }})), ',')
{%- endmacro %}
