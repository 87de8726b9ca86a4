{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection, month of travel and type, of live bookings: emissions as Navan states them, and how many
-- bookings state them. Not for statutory reporting.
with bookings as (

    select
        source_relation,
        travel_month,
        booking_type,
        cast(carbon_emissions * {{ navan.tons_per_carbon_unit() }} as {{ navan.column_type('decimal') }}) as emissions_tons,
        flight_miles,
        train_miles
    from {{ ref('int_navan__booking_facts') }}
    where booking_state = 'live'

),

sums as (

    select
        source_relation,
        travel_month,
        booking_type,
        count(*) as booking_count,
        count(emissions_tons) as stated_booking_count,
        sum(emissions_tons) as emissions_tons,
        sum(flight_miles) as flight_miles,
        sum(train_miles) as train_miles,
        sum(
            case
                when emissions_tons is not null and (flight_miles is not null or train_miles is not null)
                    then coalesce(flight_miles, 0) + coalesce(train_miles, 0)
            end
        ) as stated_miles
    from bookings
    group by source_relation, travel_month, booking_type

)

select
    {{ navan.surrogate_key(['source_relation', 'travel_month', 'booking_type']) }} as carbon_id,
    source_relation,
    travel_month,
    booking_type,
    booking_count,
    stated_booking_count,
    {{ navan.quotient('stated_booking_count', 'booking_count', 6) }} as coverage_rate,
    emissions_tons,
    flight_miles,
    train_miles,
    stated_miles
from sums
