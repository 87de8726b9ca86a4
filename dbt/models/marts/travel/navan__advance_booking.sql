{{ config(enabled=var('navan__using_bookings')) }}

-- One row per connection, month of booking and kind of route (domestic, international, null: unknown), of live flights.
-- A flight that was booked in exchange for another cannot be told from other flights, and counts with its own lead time.
with flights as (

    select
        source_relation,
        booked_month,
        route_kind,
        lead_time_in_days,
        row_number() over (
            partition by source_relation, booked_month, route_kind, case when lead_time_in_days is null then 1 else 0 end
            order by lead_time_in_days
        ) as position_in_order,
        count(lead_time_in_days) over (partition by source_relation, booked_month, route_kind) as known_count
    from {{ ref('int_navan__booking_facts') }}
    where booking_state = 'live' and booking_type = 'FLIGHT'

),

middle as (

    select
        flights.*,
        case
            when lead_time_in_days is not null and 2 * position_in_order between known_count and known_count + 2
                then lead_time_in_days
        end as middle_lead_time
    from flights

),

sums as (

    select
        source_relation,
        booked_month,
        route_kind,
        count(*) as flight_count,
        count(lead_time_in_days) as known_lead_time_count,
        count(*) - count(lead_time_in_days) as unknown_lead_time_count,
        sum(lead_time_in_days) as lead_time_days,
        sum(middle_lead_time) as middle_lead_times,
        count(middle_lead_time) as middle_count,
        sum(case when lead_time_in_days >= 7 then 1 else 0 end) as at_least_7_days_count,
        sum(case when lead_time_in_days >= 14 then 1 else 0 end) as at_least_14_days_count,
        sum(case when lead_time_in_days >= 21 then 1 else 0 end) as at_least_21_days_count
    from middle
    group by source_relation, booked_month, route_kind

)

select
    {{ navan.surrogate_key(['source_relation', 'booked_month', 'route_kind']) }} as advance_booking_id,
    source_relation,
    booked_month,
    route_kind,
    flight_count,
    known_lead_time_count,
    unknown_lead_time_count,
    {{ navan.quotient('middle_lead_times', 'middle_count', 6) }} as median_lead_time_days,
    {{ navan.quotient('lead_time_days', 'known_lead_time_count', 6) }} as average_lead_time_days,
    at_least_7_days_count,
    at_least_14_days_count,
    at_least_21_days_count
from sums
