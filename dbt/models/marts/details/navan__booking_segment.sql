{{ config(enabled=var('navan__using_bookings')) }}

-- One row per segment of a booking: a flight, a train, a stay.
with elements as (

    {{ navan.json_elements(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'segments') }}

)

select
    source_relation,
    booking_uuid,
    cast(element_index as {{ navan.column_type('integer') }}) as segment_index,
    {{ navan.typed_field('element', 'startTimestamp', 'decimal') }} as start_timestamp,
    {{ navan.typed_field('element', 'endTimestamp', 'decimal') }} as end_timestamp,
    {{ navan.typed_field('element', 'startLocalDateTime', 'local_time') }} as start_local_date_time,
    {{ navan.typed_field('element', 'endLocalDateTime', 'local_time') }} as end_local_date_time,
    {{ navan.typed_field('element', 'providerCode', 'text') }} as provider_code,
    {{ navan.typed_field('element', 'providerName', 'text') }} as provider_name,
    {{ navan.typed_field('element', 'flightNumber', 'text') }} as flight_number,
    {{ navan.typed_field('element', 'airlineAlliance', 'text') }} as airline_alliance,
    {{ navan.typed_field('element', 'hotelChain', 'text') }} as hotel_chain,
    {{ navan.typed_field('element', 'cabin', 'text') }} as cabin,
    {{ navan.typed_field('element', 'cabinPurchased', 'text') }} as cabin_purchased,
    {{ navan.typed_field('element', 'fareClass', 'text') }} as fare_class,
    {{ navan.typed_field(navan.json_field('element', 'departure'), 'country', 'text') }} as departure_country,
    {{ navan.typed_field(navan.json_field('element', 'departure'), 'state', 'text') }} as departure_state,
    {{ navan.typed_field(navan.json_field('element', 'departure'), 'city', 'text') }} as departure_city,
    {{ navan.typed_field(navan.json_field('element', 'departure'), 'airportCode', 'text') }} as departure_airport_code,
    {{ navan.typed_field(navan.json_field('element', 'departure'), 'address', 'text') }} as departure_address,
    {{ navan.typed_field(navan.json_field('element', 'departure'), 'postalCode', 'text') }} as departure_postal_code,
    {{ navan.typed_field(navan.json_field('element', 'arrival'), 'country', 'text') }} as arrival_country,
    {{ navan.typed_field(navan.json_field('element', 'arrival'), 'state', 'text') }} as arrival_state,
    {{ navan.typed_field(navan.json_field('element', 'arrival'), 'city', 'text') }} as arrival_city,
    {{ navan.typed_field(navan.json_field('element', 'arrival'), 'airportCode', 'text') }} as arrival_airport_code,
    {{ navan.typed_field(navan.json_field('element', 'arrival'), 'address', 'text') }} as arrival_address,
    {{ navan.typed_field(navan.json_field('element', 'arrival'), 'postalCode', 'text') }} as arrival_postal_code
from elements
