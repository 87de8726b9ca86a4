{{ config(enabled=var('navan__using_bookings'), severity='warn') }}

-- navan__unused_credits takes credits to be positive. No credit has been published.
select
    source_relation,
    booking_uuid,
    credit_available,
    credit_available_usd
from {{ ref('int_navan__booking_facts') }}
where credit_available < 0 or credit_available_usd < 0
