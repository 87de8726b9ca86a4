{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection, month of booking, type and currency, of live bookings. A booking that does not say whether
-- it is within policy is unknown and not part of a rate's denominator.
with sums as (

    select
        source_relation,
        booked_month,
        booking_type,
        currency,
        sum(case when not is_out_of_policy then 1 else 0 end) as in_policy_count,
        sum(case when is_out_of_policy then 1 else 0 end) as out_of_policy_count,
        sum(case when is_out_of_policy is null then 1 else 0 end) as unknown_policy_count,
        sum(case when grand_total is null then 1 else 0 end) as missing_amount_count,
        sum(case when not is_out_of_policy then grand_total end) as in_policy_amount,
        sum(case when is_out_of_policy then grand_total end) as out_of_policy_amount,
        sum(case when is_out_of_policy is null then grand_total end) as unknown_policy_amount,
        sum(case when usd_grand_total is null then 1 else 0 end) as missing_usd_count,
        sum(case when not is_out_of_policy then usd_grand_total end) as in_policy_usd,
        sum(case when is_out_of_policy then usd_grand_total end) as out_of_policy_usd,
        sum(case when is_out_of_policy is null then usd_grand_total end) as unknown_policy_usd
    from {{ ref('int_navan__booking_facts') }}
    where booking_state = 'live'
    group by source_relation, booked_month, booking_type, currency

),

known as (

    select
        sums.*,
        coalesce(in_policy_amount, 0) as in_amount,
        coalesce(in_policy_amount, 0) + coalesce(out_of_policy_amount, 0) as known_amount,
        coalesce(in_policy_usd, 0) as in_usd,
        coalesce(in_policy_usd, 0) + coalesce(out_of_policy_usd, 0) as known_usd
    from sums

)

select
    {{ navan.surrogate_key(['source_relation', 'booked_month', 'booking_type', 'currency']) }} as policy_compliance_id,
    source_relation,
    booked_month,
    booking_type,
    currency,
    in_policy_count,
    out_of_policy_count,
    unknown_policy_count,
    {{ navan.quotient('in_policy_count', 'in_policy_count + out_of_policy_count', 6) }} as compliance_rate,
    missing_amount_count,
    in_policy_amount,
    out_of_policy_amount,
    unknown_policy_amount,
    case when known_amount > 0 then {{ navan.quotient('in_amount', 'known_amount', 6) }} end as compliance_rate_by_amount,
    missing_usd_count,
    in_policy_usd,
    out_of_policy_usd,
    unknown_policy_usd,
    case when known_usd > 0 then {{ navan.quotient('in_usd', 'known_usd', 6) }} end as compliance_rate_by_usd
from known
