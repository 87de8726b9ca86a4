{# A column of a source table as a value of our type. `found`: the column in the table, none if the table lacks it. #}
{% macro typed(found, type) %}
    {%- if type == 'unreadable_json' -%}
        {{- return(navan.is_unreadable_json(found)) -}}
    {%- elif not found -%}
        {{- return('cast(null as ' ~ navan.column_type(type) ~ ')') -}}
    {%- endif -%}
    {%- set quoted = found.quoted -%}
    {%- set is_text = navan.is_text(found.type) -%}
    {%- set is_json = navan.is_json(found.type) -%}
    {%- if type == 'json' -%}
        {%- set json = quoted if is_json else navan.parse_json(quoted) if is_text else 'to_json(' ~ quoted ~ ')' -%}
        {{- return(navan.json_or_null(json)) -}}
    {%- endif -%}
    {%- if is_json -%}
        {%- set quoted = navan.json_text(quoted) -%}
        {%- set is_text = true -%}
    {%- endif -%}
    {%- if type == 'text' -%}
        {{- return("nullif(cast(" ~ quoted ~ " as " ~ navan.column_type('text') ~ "), '')") -}}
    {%- elif is_text -%}
        {{- return(navan.try_cast(quoted, type)) -}}
    {%- elif type == 'timestamp' -%}
        {{- return(navan.to_utc(quoted, found.type)) -}}
    {%- endif -%}
    {{- return('cast(' ~ quoted ~ ' as ' ~ navan.column_type(type) ~ ')') -}}
{% endmacro %}

{# Whether a column of a source table holds something, but neither a list nor an object: as JSON it is NULL then. #}
{% macro is_unreadable_json(found) %}
    {%- if not found or not (navan.is_text(found.type) or navan.is_json(found.type)) -%}
        {{- return('(1 = 0)') -}}
    {%- endif -%}
    {{- return("(coalesce(" ~ navan.typed(found, 'text') ~ ", 'null') <> 'null' and " ~ navan.typed(found, 'json') ~ ' is null)') -}}
{% endmacro %}

{% macro is_json(type) %}
    {{- return(type | lower in ['json', 'jsonb', 'variant', 'super']) -}}
{% endmacro %}

{% macro is_text(type) %}
    {%- set lower = type | lower -%}
    {{- return(not lower.endswith('[]') and ('char' in lower or 'text' in lower or 'string' in lower)) -}}
{% endmacro %}

{# A field in JSON as a value of our type. #}
{% macro typed_field(json, field, type) %}
    {%- if type == 'json' -%}
        {{- return(navan.json_field(json, field)) -}}
    {%- elif type == 'text' -%}
        {{- return(navan.json_text(json, field)) -}}
    {%- endif -%}
    {{- return(navan.try_cast(navan.json_text(json, field), type)) -}}
{% endmacro %}
