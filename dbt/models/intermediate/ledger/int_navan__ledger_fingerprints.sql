{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set item_columns = [
    'line_item_index', 'amount', 'currency', 'legal_entity', 'gl_code_number', 'department', 'cost_center', 'region'
] %}
{%- set facts = [
    'records.transaction_source', navan.text_key('records.transaction_type'), navan.text_key('records.activity_type'),
    'records.stated_legal_entity', 'records.card_program', 'records.posted_currency', 'records.posted_amount',
    'records.billable_entity_currency', 'records.billable_entity_amount', 'records.original_currency', 'records.original_amount',
    'records.exchange_rate', 'records.personal_amount', 'records.rejected_amount', 'records.fx_fee_amount',
    'case when records.has_other_fee then 1 else 0 end', 'case when records.has_unreadable_number then 1 else 0 end',
    'case when records.has_line_items then 1 else 0 end', 'case when records.has_tax_details then 1 else 0 end',
    'records.tax_amount', 'records.tax_code', navan.text_key('records.approval_status'), navan.text_key('records.payment_status'),
    'records.gl_code_number', 'records.department', 'records.cost_center', 'records.region', 'records.employee_id', 'listed.all_items'
] %}
{%- set reimbursement = ['reimbursement_amount', 'reimbursement_currency', 'reimbursement_exchange_rate', 'reimbursement_date'] %}

-- One row per transaction, with hashes of what it says itself, whatever the seeds and variables say: of what makes entries,
-- and of what matters to each of them. An accrual has nothing of its reimbursement, which comes later.
with items as (

    select
        source_relation,
        transaction_id,
        {{ navan.surrogate_key(item_columns) }} as item
    from {{ ref('navan__transaction_line_item') }}

),

listed as (

    select
        source_relation,
        transaction_id,
        {{ navan.sorted_texts('item') }} as all_items
    from items
    group by source_relation, transaction_id

),

stated as (

    select
        records.source_relation,
        records.record_source,
        records.transaction_id,
        records.posted_date,
        records.approved_date,
        {%- for column in reimbursement %}
        records.{{ column }},
        {%- endfor %}
        {{ navan.surrogate_key(facts) }} as facts
    from {{ ref('int_navan__ledger_records') }} as records
    left join listed
        on records.source_relation = listed.source_relation
        and records.transaction_id = listed.transaction_id
        and records.record_source = 'transactions'

)

select
    source_relation,
    record_source,
    transaction_id,
    {{ navan.surrogate_key(['facts'] + reimbursement) }} as transaction_fingerprint,
    {{ navan.surrogate_key(['facts', 'posted_date']) }} as posted_fingerprint,
    {{ navan.surrogate_key(['facts', 'approved_date']) }} as accrual_fingerprint,
    {{ navan.surrogate_key(['facts', 'posted_date'] + reimbursement) }} as reimbursement_fingerprint
from stated
