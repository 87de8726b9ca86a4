{{ config(enabled=var('navan__using_sync_health') and (var('navan__using_bookings') or var('navan__using_users')), severity='warn') }}

-- The warehouse has fewer rows than the API said. A booking without a key is one that the destination could not take.
select *
from {{ ref('navan__row_counts') }}
where is_short
