{{ config(enabled=var('navan__using_bookings')) }}

-- One row per electronic ticket of a booking.
with elements as (

    {{ navan.json_elements(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'etickets') }}

)

select
    source_relation,
    booking_uuid,
    cast(element_index as {{ navan.column_type('integer') }}) as eticket_index,
    {{ navan.typed_field('element', none, 'text') }} as eticket
from elements
where {{ navan.json_text('element') }} is not null
