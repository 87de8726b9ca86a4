{{ config(enabled=var('navan__using_transactions')) }}

-- One row per provisional credit of a dispute that is still open, with its age.
with disputes as (

    select
        amounts.source_relation,
        amounts.record_source,
        amounts.transaction_id,
        amounts.legal_entity,
        amounts.card_program,
        amounts.posted_date,
        {{ navan.amount_of_units('amounts.posted_size', 'amounts.posted_digits') }} as amount,
        amounts.posted_currency as currency_code,
        outcomes.outcome,
        {{ navan.days_between('amounts.posted_date', 'cast(' ~ navan.utc_now() ~ ' as date)') }} as open_days
    from {{ ref('int_navan__ledger_amounts') }} as amounts
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on amounts.source_relation = outcomes.source_relation
        and amounts.record_source = outcomes.record_source
        and amounts.transaction_id = outcomes.transaction_id
    where amounts.ledger_event = 'dispute_open'

)

select
    disputes.*,
    case
        when open_days <= 30 then '0 to 30 days'
        when open_days <= 60 then '31 to 60 days'
        when open_days <= 90 then '61 to 90 days'
        else 'over 90 days'
    end as age
from disputes
