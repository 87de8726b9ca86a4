{{ config(enabled=var('navan__using_bookings') and var('navan__using_transactions')) }}

-- One row per transaction and booking that the transaction names. Booked and expensed money are two views of one
-- purchase: never add them.
with named as (

    {{ navan.uuids_in(ref('stg_navan__transactions'), ['source_relation', 'transaction_id', 'booking_trip_uuid'], 'navan_booking_uuids') }}

)

select
    named.source_relation,
    named.transaction_id,
    coalesce(bookings.booking_uuid, named.uuid) as booking_uuid,
    named.booking_trip_uuid as trip_uuid,
    bookings.booking_uuid is not null as is_booking_known
from named
left join {{ ref('stg_navan__bookings') }} as bookings
    on named.source_relation = bookings.source_relation
    and named.uuid = lower(bookings.booking_uuid)
