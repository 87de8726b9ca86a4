{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection, month of booking, type and currency, of live bookings. Amounts in US dollars are each
-- booking's amount at the rate of its own total.
with bookings as (

    select
        source_relation,
        booked_month,
        booking_type,
        currency,
        usd_per_unit,
        saving,
        saving_missed,
        -- What was cheaper than the cheapest alternative misses nothing.
        case when saving_missed > 0 then saving_missed end as missed
    from {{ ref('int_navan__booking_facts') }}
    where booking_state = 'live'

),

converted as (

    select
        bookings.*,
        round({{ navan.multiply('saving', 'usd_per_unit') }}, 6) as saving_usd,
        round({{ navan.multiply('missed', 'usd_per_unit') }}, 6) as missed_usd
    from bookings

)

select
    {{ navan.surrogate_key(['source_relation', 'booked_month', 'booking_type', 'currency']) }} as savings_id,
    source_relation,
    booked_month,
    booking_type,
    currency,
    count(*) as booking_count,
    count(saving) as known_saving_count,
    sum(saving) as saving_amount,
    cast(sum(saving_usd) as {{ navan.column_type('decimal') }}) as saving_usd,
    count(saving) - count(saving_usd) as saving_without_rate_count,
    count(saving_missed) as known_missed_saving_count,
    count(missed) as positive_missed_saving_count,
    sum(missed) as missed_saving_amount,
    cast(sum(missed_usd) as {{ navan.column_type('decimal') }}) as missed_saving_usd,
    count(missed) - count(missed_usd) as missed_saving_without_rate_count
from converted
group by source_relation, booked_month, booking_type, currency
