{{ config(enabled=var('navan__using_bookings'), materialized='table') }}

-- One row per booking: what the travel models have in common. Definitions: DECISIONLOG.md.
with bookings as (

    select * from {{ ref('stg_navan__bookings') }}

),

stated as (

    select
        source_relation,
        booking_uuid,
        booking_id,
        created_at,
        last_modified_at,
        cancelled_at,
        {{ navan.month_start('created_at') }} as booked_month,
        {{ navan.month_start('start_date') }} as travel_month,
        start_date,
        end_date,
        upper(nullif(trim(booking_type), '')) as booking_type,
        case
            when upper(trim(booking_status)) in ('CONFIRMED', 'TICKETED', 'ACCEPTED') then 'live'
            when upper(trim(booking_status)) in ('CANCELED', 'VOIDED') then 'cancelled'
            else 'unknown'
        end as booking_state,
        upper(nullif(trim(currency), '')) as currency,
        grand_total,
        usd_grand_total,
        max_cancellation_loss,
        exchange_amount,
        exchange_fee,
        saving,
        saving_missed,
        is_out_of_policy,
        lead_time_in_days,
        lower(trim(domestic)) as domestic,
        lower(trim(route_type)) as route_type,
        carbon_emissions,
        flight_miles,
        train_miles,
        trip_name,
        vendor,
        origin_airport_code,
        origin_city,
        origin_country,
        destination_airport_code,
        destination_city,
        destination_country,
        credit_available,
        credit_available_usd,
        credit_exchange_fee_usd,
        credit_used,
        credit_used_usd,
        residual_credit
    from bookings

)

select
    stated.*,
    -- What the company pays in the end, as far as that is known.
    case
        when booking_state = 'live' then grand_total
        when booking_state = 'cancelled' and max_cancellation_loss = 0 then max_cancellation_loss
    end as retained_amount,
    case
        when booking_state = 'live' then usd_grand_total
        when booking_state = 'cancelled' and max_cancellation_loss = 0 then max_cancellation_loss
    end as retained_usd,
    -- Null if there is none, or if it is not above 0. Not a case, in which DuckDB would repeat parts of the quotient.
    nullif(greatest({{ navan.quotient('usd_grand_total', 'grand_total', 12) }}, 0), 0) as usd_per_unit,
    case
        when domestic not in ('domestic', 'international') or domestic is null then
            case when route_type in ('domestic', 'international') then route_type end
        when route_type in ('domestic', 'international') and route_type <> domestic then null
        else domestic
    end as route_kind
from stated
