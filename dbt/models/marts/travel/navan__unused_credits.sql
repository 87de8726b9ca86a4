{{ config(enabled=var('navan__using_bookings')) }}

-- One row per booking with a credit that Navan states as available. What a later booking left of it (residual) is part
-- of the same money and must not be added.
select
    {{ navan.surrogate_key(['source_relation', 'booking_uuid']) }} as unused_credit_id,
    source_relation,
    booking_uuid,
    booking_id,
    booking_type,
    booking_state,
    vendor,
    booked_month,
    cancelled_at,
    currency,
    credit_available as credit_available_amount,
    credit_available_usd,
    credit_exchange_fee_usd,
    credit_used as credit_used_amount,
    credit_used_usd,
    residual_credit as residual_credit_amount
from {{ ref('int_navan__booking_facts') }}
where coalesce(credit_available, credit_available_usd) > 0
