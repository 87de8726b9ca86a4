{# A text that differs wherever one of the columns does, null included. #}
{% macro surrogate_key(columns) %}
    {%- set parts = [] -%}
    {%- for column in columns -%}
        {%- set text = 'cast(' ~ column ~ ' as ' ~ navan.column_type('text') ~ ')' -%}
        {# With their lengths, so that no two lists of texts are the same. #}
        {%- do parts.append(
            'coalesce(' ~ dbt.concat(['cast(length(' ~ text ~ ') as ' ~ navan.column_type('text') ~ ')', "':'", text]) ~ ", '-')"
        ) -%}
    {%- endfor -%}
    {{- return(dbt.hash(dbt.concat(parts))) -}}
{% endmacro %}
