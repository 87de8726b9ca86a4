{{ config(enabled=var('navan__using_transactions')) }}

-- One row per provisional credit of a dispute that is open, or lost and not reversed yet, with its age; and per reversal
-- that answers no credit, as a negative amount. What is posted of it is the balance of dispute_clearing.
with disputes as (

    select
        amounts.source_relation,
        amounts.record_source,
        amounts.transaction_id,
        amounts.ledger_event,
        amounts.legal_entity,
        amounts.card_program,
        amounts.posted_date,
        {{ navan.amount_of_units('amounts.posted_size', 'amounts.posted_digits') }} as size,
        amounts.posted_currency as currency_code,
        outcomes.outcome,
        case amounts.ledger_event when 'dispute_lost' then 'dispute_reversal' when 'dispute_reversal' then 'dispute_lost' end as answered_by
    from {{ ref('int_navan__ledger_amounts') }} as amounts
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on amounts.source_relation = outcomes.source_relation
        and amounts.record_source = outcomes.record_source
        and amounts.transaction_id = outcomes.transaction_id
    where amounts.ledger_event in ('dispute_open', 'dispute_lost', 'dispute_reversal')

),

-- Navan names no credit in its reversal: the oldest of an amount is taken to be reversed first. What is posted is matched
-- with what is posted only.
placed as (

    select
        disputes.*,
        row_number() over (
            partition by source_relation, legal_entity, card_program, currency_code, size, outcome, ledger_event
            order by posted_date, transaction_id
        ) as place
    from disputes

),

unanswered as (

    select
        placed.source_relation,
        placed.record_source,
        placed.transaction_id,
        placed.ledger_event,
        placed.legal_entity,
        placed.card_program,
        placed.posted_date,
        case when placed.ledger_event = 'dispute_reversal' then -placed.size else placed.size end as amount,
        placed.currency_code,
        placed.outcome,
        {{ navan.days_between('placed.posted_date', 'cast(' ~ navan.utc_now() ~ ' as date)') }} as open_days
    from placed
    left join placed as answers
        on placed.answered_by = answers.ledger_event
        and placed.source_relation = answers.source_relation
        and {{ navan.same('placed.legal_entity', 'answers.legal_entity') }}
        and placed.card_program = answers.card_program
        and placed.currency_code = answers.currency_code
        and placed.size = answers.size
        and placed.outcome = answers.outcome
        and placed.place = answers.place
    where answers.transaction_id is null

)

select
    unanswered.*,
    case
        when open_days <= 30 then '0 to 30 days'
        when open_days <= 60 then '31 to 60 days'
        when open_days <= 90 then '61 to 90 days'
        when open_days > 90 then 'over 90 days'
    end as age
from unanswered
