{{ config(enabled=var('navan__using_bookings')) }}
{%- set columns = [
    {'field': 'name', 'alias': 'name', 'type': 'text'},
    {'field': 'value', 'alias': 'value', 'type': 'text'},
] %}

-- One row per custom field of a booking.
{{ navan.json_rows(ref('stg_navan__bookings'), ['source_relation', 'booking_uuid'], 'custom_fields', 'custom_field_index', columns) }}
