{# All rows of a stream, from all connections, with our column names and types; `columns`: as in macros/columns. #}
{% macro source_rows(table, columns) %}
    {%- set airbyte = [
        {'name': '_airbyte_raw_id', 'alias': '_airbyte_raw_id', 'type': 'text'},
        {'name': '_airbyte_extracted_at', 'alias': '_airbyte_extracted_at', 'type': 'timestamp'},
        {'name': '_airbyte_generation_id', 'alias': '_airbyte_generation_id', 'type': 'integer'},
        {'name': '_airbyte_meta', 'alias': '_airbyte_meta', 'type': 'json'},
    ] -%}
    {%- do source('navan', table) -%}
    {%- if not execute -%}
        {{- return('') -}}
    {%- endif -%}
    {%- set connections = navan.source_relations(table) -%}
    {%- for connection in connections -%}
    {%- set found = navan.columns_found(table, connection.relation) %}
    select
        cast('{{ connection.name }}' as {{ navan.column_type('text') }}) as source_relation
        {%- for column in columns + airbyte if column.name %},
        {{ navan.typed(found.get(column.name | lower), column.type) }} as {{ column.alias }}
        {%- endfor %},
        {{ navan.has_unreadable_number(found, columns) }} as has_unreadable_number
    from {{ connection.relation }}
    {% if not loop.last %}union all{% endif %}
    {%- endfor -%}
{% endmacro %}

{# Whether a number that came as text is none. The column is NULL then, and this says that it was not empty. #}
{% macro has_unreadable_number(found, columns) %}
    {%- set conditions = ['1 = 0'] -%}
    {%- for column in columns if column.type == 'decimal' and column.name and column.name | lower in found -%}
        {%- set each = found[column.name | lower] -%}
        {%- if navan.is_text(each.type) -%}
            {%- do conditions.append(
                '(nullif(' ~ each.quoted ~ ", '') is not null and " ~ navan.try_cast(each.quoted, 'decimal') ~ ' is null)'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return('(' ~ conditions | join(' or ') ~ ')') -}}
{% endmacro %}

{# A staging model: the newest row per key, with the fields of objects as columns. `relation`: the rows of source_rows. #}
{% macro newest_rows(relation, columns, key, cursor) %}
    {%- if not execute -%}
        {{- return('') -}}
    {%- endif -%}
    {%- set objects = columns | selectattr('from', 'defined') | map(attribute='from') | unique | list -%}
    {%- set paths = {} -%}
    {%- for object in objects -%}
        {%- do paths.update({object: columns | selectattr('from', 'defined') | selectattr('from', 'equalto', object) | map(attribute='field') | list}) -%}
    {%- endfor -%}
    select
        source_relation
        {%- for column in columns if column.alias not in objects %},
        {% if column.from -%}
            {{ navan.field_of(column.from ~ '_fields', paths[column.from], column.field, column.type) }} as {{ column.alias }}
        {%- else -%}
            {{ column.alias }}
        {%- endif -%}
        {%- endfor %},
        has_unreadable_number,
        _airbyte_raw_id,
        _airbyte_extracted_at,
        _airbyte_generation_id,
        _airbyte_meta
    from (
        select
            *
            {%- for object in objects %},
            {{ navan.json_fields(object, paths[object]) }} as {{ object }}_fields
            {%- endfor %},
            row_number() over (
                partition by source_relation, {{ key }}
                order by
                    {% if cursor %}{{ cursor }} desc nulls last,{% endif %}
                    _airbyte_extracted_at desc nulls last,
                    _airbyte_generation_id desc nulls last,
                    _airbyte_raw_id desc nulls last
            ) as place
        from {{ relation }}
    ) as placed
    where place = 1 or {{ key }} is null
{% endmacro %}
