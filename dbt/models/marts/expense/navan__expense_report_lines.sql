{{ config(enabled=var('navan__using_transactions')) }}

{%- set using_bookings = var('navan__using_bookings') %}
{%- set using_receipts = var('navan__using_transaction_receipts') %}

-- One row per line item, or per transaction without line items, with its policy, approval, receipt and booking.
with transactions as (

    select * from {{ ref('stg_navan__transactions') }}

),

items as (

    select
        source_relation,
        transaction_id,
        line_item_index,
        description,
        amount,
        upper(nullif(trim(currency), '')) as currency,
        gl_code_number,
        gl_code_name,
        cost_center
    from {{ ref('navan__transaction_line_item') }}

),

-- What the items of a transaction sum up to. An item without a currency has that of its transaction.
sums as (

    select
        source_relation,
        transaction_id,
        min(line_item_index) as first_line_item_index,
        min(currency) as first_currency,
        max(currency) as last_currency,
        case when count(amount) = count(*) then sum(amount) end as amount
    from items
    group by source_relation, transaction_id

)
{%- if using_bookings %},

-- The booking of a transaction that names exactly one.
linked as (

    select
        source_relation,
        transaction_id,
        count(*) as booking_count,
        case when count(*) = 1 then min(booking_uuid) end as booking_uuid
    from {{ ref('navan__booking_transactions') }}
    group by source_relation, transaction_id

),

booked as (

    select
        linked.source_relation,
        linked.transaction_id,
        linked.booking_count,
        linked.booking_uuid,
        bookings.booking_type,
        bookings.start_date as booking_start_date,
        bookings.end_date as booking_end_date
    from linked
    left join {{ ref('int_navan__booking_facts') }} as bookings
        on linked.source_relation = bookings.source_relation
        and linked.booking_uuid = bookings.booking_uuid

)
{%- endif %}
{%- if using_receipts %},

receipts as (

    select distinct
        source_relation,
        transaction_id
    from {{ ref('stg_navan__transaction_receipts') }}

)
{%- endif %}

select
    {{ navan.surrogate_key([
        'transactions.source_relation', 'transactions.transaction_id', 'items.line_item_index'
    ]) }} as expense_report_line_id,
    transactions.source_relation,
    transactions.transaction_id,
    items.line_item_index,
    case when items.line_item_index is null then 'transaction' else 'line_item' end as line_kind,
    case
        when items.line_item_index is null then transactions.transaction_description else items.description
    end as line_description,
    case when items.line_item_index is null then transactions.posted_amount else items.amount end as line_amount,
    coalesce(items.currency, upper(transactions.posted_currency)) as line_currency,
    -- What the lines of a transaction miss of its posted amount, at the first of them, if all of it is known and in one
    -- currency.
    case
        when items.line_item_index is null or items.line_item_index > sums.first_line_item_index then 0
        when upper(transactions.posted_currency) = coalesce(sums.first_currency, upper(transactions.posted_currency))
            and upper(transactions.posted_currency) = coalesce(sums.last_currency, upper(transactions.posted_currency))
            then transactions.posted_amount - sums.amount
    end as difference_amount,
    case
        when items.line_item_index is null then transactions.gl_code_number else items.gl_code_number
    end as gl_code_number,
    case
        when items.line_item_index is null then transactions.gl_code_name else items.gl_code_name
    end as gl_code_name,
    case when items.line_item_index is null then transactions.cost_center else items.cost_center end as cost_center,
    transactions.transaction_source,
    transactions.transaction_type,
    transactions.transaction_date,
    transactions.posted_date,
    transactions.legal_entity,
    transactions.department,
    transactions.employee_id,
    transactions.vendor_name,
    transactions.policy,
    transactions.policy_category,
    transactions.is_flagged,
    transactions.flag_status,
    transactions.flag_reasons,
    transactions.is_personal,
    transactions.approval_status,
    transactions.last_approver_action_date,
    transactions.erp_sync_status,
    transactions.statement_id,
    coalesce(
        transactions.receipt, transactions.e_receipt, transactions.receipt_navan, transactions.e_receipt_navan
        {%- if using_receipts %}, receipts.transaction_id{% endif %}
    ) is not null as has_receipt,
    {%- if using_bookings %}
    coalesce(booked.booking_count, 0) as booking_count,
    booked.booking_uuid,
    booked.booking_type,
    booked.booking_start_date,
    booked.booking_end_date
    {%- else %}
    cast(null as {{ navan.column_type('integer') }}) as booking_count,
    cast(null as {{ navan.column_type('text') }}) as booking_uuid,
    cast(null as {{ navan.column_type('text') }}) as booking_type,
    cast(null as {{ navan.column_type('date') }}) as booking_start_date,
    cast(null as {{ navan.column_type('date') }}) as booking_end_date
    {%- endif %}
from transactions
left join items
    on transactions.source_relation = items.source_relation
    and transactions.transaction_id = items.transaction_id
left join sums
    on transactions.source_relation = sums.source_relation
    and transactions.transaction_id = sums.transaction_id
{%- if using_bookings %}
left join booked
    on transactions.source_relation = booked.source_relation
    and transactions.transaction_id = booked.transaction_id
{%- endif %}
{%- if using_receipts %}
left join receipts
    on transactions.source_relation = receipts.source_relation
    and transactions.transaction_id = receipts.transaction_id
{%- endif %}
