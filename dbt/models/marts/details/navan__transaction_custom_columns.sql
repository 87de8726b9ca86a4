{%- set fields = var('navan_transaction_custom_fields') %}
{{ config(enabled=var('navan__using_transactions') and fields | length > 0) }}

-- One row per transaction with custom fields: those of the variable navan_transaction_custom_fields as columns. A field with several
-- values has them all, separated by semicolons.
select
    source_relation,
    transaction_id
    {%- for field in fields %},
    {%- set name = dbt.string_literal(dbt.escape_single_quotes(field | lower)) %}
    {{ dbt.listagg(
        'case when lower(name) = ' ~ name ~ ' or lower(label) = ' ~ name ~ ' then coalesce(display_value, value) end',
        "'; '", 'order by custom_field_index'
    ) }} as {{ navan.custom_column(field) }}
    {%- endfor %}
from {{ ref('navan__transaction_custom_field') }}
group by 1, 2
