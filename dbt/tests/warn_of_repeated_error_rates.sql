{{ config(enabled=var('navan__using_sync_health'), severity='warn') }}

-- Over 5 % of the requests failed, in three syncs in a row.
select *
from {{ ref('navan__sync_status') }}
where error_rate_syncs_in_a_row >= 3
