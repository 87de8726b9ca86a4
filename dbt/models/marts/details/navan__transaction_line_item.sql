{{ config(enabled=var('navan__using_transactions')) }}

-- One row per line item of a transaction. Navan does not document what an item holds: `line_item` has all of it.
with elements as (

    {{ navan.json_elements(ref('stg_navan__transactions'), ['source_relation', 'transaction_id'], 'line_items') }}

)

select
    source_relation,
    transaction_id,
    cast(element_index as {{ navan.column_type('integer') }}) as line_item_index,
    {{ navan.typed_field('element', 'amount', 'decimal') }} as amount,
    {{ navan.typed_field('element', 'currency', 'text') }} as currency,
    {{ navan.typed_field('element', 'description', 'text') }} as description,
    {{ navan.typed_field('element', 'policy', 'text') }} as policy,
    {{ navan.typed_field('element', 'policy_category', 'text') }} as policy_category,
    {{ navan.typed_field('element', 'gl_code_number', 'text') }} as gl_code_number,
    {{ navan.typed_field('element', 'gl_code_name', 'text') }} as gl_code_name,
    {{ navan.typed_field('element', 'department', 'text') }} as department,
    {{ navan.typed_field('element', 'cost_center', 'text') }} as cost_center,
    {{ navan.typed_field('element', 'region', 'text') }} as region,
    {{ navan.typed_field('element', 'subsidiary', 'text') }} as subsidiary,
    {{ navan.typed_field('element', 'legal_entity', 'text') }} as legal_entity,
    {{ navan.typed_field('element', none, 'text') }} as line_item
from elements
