{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per line item of a transaction, in minor units of the posted currency.
select
    items.source_relation,
    items.transaction_id,
    items.line_item_index,
    {{ navan.minor_units('items.amount', 'records.posted_digits') }} * records.amount_sign as item_units,
    coalesce(upper(nullif(trim(items.currency), '')), records.posted_currency) = records.posted_currency as is_in_posted_currency,
    {{ navan.text_key('items.legal_entity') }} not in ('', {{ navan.text_key('records.stated_legal_entity') }}) as is_of_other_entity,
    items.gl_code_number,
    items.department,
    items.cost_center,
    items.region
from {{ ref('navan__transaction_line_item') }} as items
inner join {{ ref('int_navan__ledger_records') }} as records
    on items.source_relation = records.source_relation
    and items.transaction_id = records.transaction_id
    and records.record_source <> 'statement-payments'
where records.ledger_event in ('card_charge', 'card_refund', 'out_of_pocket')
