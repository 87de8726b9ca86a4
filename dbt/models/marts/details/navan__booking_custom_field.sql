{{ config(enabled=var('navan__using_bookings')) }}

-- One row per custom field of a booking.
with elements as (

    {{ navan.json_elements(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'custom_fields') }}

)

select
    source_relation,
    booking_uuid,
    cast(element_index as {{ navan.column_type('integer') }}) as custom_field_index,
    {{ navan.typed_field('element', 'name', 'text') }} as name,
    {{ navan.typed_field('element', 'value', 'text') }} as value
from elements
