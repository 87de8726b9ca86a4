{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set currency = navan.ledger_variable('navan_journal_currency', ['legal_entity', 'card']) %}
{%- set direction = navan.ledger_variable('navan_exchange_rate_direction', ['posted_per_original', 'original_per_posted'], false) %}
{%- set personal = navan.ledger_variable('navan_personal_amount', ['included', 'excluded'], false) %}
{%- set fx_fees = navan.ledger_variable('navan_fx_fees', ['rows', 'inside', 'added'], false) %}
{%- set integer, decimal = navan.column_type('integer'), navan.column_type('decimal') %}
{%- set millionths = 'coalesce(cast(recoverable_share * 1000000 as ' ~ integer ~ '), 0)' %}
{%- set whole = 'case when is_spending then control_units else posted_size end' %}

-- One row per transaction, with its amounts in minor units. A size is positive in the direction of the event, whatever
-- sign Navan states. First in the posted currency, then (`journal_`) in the currency of the journal.
with items as (

    select
        source_relation,
        transaction_id,
        count(*) as item_count,
        sum(item_units) as item_units,
        count(*) - count(item_units) as unreadable_item_count,
        sum(case when is_in_posted_currency then 0 else 1 end) as foreign_item_count,
        sum(case when is_of_other_entity then 1 else 0 end) as other_entity_item_count
    from {{ ref('int_navan__ledger_items') }}
    group by source_relation, transaction_id

),

stated as (

    select
        records.*,
        coalesce(records.ledger_event in ('card_charge', 'card_refund', 'out_of_pocket'), false) as is_spending,
        coalesce(records.ledger_event in ('card_charge', 'card_refund'), false) as is_card_spending,
        coalesce(items.item_count, 0) as item_count,
        items.item_units,
        coalesce(items.unreadable_item_count, 0) as unreadable_item_count,
        coalesce(items.foreign_item_count, 0) as foreign_item_count,
        coalesce(items.other_entity_item_count, 0) as other_entity_item_count,
        {{ navan.minor_units('records.posted_amount', 'records.posted_digits') }} as posted_units,
        {{ navan.minor_units('records.personal_amount', 'records.posted_digits') }} as personal_units,
        {{ navan.minor_units('records.rejected_amount', 'records.posted_digits') }} as rejected_units,
        {{ navan.minor_units('records.fx_fee_amount', 'records.posted_digits') }} as fx_fee_units,
        {{ navan.minor_units('coalesce(records.tax_amount, 0)', 'records.posted_digits') }} * records.amount_sign as tax_units,
        {{ navan.minor_units('records.reimbursement_amount', 'records.reimbursement_digits') }} as reimbursement_units,
        case
            when records.posted_currency = records.entity_currency then records.posted_amount
            when records.billable_entity_currency = records.entity_currency then records.billable_entity_amount
        end as entity_amount
    from {{ ref('int_navan__ledger_records') }} as records
    left join items
        on records.source_relation = items.source_relation
        and records.transaction_id = items.transaction_id
        and records.record_source <> 'statement-payments'
    where records.transaction_id is not null

),

sized as (

    select
        stated.*,
        posted_units * amount_sign as posted_size,
        posted_units * amount_sign
        + {% if personal == 'excluded' %}case when is_spending then personal_units else 0 end{% else %}0{% endif %} as gross_units,
        {% if fx_fees == 'inside' %}case when is_card_spending then fx_fee_units else 0 end{% else %}0{% endif %} as fee_units,
        {{ navan.minor_units('entity_amount', 'entity_digits') }} as entity_units,
        {%- if currency == 'card' %}
        posted_currency as journal_currency,
        posted_digits as journal_digits,
        cast(1 as {{ integer }}) as numerator,
        cast(1 as {{ integer }}) as denominator,
        case
            when posted_currency = entity_currency then cast(1 as {{ decimal }})
            else cast({{ navan.quotient('entity_amount', 'posted_amount', 9) }} as {{ decimal }})
        end as journal_exchange_rate
        {%- else %}
        entity_currency as journal_currency,
        entity_digits as journal_digits,
        case when posted_currency = entity_currency then 1 else {{ navan.minor_units('entity_amount', 'entity_digits') }} end as numerator,
        case when posted_currency = entity_currency then 1 else posted_units end as denominator,
        cast(1 as {{ decimal }}) as journal_exchange_rate
        {%- endif %}
    from stated

),

parted as (

    select
        sized.*,
        case when is_card_spending and approval in ('pending', 'rejected') then 0 else 1 end as is_coded,
        gross_units - personal_units - rejected_units - fee_units as business_units,
        posted_size - fee_units as taxed_units,
        case when item_count > 0 then posted_size - item_units else 0 end as rounding_units,
        {{ navan.proportion('tax_units', millionths, 1000000) }} as recoverable_units
    from sized

),

divided as (

    select
        parted.*,
        is_coded * coalesce({{ navan.proportion('recoverable_units', 'business_units', 'taxed_units') }}, 0) as tax_size,
        case when is_card_spending then gross_units else business_units end as control_units
    from parted

),

converted as (

    select
        divided.*,
        is_coded * (business_units - tax_size - rounding_units) as expense_units,
        {{ navan.proportion(whole, 'numerator', 'denominator') }} as journal_units,
        {{ navan.proportion('personal_units', 'numerator', 'denominator') }} as journal_personal_units,
        {{ navan.proportion('fee_units', 'numerator', 'denominator') }} as journal_fee_units,
        is_coded * {{ navan.proportion('tax_size', 'numerator', 'denominator') }} as journal_tax_units,
        is_coded * {{ navan.proportion('rounding_units', 'numerator', 'denominator') }} as journal_rounding_units,
        {{ navan.proportion('rejected_units', 'numerator', 'denominator') }} as journal_rejected_units,
        {{ navan.proportion('fx_fee_units', 'numerator', 'denominator') }} as journal_added_fee_units,
        case
            when reimbursement_currency = journal_currency then reimbursement_units
            when reimbursement_currency = posted_currency then {{ navan.proportion('reimbursement_units', 'numerator', 'denominator') }}
            {%- if direction %}
            else {{ navan.proportion(
                'cast(round(' ~ (
                    navan.quotient('reimbursement_amount', 'reimbursement_exchange_rate', 9) if direction == 'posted_per_original'
                    else navan.multiply('reimbursement_amount', 'reimbursement_exchange_rate')
                ) ~ ' * ' ~ navan.units_per_currency('posted_digits') ~ ', 0) as ' ~ integer ~ ')',
                'numerator', 'denominator'
            ) }}
            {%- endif %}
        end as journal_reimbursement_units
    from divided

)

select
    converted.*,
    -- What is left after the other parts. If nothing is coded, rounding belongs to the uncoded part.
    case
        when is_card_spending and expense_units = 0
            then journal_units - journal_personal_units - journal_fee_units - journal_tax_units - journal_rounding_units
        when is_card_spending then journal_rejected_units
        else 0
    end as journal_uncoded_units,
    case
        when not is_spending or (is_card_spending and expense_units = 0) then 0
        when is_card_spending
            then journal_units - journal_personal_units - journal_rejected_units - journal_fee_units
                - journal_tax_units - journal_rounding_units
        else journal_units - journal_tax_units - journal_rounding_units
    end as journal_expense_units
from converted
