{# Rows of which Airbyte nulled or truncated a value, because it did not fit the column. #}
{% test no_airbyte_changes(model, key) %}
    with changes as (
        {{ navan.json_elements(
            "(select " ~ key ~ ", " ~ navan.json_field('_airbyte_meta', 'changes') ~ " as changes from " ~ model ~ ") as staged",
            [key], 'changes'
        ) }}
    )

    select
        {{ key }},
        {{ navan.json_text('element', 'field') }} as field,
        {{ navan.json_text('element', 'change') }} as change,
        {{ navan.json_text('element', 'reason') }} as reason
    from changes
{% endtest %}
