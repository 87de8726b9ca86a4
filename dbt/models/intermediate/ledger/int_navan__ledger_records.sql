{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set using_payments = var('navan__using_statement_payments') %}
{%- set text, decimal, date = navan.column_type('text'), navan.column_type('decimal'), navan.column_type('date') %}
{%- set shared_columns %}
        transaction_type,
        activity_type,
        legal_entity as stated_legal_entity,
        coalesce(card_program_name, '') as card_program,
        statement_id,
        upper(trim(posted_currency)) as posted_currency,
        posted_amount,
        upper(trim(billable_entity_currency)) as billable_entity_currency,
        billable_entity_amount,
        upper(trim(original_currency)) as original_currency,
        original_amount,
        {{ navan.usable_rate('exchange_rate') }} as exchange_rate,
        erp_sync_status,
        posted_date,
        has_unreadable_number
{%- endset %}

-- One row per transaction and statement payment, with what the seeds say of its type, statuses, legal entity and
-- currencies. A mapping that lacks a row leaves null.
with records as (

    select
        source_relation,
        cast('transactions' as {{ text }}) as record_source,
        transaction_id,
        transaction_source,
        {{ shared_columns }},
        coalesce(personal_amount, 0) as personal_amount,
        coalesce(rejected_amount, 0) as rejected_amount,
        coalesce(fx_fee_amount, 0) as fx_fee_amount,
        coalesce(fee, 0) <> 0 or coalesce(direct_reimbursement_fee_amount, 0) <> 0 as has_other_fee,
        has_unreadable_line_items or {{ navan.is_filled_json('line_items') }} as has_line_items,
        has_unreadable_tax_details or {{ navan.is_filled_json('tax_details') }} as has_tax_details,
        {{ navan.typed_field('tax_details', 'tax_amount', 'decimal') }} as tax_amount,
        {{ navan.typed_field('tax_details', 'tax_code', 'text') }} as tax_code,
        reimbursement_amount,
        upper(trim(reimbursement_currency)) as reimbursement_currency,
        {{ navan.usable_rate('reimbursement_exchange_rate') }} as reimbursement_exchange_rate,
        reimbursement_date,
        approval_status,
        last_approver_action_date as approved_date,
        cast(null as {{ text }}) as payment_status,
        gl_code_number,
        department,
        cost_center,
        region,
        employee_id,
        vendor_name
    from {{ ref('stg_navan__transactions') }}
    {%- if using_payments %}
    union all
    select
        source_relation,
        cast('statement-payments' as {{ text }}) as record_source,
        statement_payment_id as transaction_id,
        cast('statement-payments' as {{ text }}) as transaction_source,
        {{ shared_columns }},
        0 as personal_amount,
        0 as rejected_amount,
        0 as fx_fee_amount,
        1 = 0 as has_other_fee,
        1 = 0 as has_line_items,
        1 = 0 as has_tax_details,
        cast(null as {{ decimal }}) as tax_amount,
        cast(null as {{ text }}) as tax_code,
        cast(null as {{ decimal }}) as reimbursement_amount,
        cast(null as {{ text }}) as reimbursement_currency,
        cast(null as {{ decimal }}) as reimbursement_exchange_rate,
        cast(null as {{ date }}) as reimbursement_date,
        cast(null as {{ text }}) as approval_status,
        cast(null as {{ date }}) as approved_date,
        status as payment_status,
        cast(null as {{ text }}) as gl_code_number,
        cast(null as {{ text }}) as department,
        cast(null as {{ text }}) as cost_center,
        cast(null as {{ text }}) as region,
        cast(null as {{ text }}) as employee_id,
        cast(null as {{ text }}) as vendor_name
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

),

-- Legal entities some of whose tax is recoverable.
taxed as (

    select distinct {{ navan.text_key('legal_entity') }} as legal_entity
    from {{ ref('navan_tax') }}

)

select
    records.*,
    coalesce(entities.legal_entity, records.stated_legal_entity) as legal_entity,
    coalesce(of_activity.ledger_event, of_type.ledger_event) as ledger_event,
    coalesce(of_activity.amount_sign, of_type.amount_sign) as amount_sign,
    coalesce(of_activity.is_reversible, of_type.is_reversible) as is_reversible,
    case
        when records.posted_date is null and approvals.meaning <> 'pending'
            and coalesce(of_activity.ledger_event, of_type.ledger_event) = 'out_of_pocket' then records.approved_date
        else records.posted_date
    end as ledger_date,
    approvals.meaning as approval,
    syncs.meaning as sync,
    payments.meaning as payment,
    upper(trim(entities.currency_code)) as entity_currency,
    posted_currencies.minor_units as posted_digits,
    entity_currencies.minor_units as entity_digits,
    original_currencies.minor_units as original_digits,
    reimbursement_currencies.minor_units as reimbursement_digits,
    taxed.legal_entity is not null as has_recoverable_tax,
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
    on {{ navan.text_key('records.stated_legal_entity') }} = {{ navan.text_key('entities.legal_entity') }}
left join {{ ref('navan_currencies') }} as posted_currencies
    on records.posted_currency = posted_currencies.currency_code
left join {{ ref('navan_currencies') }} as entity_currencies
    on upper(trim(entities.currency_code)) = entity_currencies.currency_code
left join {{ ref('navan_currencies') }} as original_currencies
    on records.original_currency = original_currencies.currency_code
left join {{ ref('navan_currencies') }} as reimbursement_currencies
    on records.reimbursement_currency = reimbursement_currencies.currency_code
left join taxed
    on {{ navan.text_key('records.stated_legal_entity') }} = taxed.legal_entity
left join {{ ref('navan_tax') }} as tax
    on {{ navan.text_key('records.stated_legal_entity') }} = {{ navan.text_key('tax.legal_entity') }}
    and {{ navan.text_key('records.tax_code') }} = {{ navan.text_key('tax.tax_code') }}
