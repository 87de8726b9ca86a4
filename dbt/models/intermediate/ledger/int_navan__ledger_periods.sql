{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per accounting period of a legal entity, with the first day from which a date in it is posted.
with periods as (

    select
        entities.legal_entity,
        periods.period,
        {{ navan.try_cast('periods.first_date', 'date') }} as first_day,
        {{ navan.try_cast('periods.last_date', 'date') }} as last_day,
        periods.status = 'open' as is_open
    from {{ ref('navan_periods') }} as periods
    inner join {{ ref('navan_legal_entities') }} as entities
        on {{ navan.text_key('periods.legal_entity') }} = {{ navan.text_key('entities.legal_entity') }}

),

following as (

    select
        periods.legal_entity,
        periods.period,
        periods.first_day,
        periods.last_day,
        min(later.first_day) as posting_day
    from periods
    left join periods as later
        on periods.legal_entity = later.legal_entity
        and later.is_open
        and periods.first_day <= later.first_day
    group by periods.legal_entity, periods.period, periods.first_day, periods.last_day

)

select
    following.legal_entity,
    following.period,
    following.first_day,
    following.last_day,
    following.posting_day,
    postings.period as posting_period
from following
left join periods as postings
    on following.legal_entity = postings.legal_entity
    and following.posting_day = postings.first_day
