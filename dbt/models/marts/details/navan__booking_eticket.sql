{{ config(enabled=var('navan__using_bookings')) }}
{%- set columns = [{'field': '$', 'alias': 'eticket', 'type': 'text'}] %}

-- One row per electronic ticket of a booking.
with elements as (

    {{ navan.json_rows(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'etickets', 'eticket_index', columns) }}

)

select
    source_relation,
    booking_uuid,
    eticket_index,
    eticket
from elements
where eticket is not null
