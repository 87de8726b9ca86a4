{{ config(enabled=var('navan__using_sync_health') and var('navan__using_bookings'), severity='warn') }}

-- A month of bookings was last read whole more than 8 days ago. The figure of the sync itself would freeze if none ran.
select *
from {{ ref('navan__sync_status') }}
where stream = 'bookings'
    and not coalesce(is_backfill, false)
    and oldest_complete_read_at < {{ navan.utc_now_less_hours(var('navan_bookings_stale_hours')) }}
