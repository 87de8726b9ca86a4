{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection and month: hotel nights by the month of arrival, and how many travellers that flew overnight
-- in a trip had a hotel in it, by the month of the first flight.
with stays as (

    select
        source_relation,
        travel_month,
        usd_grand_total,
        case when end_date >= start_date then {{ navan.days_between('start_date', 'end_date') }} end as nights
    from {{ ref('int_navan__booking_facts') }}
    where booking_state = 'live' and booking_type = 'HOTEL'

),

hotels as (

    select
        source_relation,
        travel_month,
        count(*) as hotel_booking_count,
        count(*) - count(nights) as unknown_nights_count,
        coalesce(sum(nights), 0) as night_count,
        coalesce(sum(case when usd_grand_total is not null then nights end), 0) as rated_night_count,
        sum(case when nights > 0 then usd_grand_total end) as rated_usd
    from stays
    group by source_relation, travel_month

),

travelers as (

    select
        source_relation,
        {{ navan.month_start('first_flight_date') }} as travel_month,
        count(*) as air_traveler_trip_count,
        sum(case when is_overnight is null then 1 else 0 end) as overnight_unknown_count,
        sum(case when is_overnight then 1 else 0 end) as overnight_air_traveler_trip_count,
        sum(case when is_overnight and has_hotel then 1 else 0 end) as with_hotel_count
    from {{ ref('int_navan__traveler_trips') }}
    group by source_relation, {{ navan.month_start('first_flight_date') }}

),

both_sides as (

    select
        source_relation,
        travel_month,
        hotel_booking_count,
        unknown_nights_count,
        night_count,
        rated_night_count,
        rated_usd,
        0 as air_traveler_trip_count,
        0 as overnight_unknown_count,
        0 as overnight_air_traveler_trip_count,
        0 as with_hotel_count
    from hotels
    union all
    select
        source_relation,
        travel_month,
        0 as hotel_booking_count,
        0 as unknown_nights_count,
        0 as night_count,
        0 as rated_night_count,
        cast(null as {{ navan.column_type('decimal') }}) as rated_usd,
        air_traveler_trip_count,
        overnight_unknown_count,
        overnight_air_traveler_trip_count,
        with_hotel_count
    from travelers

),

sums as (

    select
        source_relation,
        travel_month,
        sum(hotel_booking_count) as hotel_booking_count,
        sum(unknown_nights_count) as unknown_nights_count,
        sum(night_count) as night_count,
        sum(rated_night_count) as rated_night_count,
        sum(rated_usd) as rated_usd,
        sum(air_traveler_trip_count) as air_traveler_trip_count,
        sum(overnight_unknown_count) as overnight_unknown_count,
        sum(overnight_air_traveler_trip_count) as overnight_air_traveler_trip_count,
        sum(with_hotel_count) as with_hotel_count
    from both_sides
    group by source_relation, travel_month

)

select
    {{ navan.surrogate_key(['source_relation', 'travel_month']) }} as hotel_nights_id,
    source_relation,
    travel_month,
    hotel_booking_count,
    unknown_nights_count,
    night_count,
    rated_night_count,
    rated_usd,
    {{ navan.quotient('rated_usd', 'rated_night_count', 6) }} as average_daily_rate_usd,
    air_traveler_trip_count,
    overnight_unknown_count,
    overnight_air_traveler_trip_count,
    with_hotel_count,
    {{ navan.quotient('with_hotel_count', 'overnight_air_traveler_trip_count', 6) }} as attachment_rate
from sums
