{{ config(enabled=var('navan__using_transactions')) }}

-- One row per custom field of a transaction.
with elements as (

    {{ navan.json_elements(ref('stg_navan__transactions'), ['source_relation', 'transaction_id'], 'custom_field_values') }}

)

select
    source_relation,
    transaction_id,
    cast(element_index as {{ navan.column_type('integer') }}) as custom_field_index,
    {{ navan.typed_field('element', 'name', 'text') }} as name,
    {{ navan.typed_field('element', 'label', 'text') }} as label,
    {{ navan.typed_field('element', 'value', 'text') }} as value,
    {{ navan.typed_field('element', 'displayValue', 'text') }} as display_value
from elements
