{{ config(enabled=var('navan__using_bookings'), materialized='table') }}

-- One row per passenger of a booking. `traveler_id` is null if the passenger cannot be told from others.
select
    source_relation,
    booking_uuid,
    passenger_index,
    coalesce(nullif(trim(person_uuid), ''), lower(nullif(trim(person_email), ''))) as traveler_id
from {{ ref('navan__booking_passenger') }}
