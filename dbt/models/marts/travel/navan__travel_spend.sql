{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection, month of booking, month of travel, type, department and currency. A booking of several
-- departments is divided among them, so that amounts and counts can be added over any column but the currency.
with parts as (

    select
        bookings.*,
        departments.value as department,
        coalesce(departments.share, 1) as share
    from {{ ref('int_navan__booking_facts') }} as bookings
    left join {{ ref('navan__booking_allocations') }} as departments
        on bookings.source_relation = departments.source_relation
        and bookings.booking_uuid = departments.booking_uuid
        and departments.dimension = 'department'

)

select
    {{ navan.surrogate_key([
        'source_relation', 'booked_month', 'travel_month', 'booking_type', 'department', 'currency'
    ]) }} as travel_spend_id,
    source_relation,
    booked_month,
    travel_month,
    booking_type,
    department,
    currency,
    {{ navan.allocated_count() }} as booking_count,
    {{ navan.allocated_count("booking_state = 'live'") }} as live_booking_count,
    {{ navan.allocated_count("booking_state = 'cancelled'") }} as cancelled_booking_count,
    {{ navan.allocated_count("booking_state = 'unknown'") }} as unknown_booking_count,
    {{ navan.allocated_count('grand_total is null') }} as missing_amount_count,
    {{ navan.allocated_count('usd_grand_total is null') }} as missing_usd_count,
    {{ navan.allocated_sum('grand_total') }} as gross_booked_amount,
    {{ navan.allocated_sum('grand_total', "booking_state = 'live'") }} as live_amount,
    {{ navan.allocated_sum('grand_total', "booking_state = 'cancelled'") }} as cancelled_amount,
    {{ navan.allocated_sum('grand_total', "booking_state = 'unknown'") }} as unknown_amount,
    {{ navan.allocated_count('exchange_amount is not null or exchange_fee is not null') }} as exchange_booking_count,
    {{ navan.allocated_sum('exchange_amount') }} as exchange_amount,
    {{ navan.allocated_sum('exchange_fee') }} as exchange_fee_amount,
    {{ navan.allocated_count('retained_amount is null') }} as retained_unknown_count,
    case when count(*) = count(retained_amount) then {{ navan.allocated_sum('retained_amount') }} end as net_amount,
    {{ navan.allocated_sum('usd_grand_total') }} as gross_booked_usd,
    {{ navan.allocated_sum('usd_grand_total', "booking_state = 'live'") }} as live_usd,
    {{ navan.allocated_sum('usd_grand_total', "booking_state = 'cancelled'") }} as cancelled_usd,
    {{ navan.allocated_sum('usd_grand_total', "booking_state = 'unknown'") }} as unknown_usd,
    case when count(*) = count(retained_usd) then {{ navan.allocated_sum('retained_usd') }} end as net_usd
from parts
group by source_relation, booked_month, travel_month, booking_type, department, currency
