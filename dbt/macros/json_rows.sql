{# A select with one row per element of a JSON list: the columns `keys` of its row, the element's place in the list from 0,
   named `index`, and the element's fields; `columns`: [{field, alias, type}], where the value of the field `otherwise`
   counts if there is none. #}
{% macro json_rows(relation, keys, list, index, columns) %}
    {%- set paths = [] -%}
    {%- for column in columns -%}
        {%- do paths.append(column.field) -%}
        {%- if column.otherwise -%}{%- do paths.append(column.otherwise) -%}{%- endif -%}
    {%- endfor -%}
    select
        {{ keys | join(', ') }},
        cast(element_index as {{ navan.column_type('integer') }}) as {{ index }}
        {%- for column in columns %},
        {% set value = navan.field_of('element_fields', paths, column.field, column.type) -%}
        {% if column.otherwise -%}
            coalesce({{ value }}, {{ navan.field_of('element_fields', paths, column.otherwise, column.type) }})
        {%- else -%}
            {{ value }}
        {%- endif %} as {{ column.alias }}
        {%- endfor %}
    from (
        select {{ keys | join(', ') }}, element_index, {{ navan.json_fields('element', paths) }} as element_fields
        from ({{ navan.json_elements(relation, keys, list) }}) as listed
    ) as parsed
{% endmacro %}
