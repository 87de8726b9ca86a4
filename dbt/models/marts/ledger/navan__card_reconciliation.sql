{{ config(enabled=var('navan__using_transactions')) }}
{%- set fx_fees = navan.ledger_variable('navan_fx_fees', ['rows', 'inside', 'added'], false) %}

-- One row per legal entity, card programme, currency and statement; what is on no statement yet is in a row without one,
-- the last. In the currency of the card. Opening + charges + fees - credits - payments = closing.
with amounts as (

    select
        amounts.*,
        outcomes.outcome,
        coalesce({{ navan.amount_of_units('amounts.gross_units', 'amounts.posted_digits') }}, 0) as size,
        {%- if fx_fees == 'added' %}
        case
            when amounts.is_card_spending
                then coalesce({{ navan.amount_of_units('amounts.fx_fee_units', 'amounts.posted_digits') }}, 0)
            else 0
        end as added_fee,
        {%- else %}
        0 as added_fee,
        {%- endif %}
        case
            when amounts.has_unreadable_number
                or amounts.posted_units is null
                or amounts.personal_units is null
                or amounts.fx_fee_units is null
                then 1
            else 0
        end as is_unreadable
    from {{ ref('int_navan__ledger_amounts') }} as amounts
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on amounts.source_relation = outcomes.source_relation
        and amounts.record_source = outcomes.record_source
        and amounts.transaction_id = outcomes.transaction_id
    where amounts.posted_date is not null and (amounts.posted_amount is not null or amounts.has_unreadable_number)

),

movements as (

    select
        source_relation,
        legal_entity,
        card_program,
        posted_currency,
        statement_id,
        posted_date,
        outcome,
        case
            when ledger_event in ('card_charge', 'dispute_reversal') then size
            when ledger_event = 'adjustment' and size > 0 or ledger_event = 'adjustment_credit' and size < 0 then abs(size)
            else 0
        end as charge_amount,
        case when ledger_event in ('fx_fee', 'card_fee') then size else added_fee end as fee_amount,
        case
            when ledger_event in ('card_refund', 'rebate_payment', 'repayment_card', 'dispute_open', 'dispute_won', 'dispute_lost')
                then size
            when ledger_event = 'adjustment' and size < 0 or ledger_event = 'adjustment_credit' and size > 0 then abs(size)
            else 0
        end as credit_amount,
        case when ledger_event = 'statement_payment' then size else 0 end as payment_amount,
        case when ledger_event is null then 1 else 0 end as is_unknown,
        is_unreadable
    from amounts
    where ledger_event is null
        or ledger_event in (
            'card_charge', 'dispute_reversal', 'adjustment', 'adjustment_credit', 'fx_fee', 'card_fee', 'card_refund', 'rebate_payment',
            'repayment_card', 'dispute_open', 'dispute_won', 'dispute_lost', 'statement_payment'
        )

),

statements as (

    select
        source_relation,
        legal_entity,
        card_program,
        posted_currency,
        statement_id,
        min(posted_date) as first_date,
        max(posted_date) as last_date,
        sum(charge_amount) as charge_amount,
        sum(fee_amount) as fee_amount,
        sum(credit_amount) as credit_amount,
        sum(payment_amount) as payment_amount,
        sum(charge_amount + fee_amount - credit_amount - payment_amount) as movement_amount,
        sum(case when outcome = 'posted' then charge_amount + fee_amount - credit_amount - payment_amount else 0 end) as posted_amount,
        sum(case when outcome = 'excepted' then charge_amount + fee_amount - credit_amount - payment_amount else 0 end) as excepted_amount,
        sum(case when outcome = 'excluded' then charge_amount + fee_amount - credit_amount - payment_amount else 0 end) as excluded_amount,
        sum(is_unknown) as unknown_count,
        sum(is_unreadable) as unreadable_count
    from movements
    group by source_relation, legal_entity, card_program, posted_currency, statement_id

),

-- By the card's currency; the journal's is the same or that of the legal entity.
liabilities as (

    select
        lines.source_relation,
        lines.legal_entity,
        lines.card_program,
        records.posted_currency,
        lines.statement_id,
        max(lines.currency_code) as journal_currency_code,
        sum(lines.credit_amount - lines.debit_amount) as journal_amount
    from {{ ref('navan__journal_lines') }} as lines
    inner join {{ ref('int_navan__ledger_records') }} as records
        on lines.source_relation = records.source_relation
        and lines.record_source = records.record_source
        and lines.transaction_id = records.transaction_id
    where lines.account_role = 'card_liability' and lines.entry_type = 'original'
    group by lines.source_relation, lines.legal_entity, lines.card_program, records.posted_currency, lines.statement_id

),

balanced as (

    select
        statements.*,
        sum(movement_amount) over (
            partition by source_relation, legal_entity, card_program, posted_currency
            order by case when statement_id is null then 1 else 0 end, first_date, statement_id
            rows between unbounded preceding and current row
        ) as closing_amount
    from statements

)

select
    {{ navan.surrogate_key([
        'balanced.source_relation', 'balanced.legal_entity', 'balanced.card_program', 'balanced.posted_currency', 'balanced.statement_id'
    ]) }} as card_reconciliation_id,
    balanced.source_relation,
    balanced.legal_entity,
    balanced.card_program,
    balanced.posted_currency as currency_code,
    balanced.statement_id,
    balanced.first_date,
    balanced.last_date,
    balanced.closing_amount - balanced.movement_amount as opening_amount,
    balanced.charge_amount,
    balanced.fee_amount,
    balanced.credit_amount,
    balanced.payment_amount,
    balanced.closing_amount,
    balanced.posted_amount,
    balanced.excepted_amount,
    balanced.excluded_amount,
    liabilities.journal_amount,
    liabilities.journal_currency_code,
    balanced.unknown_count,
    balanced.unreadable_count
from balanced
left join liabilities
    on balanced.source_relation = liabilities.source_relation
    and {{ navan.same('balanced.legal_entity', 'liabilities.legal_entity') }}
    and balanced.card_program = liabilities.card_program
    and balanced.posted_currency = liabilities.posted_currency
    and {{ navan.same('balanced.statement_id', 'liabilities.statement_id') }}
