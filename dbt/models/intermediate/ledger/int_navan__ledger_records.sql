{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set using_payments = var('navan__using_statement_payments') %}
{%- set text, decimal, date = navan.column_type('text'), navan.column_type('decimal'), navan.column_type('date') %}

-- One row per transaction and statement payment, with what the seeds say of its type, statuses, legal entity and
-- currencies. A mapping that lacks a row leaves null.
with records as (

    select
        source_relation,
        cast('transactions' as {{ text }}) as record_source,
        transaction_id,
        transaction_source,
        transaction_type,
        activity_type,
        legal_entity,
        coalesce(card_program_name, '') as card_program,
        statement_id,
        upper(trim(posted_currency)) as posted_currency,
        posted_amount,
        upper(trim(billable_entity_currency)) as billable_entity_currency,
        billable_entity_amount,
        upper(trim(original_currency)) as original_currency,
        original_amount,
        {{ navan.usable_rate('exchange_rate') }} as exchange_rate,
        coalesce(personal_amount, 0) as personal_amount,
        coalesce(rejected_amount, 0) as rejected_amount,
        coalesce(fx_fee_amount, 0) as fx_fee_amount,
        coalesce(fee, 0) <> 0 or coalesce(direct_reimbursement_fee_amount, 0) <> 0 as has_other_fee,
        coalesce({{ navan.typed_field('tax_details', 'tax_amount', 'decimal') }}, 0) as tax_amount,
        {{ navan.typed_field('tax_details', 'tax_code', 'text') }} as tax_code,
        reimbursement_amount,
        upper(trim(reimbursement_currency)) as reimbursement_currency,
        {{ navan.usable_rate('reimbursement_exchange_rate') }} as reimbursement_exchange_rate,
        reimbursement_date,
        approval_status,
        last_approver_action_date as approved_date,
        erp_sync_status,
        cast(null as {{ text }}) as payment_status,
        posted_date,
        gl_code_number,
        department,
        cost_center,
        region,
        employee_id,
        vendor_name,
        has_unreadable_number
    from {{ ref('stg_navan__transactions') }}
    {%- if using_payments %}
    union all
    select
        source_relation,
        cast('statement-payments' as {{ text }}) as record_source,
        statement_payment_id as transaction_id,
        cast('statement-payments' as {{ text }}) as transaction_source,
        transaction_type,
        activity_type,
        legal_entity,
        coalesce(card_program_name, '') as card_program,
        statement_id,
        upper(trim(posted_currency)) as posted_currency,
        posted_amount,
        upper(trim(billable_entity_currency)) as billable_entity_currency,
        billable_entity_amount,
        upper(trim(original_currency)) as original_currency,
        original_amount,
        exchange_rate,
        0 as personal_amount,
        0 as rejected_amount,
        0 as fx_fee_amount,
        1 = 0 as has_other_fee,
        0 as tax_amount,
        cast(null as {{ text }}) as tax_code,
        cast(null as {{ decimal }}) as reimbursement_amount,
        cast(null as {{ text }}) as reimbursement_currency,
        cast(null as {{ decimal }}) as reimbursement_exchange_rate,
        cast(null as {{ date }}) as reimbursement_date,
        cast(null as {{ text }}) as approval_status,
        cast(null as {{ date }}) as approved_date,
        erp_sync_status,
        status as payment_status,
        posted_date,
        cast(null as {{ text }}) as gl_code_number,
        cast(null as {{ text }}) as department,
        cast(null as {{ text }}) as cost_center,
        cast(null as {{ text }}) as region,
        cast(null as {{ text }}) as employee_id,
        cast(null as {{ text }}) as vendor_name,
        has_unreadable_number
    from {{ ref('stg_navan__statement_payments') }}
    {%- endif %}

),

statuses as (

    select status_field, {{ navan.text_key('status_value') }} as status_value, meaning
    from {{ ref('navan_statuses') }}

),

signs as (

    select
        lower(trim(transaction_source)) as transaction_source,
        {{ navan.text_key('transaction_type') }} as transaction_type,
        {{ navan.text_key('activity_type') }} as activity_type,
        ledger_event,
        case amount_sign when 'negative' then -1 when 'positive' then 1 end as amount_sign,
        is_reversible = 'yes' as is_reversible
    from {{ ref('navan_signs') }}

)

select
    records.*,
    coalesce(of_activity.ledger_event, of_type.ledger_event) as ledger_event,
    coalesce(of_activity.amount_sign, of_type.amount_sign) as amount_sign,
    coalesce(of_activity.is_reversible, of_type.is_reversible) as is_reversible,
    approvals.meaning as approval,
    syncs.meaning as sync,
    payments.meaning as payment,
    entities.currency_code as entity_currency,
    posted_currencies.minor_units as posted_digits,
    entity_currencies.minor_units as entity_digits,
    original_currencies.minor_units as original_digits,
    reimbursement_currencies.minor_units as reimbursement_digits,
    tax.account_code as tax_account_code,
    {{ navan.try_cast('tax.recoverable_share', 'decimal') }} as recoverable_share
from records
left join signs as of_activity
    on records.transaction_source = of_activity.transaction_source
    and {{ navan.text_key('records.transaction_type') }} = of_activity.transaction_type
    and {{ navan.text_key('records.activity_type') }} = of_activity.activity_type
left join signs as of_type
    on records.transaction_source = of_type.transaction_source
    and {{ navan.text_key('records.transaction_type') }} = of_type.transaction_type
    and of_type.activity_type = ''
left join statuses as approvals
    on approvals.status_field = 'approval_status'
    and {{ navan.text_key('records.approval_status') }} = approvals.status_value
left join statuses as syncs
    on syncs.status_field = 'erp_sync_status'
    and {{ navan.text_key('records.erp_sync_status') }} = syncs.status_value
left join statuses as payments
    on payments.status_field = 'payment_status'
    and {{ navan.text_key('records.payment_status') }} = payments.status_value
left join {{ ref('navan_legal_entities') }} as entities
    on records.legal_entity = entities.legal_entity
left join {{ ref('navan_currencies') }} as posted_currencies
    on records.posted_currency = posted_currencies.currency_code
left join {{ ref('navan_currencies') }} as entity_currencies
    on entities.currency_code = entity_currencies.currency_code
left join {{ ref('navan_currencies') }} as original_currencies
    on records.original_currency = original_currencies.currency_code
left join {{ ref('navan_currencies') }} as reimbursement_currencies
    on records.reimbursement_currency = reimbursement_currencies.currency_code
left join {{ ref('navan_tax') }} as tax
    on records.legal_entity = tax.legal_entity
    and records.tax_code = tax.tax_code
