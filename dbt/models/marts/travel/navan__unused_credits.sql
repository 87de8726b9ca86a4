{{ config(enabled=var('navan__using_bookings')) }}

-- One row per booking with a credit that Navan states as available. What a later booking left of it (residual) is part
-- of the same money and must not be added.
select
    {{ navan.surrogate_key(['credits.source_relation', 'credits.booking_uuid']) }} as unused_credit_id,
    credits.source_relation,
    credits.booking_uuid,
    bookings.booking_id,
    bookings.booking_type,
    bookings.booking_state,
    bookings.vendor,
    bookings.booked_month,
    bookings.cancelled_at,
    bookings.currency,
    credits.credit_available as credit_available_amount,
    credits.credit_available_usd,
    credits.credit_exchange_fee_usd,
    credits.credit_used as credit_used_amount,
    credits.credit_used_usd,
    credits.residual_credit as residual_credit_amount
from {{ ref('stg_navan__bookings') }} as credits
inner join {{ ref('int_navan__booking_facts') }} as bookings
    on credits.source_relation = bookings.source_relation
    and credits.booking_uuid = bookings.booking_uuid
where coalesce(credits.credit_available, credits.credit_available_usd) > 0
