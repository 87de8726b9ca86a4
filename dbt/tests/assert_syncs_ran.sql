{{ config(enabled=var('navan__using_sync_health')) }}

-- No sync since navan_freshness_error_hours, complete or not.
select *
from {{ ref('navan__sync_status') }}
where stream is null
    and last_sync_finished_at < {{ navan.utc_now_less_hours(var('navan_freshness_error_hours')) }}
