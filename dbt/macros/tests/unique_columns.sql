{# Rows that share their values of `columns`, null included. `text_keys`: as the joins to mappings compare them. #}
{% test unique_columns(model, columns, text_keys=false) %}
    with compared as (
        select
            {%- for column in columns %}
            {{ navan.text_key(column) if text_keys else column }} as {{ column }}{% if not loop.last %},{% endif %}
            {%- endfor %}
        from {{ model }}
    )

    select {{ columns | join(', ') }}, count(*) as row_count
    from compared
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
