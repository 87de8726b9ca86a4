{{ config(enabled=var('navan__using_bookings'), materialized='table') }}

-- One row per connection, trip and traveller with a live flight: the days of the traveller's flights, and whether a
-- hotel of the same trip and traveller overlaps them.
with legs as (

    select distinct
        trips.source_relation,
        trips.value as trip_uuid,
        travelers.traveler_id,
        bookings.booking_uuid,
        bookings.booking_type,
        bookings.start_date,
        bookings.end_date
    from {{ ref('int_navan__booking_facts') }} as bookings
    inner join {{ ref('navan__booking_allocations') }} as trips
        on bookings.source_relation = trips.source_relation
        and bookings.booking_uuid = trips.booking_uuid
    inner join {{ ref('int_navan__booking_travelers') }} as travelers
        on bookings.source_relation = travelers.source_relation
        and bookings.booking_uuid = travelers.booking_uuid
    where bookings.booking_state = 'live'
        and bookings.booking_type in ('FLIGHT', 'HOTEL')
        and trips.dimension = 'trip'
        and trips.value is not null
        and travelers.traveler_id is not null

),

days as (

    select source_relation, trip_uuid, traveler_id, start_date as flight_date
    from legs
    where booking_type = 'FLIGHT'
    union all
    select source_relation, trip_uuid, traveler_id, end_date as flight_date
    from legs
    where booking_type = 'FLIGHT'

),

flights as (

    select
        source_relation,
        trip_uuid,
        traveler_id,
        min(flight_date) as first_flight_date,
        max(flight_date) as last_flight_date,
        count(*) - count(flight_date) as unknown_date_count
    from days
    group by source_relation, trip_uuid, traveler_id

),

hotels as (

    select
        flights.source_relation,
        flights.trip_uuid,
        flights.traveler_id,
        count(*) as overlapping_hotel_count
    from flights
    inner join legs
        on flights.source_relation = legs.source_relation
        and flights.trip_uuid = legs.trip_uuid
        and flights.traveler_id = legs.traveler_id
    where legs.booking_type = 'HOTEL'
        and legs.start_date < legs.end_date
        and legs.start_date < flights.last_flight_date
        and legs.end_date > flights.first_flight_date
        and flights.first_flight_date < flights.last_flight_date
    group by flights.source_relation, flights.trip_uuid, flights.traveler_id

)

select
    flights.source_relation,
    flights.trip_uuid,
    flights.traveler_id,
    flights.first_flight_date,
    flights.last_flight_date,
    -- Null if a flight does not say its days and the others are of one day.
    case
        when flights.first_flight_date < flights.last_flight_date then true
        when flights.unknown_date_count = 0 then false
    end as is_overnight,
    hotels.overlapping_hotel_count is not null as has_hotel
from flights
left join hotels
    on flights.source_relation = hotels.source_relation
    and flights.trip_uuid = hotels.trip_uuid
    and flights.traveler_id = hotels.traveler_id
