{{ config(enabled=var('navan__using_bookings')) }}
{%- set columns = [
    {'field': 'startTimestamp', 'alias': 'start_timestamp', 'type': 'decimal'},
    {'field': 'endTimestamp', 'alias': 'end_timestamp', 'type': 'decimal'},
    {'field': 'startLocalDateTime', 'alias': 'start_local_date_time', 'type': 'local_time'},
    {'field': 'endLocalDateTime', 'alias': 'end_local_date_time', 'type': 'local_time'},
    {'field': 'providerCode', 'alias': 'provider_code', 'type': 'text'},
    {'field': 'providerName', 'alias': 'provider_name', 'type': 'text'},
    {'field': 'flightNumber', 'alias': 'flight_number', 'type': 'text'},
    {'field': 'airlineAlliance', 'alias': 'airline_alliance', 'type': 'text'},
    {'field': 'hotelChain', 'alias': 'hotel_chain', 'type': 'text'},
    {'field': 'cabin', 'alias': 'cabin', 'type': 'text'},
    {'field': 'cabinPurchased', 'alias': 'cabin_purchased', 'type': 'text'},
    {'field': 'fareClass', 'alias': 'fare_class', 'type': 'text'},
    {'field': 'departure.country', 'alias': 'departure_country', 'type': 'text'},
    {'field': 'departure.state', 'alias': 'departure_state', 'type': 'text'},
    {'field': 'departure.city', 'alias': 'departure_city', 'type': 'text'},
    {'field': 'departure.airportCode', 'alias': 'departure_airport_code', 'type': 'text'},
    {'field': 'departure.address', 'alias': 'departure_address', 'type': 'text'},
    {'field': 'departure.postalCode', 'alias': 'departure_postal_code', 'type': 'text'},
    {'field': 'arrival.country', 'alias': 'arrival_country', 'type': 'text'},
    {'field': 'arrival.state', 'alias': 'arrival_state', 'type': 'text'},
    {'field': 'arrival.city', 'alias': 'arrival_city', 'type': 'text'},
    {'field': 'arrival.airportCode', 'alias': 'arrival_airport_code', 'type': 'text'},
    {'field': 'arrival.address', 'alias': 'arrival_address', 'type': 'text'},
    {'field': 'arrival.postalCode', 'alias': 'arrival_postal_code', 'type': 'text'},
] %}

-- One row per segment of a booking: a flight, a train, a stay.
{{ navan.json_rows(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'segments', 'segment_index', columns) }}
