{{ config(enabled=var('navan__using_bookings'), materialized=var('navan_staging_materialized')) }}
{%- set columns = navan.bookings_columns() %}

-- One row per booking.
with source_rows as (
    {{ navan.source_rows('bookings', columns) }}
)

{{ navan.newest_rows('source_rows', columns, 'booking_uuid', 'last_modified_at') }}
