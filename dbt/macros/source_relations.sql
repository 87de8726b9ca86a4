{# The tables of a stream, one per connection: [{name: of the connection, relation}]. A table that is missing is an error. #}
{% macro source_relations(table) %}
    {%- set identifier = var('navan_' ~ table ~ '_identifier') -%}
    {%- set connections = var('navan_sources') or [{'name': 'navan'}] -%}
    {%- set found = [] -%}
    {%- for connection in connections -%}
        {%- set database = connection.get('database', var('navan_database', target.database)) -%}
        {%- set schema = connection.get('schema', var('navan_schema')) -%}
        {%- set relation = adapter.get_relation(database=database, schema=schema, identifier=identifier) if not var('navan_columns').get(table)
            else api.Relation.create(database=database, schema=schema, identifier=identifier) -%}
        {%- if not relation -%}
            {{ exceptions.raise_compiler_error(
                'Found no table ' ~ schema ~ '.' ~ identifier ~ ' in database ' ~ database ~ ", where the connection '"
                ~ connection.name ~ "' should have the stream " ~ table ~ '. If you do not sync this stream, set the variable navan__using_'
                ~ table ~ ' to false. If the table is elsewhere, set navan_database, navan_schema (or both in navan_sources), or navan_'
                ~ table ~ '_identifier.'
            ) }}
        {%- endif -%}
        {%- do found.append({'name': connection.name, 'relation': relation}) -%}
    {%- endfor -%}
    {{- return(found) -}}
{% endmacro %}

{# The columns of a table: {name in lower case: {quoted, type}}. #}
{% macro columns_found(table, relation) %}
    {%- set found = {} -%}
    {%- if var('navan_columns').get(table) -%}
        {%- for name, type in var('navan_columns')[table].items() -%}
            {%- do found.update({name | lower: {'quoted': adapter.quote(name), 'type': type}}) -%}
        {%- endfor -%}
    {%- else -%}
        {%- for column in adapter.get_columns_in_relation(relation) -%}
            {%- do found.update({column.name | lower: {'quoted': adapter.quote(column.name), 'type': column.data_type}}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(found) -}}
{% endmacro %}
