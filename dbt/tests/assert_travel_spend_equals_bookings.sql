{{ config(enabled=var('navan__using_bookings')) }}

-- Spend that is divided by department adds up to the bookings, per connection and currency.
with spend as (

    select
        source_relation,
        coalesce(currency, '') as currency,
        sum(booking_count) as bookings,
        sum(coalesce(gross_booked_amount, 0)) as amount,
        sum(coalesce(gross_booked_usd, 0)) as usd
    from {{ ref('navan__travel_spend') }}
    group by 1, 2

),

bookings as (

    select
        source_relation,
        coalesce(currency, '') as currency,
        count(*) as bookings,
        sum(coalesce(grand_total, 0)) as amount,
        sum(coalesce(usd_grand_total, 0)) as usd
    from {{ ref('int_navan__booking_facts') }}
    group by 1, 2

)

select
    bookings.source_relation,
    bookings.currency,
    bookings.bookings,
    spend.bookings as divided_bookings,
    bookings.amount,
    spend.amount as divided_amount,
    bookings.usd,
    spend.usd as divided_usd
from bookings
left join spend
    on bookings.source_relation = spend.source_relation
    and bookings.currency = spend.currency
where spend.source_relation is null
    or bookings.bookings <> spend.bookings
    -- Where a decimal has nine digits after the point, each part of a booking is rounded to them.
    or abs(bookings.amount - spend.amount) > 0.000001
    or abs(bookings.usd - spend.usd) > 0.000001
