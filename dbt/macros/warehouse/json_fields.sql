{# What field_of reads fields from. `paths`: those fields, of which one in another's object has both names, joined by a
   point; `$` is the JSON itself. #}
{% macro json_fields(json, paths) %}
    {{- return(adapter.dispatch('json_fields', 'navan')(json, paths)) -}}
{% endmacro %}

{% macro default__json_fields(json, paths) -%}
    {{ json }}
{%- endmacro %}

{# The fields' texts: DuckDB parses the JSON once for all of them. #}
{% macro duckdb__json_fields(json, paths) -%}
    {%- set quoted = [] -%}
    {%- for path in paths -%}
        {%- do quoted.append("'$'" if path == '$' else "'$.\"" ~ path | replace('.', '"."') ~ "\"'") -%}
    {%- endfor -%}
    {{ json }} ->> [{{ quoted | join(', ') }}]
{%- endmacro %}

{# A field as a value of our type. `fields`: what json_fields gave for `paths`. #}
{% macro field_of(fields, paths, path, type) %}
    {{- return(adapter.dispatch('field_of', 'navan')(fields, paths, path, type)) -}}
{% endmacro %}

{% macro default__field_of(fields, paths, path, type) %}
    {%- if path == '$' -%}
        {{- return(navan.typed_field(fields, none, type)) -}}
    {%- endif -%}
    {%- set names = path.split('.') -%}
    {%- set holder = namespace(json=fields) -%}
    {%- for name in names[:-1] -%}
        {%- set holder.json = navan.json_field(holder.json, name) -%}
    {%- endfor -%}
    {{- return(navan.typed_field(holder.json, names[-1], type)) -}}
{% endmacro %}

{% macro duckdb__field_of(fields, paths, path, type) %}
    {%- set text = 'nullif(' ~ fields ~ '[' ~ (paths.index(path) + 1) ~ "], '')" -%}
    {%- if type == 'json' -%}
        {{- return(navan.parse_json(text)) -}}
    {%- elif type == 'text' -%}
        {{- return(text) -}}
    {%- endif -%}
    {{- return(navan.try_cast(text, type)) -}}
{% endmacro %}
