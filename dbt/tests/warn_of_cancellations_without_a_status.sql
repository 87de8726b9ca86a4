{{ config(enabled=var('navan__using_bookings'), severity='warn') }}

-- Live by its status, but with a time of cancellation.
select
    source_relation,
    booking_uuid,
    cancelled_at
from {{ ref('int_navan__booking_facts') }}
where booking_state = 'live' and cancelled_at is not null
