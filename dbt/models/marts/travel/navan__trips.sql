{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection and trip. The money of a booking that belongs to several trips is divided among them.
with parts as (

    select
        trips.value as trip_uuid,
        trips.share,
        bookings.source_relation,
        bookings.booking_uuid,
        bookings.booking_type,
        bookings.booking_state,
        bookings.created_at,
        bookings.last_modified_at,
        bookings.start_date,
        bookings.end_date,
        bookings.trip_name,
        bookings.currency,
        bookings.grand_total,
        bookings.usd_grand_total
    from {{ ref('navan__booking_allocations') }} as trips
    inner join {{ ref('int_navan__booking_facts') }} as bookings
        on trips.source_relation = bookings.source_relation
        and trips.booking_uuid = bookings.booking_uuid
    where trips.dimension = 'trip' and trips.value is not null

),

-- A booking of several trips has one trip name, and does not say whose it is.
names as (

    select
        source_relation,
        trip_uuid,
        trip_name,
        row_number() over (
            partition by source_relation, trip_uuid
            order by case when last_modified_at is null then 1 else 0 end, last_modified_at desc, booking_uuid desc
        ) as newest_first
    from parts
    where share = 1 and nullif(trim(trip_name), '') is not null

),

travelers as (

    select
        parts.source_relation,
        parts.trip_uuid,
        count(distinct travelers.traveler_id) as traveler_count,
        sum(case when travelers.traveler_id is null then 1 else 0 end) as unidentified_passenger_count
    from parts
    inner join {{ ref('int_navan__booking_travelers') }} as travelers
        on parts.source_relation = travelers.source_relation
        and parts.booking_uuid = travelers.booking_uuid
    where parts.booking_state = 'live'
    group by parts.source_relation, parts.trip_uuid

),

sums as (

    select
        source_relation,
        trip_uuid,
        min(created_at) as first_booked_at,
        min(case when booking_state = 'live' then start_date end) as start_date,
        max(case when booking_state = 'live' then end_date end) as end_date,
        count(*) as booking_count,
        sum(case when booking_state = 'live' then 1 else 0 end) as live_booking_count,
        sum(case when booking_state = 'cancelled' then 1 else 0 end) as cancelled_booking_count,
        sum(case when booking_state = 'unknown' then 1 else 0 end) as unknown_booking_count,
        sum(case when booking_state = 'live' and booking_type = 'FLIGHT' then 1 else 0 end) as flight_count,
        sum(case when booking_state = 'live' and booking_type = 'HOTEL' then 1 else 0 end) as hotel_count,
        sum(case when booking_state = 'live' and booking_type = 'CAR' then 1 else 0 end) as car_count,
        sum(case when booking_state = 'live' and booking_type = 'RAIL' then 1 else 0 end) as rail_count,
        min(case when booking_state = 'live' and grand_total is not null then currency end) as first_currency,
        max(case when booking_state = 'live' and grand_total is not null then currency end) as last_currency,
        sum(
            case when booking_state = 'live' and grand_total is not null and currency is null then 1 else 0 end
        ) as no_currency_count,
        {{ navan.allocated_sum('grand_total', "booking_state = 'live'") }} as live_amount,
        {{ navan.allocated_sum('usd_grand_total', "booking_state = 'live'") }} as live_amount_usd,
        sum(case when booking_state = 'live' and usd_grand_total is null then 1 else 0 end) as missing_usd_count
    from parts
    group by source_relation, trip_uuid

),

one_currency as (

    select
        sums.*,
        case when first_currency = last_currency and no_currency_count = 0 then first_currency end as currency
    from sums

)

select
    {{ navan.surrogate_key(['sums.source_relation', 'sums.trip_uuid']) }} as trip_id,
    sums.source_relation,
    sums.trip_uuid,
    names.trip_name,
    case
        when sums.live_booking_count > 0 then 'live'
        when sums.cancelled_booking_count = sums.booking_count then 'cancelled'
        else 'unknown'
    end as trip_state,
    sums.first_booked_at,
    sums.start_date,
    sums.end_date,
    sums.booking_count,
    sums.live_booking_count,
    sums.cancelled_booking_count,
    sums.unknown_booking_count,
    sums.flight_count,
    sums.hotel_count,
    sums.car_count,
    sums.rail_count,
    sums.live_booking_count - sums.flight_count - sums.hotel_count - sums.car_count - sums.rail_count as other_count,
    coalesce(travelers.traveler_count, 0) as traveler_count,
    coalesce(travelers.unidentified_passenger_count, 0) as unidentified_passenger_count,
    sums.currency,
    case when sums.currency is not null then sums.live_amount end as live_amount,
    sums.live_amount_usd,
    sums.missing_usd_count
from one_currency as sums
left join names
    on sums.source_relation = names.source_relation
    and sums.trip_uuid = names.trip_uuid
    and names.newest_first = 1
left join travelers
    on sums.source_relation = travelers.source_relation
    and sums.trip_uuid = travelers.trip_uuid
