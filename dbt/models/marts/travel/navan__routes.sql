{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection, type (flight, rail), pair of places and currency, of live bookings. Amsterdam to London and
-- London to Amsterdam are one route. Both places are null if one of them is unknown.
with places as (

    select
        source_relation,
        booking_type,
        currency,
        grand_total,
        usd_grand_total,
        {{ navan.place('origin', 'booking_type') }} as origin_place,
        {{ navan.place('destination', 'booking_type') }} as destination_place
    from {{ ref('int_navan__booking_facts') }}
    where booking_state = 'live' and booking_type in ('FLIGHT', 'RAIL')

),

routes as (

    select
        source_relation,
        booking_type,
        currency,
        grand_total,
        usd_grand_total,
        case
            when origin_place <= destination_place then origin_place
            when origin_place > destination_place then destination_place
        end as first_place,
        case
            when origin_place <= destination_place then destination_place
            when origin_place > destination_place then origin_place
        end as second_place
    from places

),

sums as (

    select
        source_relation,
        booking_type,
        first_place,
        second_place,
        currency,
        count(*) as booking_count,
        count(grand_total) as known_amount_count,
        count(usd_grand_total) as known_usd_count,
        sum(grand_total) as live_amount,
        sum(usd_grand_total) as live_usd
    from routes
    group by source_relation, booking_type, first_place, second_place, currency

)

select
    {{ navan.surrogate_key(['source_relation', 'booking_type', 'first_place', 'second_place', 'currency']) }} as route_id,
    source_relation,
    booking_type,
    first_place,
    second_place,
    currency,
    booking_count,
    booking_count - known_amount_count as missing_amount_count,
    booking_count - known_usd_count as missing_usd_count,
    live_amount,
    live_usd,
    {{ navan.quotient('live_amount', 'known_amount_count', 6) }} as average_amount,
    {{ navan.quotient('live_usd', 'known_usd_count', 6) }} as average_usd
from sums
