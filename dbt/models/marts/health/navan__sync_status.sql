{{ config(enabled=var('navan__using_sync_health')) }}

-- One row per connection and stream, and one for the sync as a whole (`stream` is null): its last sync, its last complete
-- one, and how old its data is. Ages are not in it, since they would freeze until the next build: compute them from
-- last_complete_at and oldest_complete_read_at.
with syncs as (

    select
        *,
        row_number() over (partition by source_relation, stream order by finished_at desc, sync_health_id desc) as nth_newest,
        max(case when status = 'complete' then finished_at end) over (partition by source_relation, stream) as last_complete_at,
        case when {{ navan.has_alert(navan.json_text('alerts'), 'error-rate') }} then 1 else 0 end as has_error_rate_alert
    from {{ ref('stg_navan__sync_health') }}

),

counted as (

    select
        source_relation,
        stream,
        count(*) as sync_count,
        sum(case when last_complete_at is null or finished_at > last_complete_at then 1 else 0 end) as syncs_since_complete,
        min(case when has_error_rate_alert = 0 then nth_newest end) as newest_without_error_rate,
        max(gap_to) as last_gap_to
    from syncs
    group by source_relation, stream

)

select
    syncs.source_relation,
    syncs.stream,
    syncs.company_uuid,
    syncs.status as last_sync_status,
    syncs.started_at as last_sync_started_at,
    syncs.finished_at as last_sync_finished_at,
    syncs.failure_type as last_sync_failure_type,
    syncs.error_code as last_sync_error_code,
    syncs.sync_id as last_sync_id,
    syncs.job_id as last_job_id,
    syncs.records_emitted as last_sync_records,
    syncs.duration_seconds as last_sync_seconds,
    syncs.http_request_count as last_sync_http_requests,
    {{ navan.json_text('syncs.alerts') }} as last_sync_alerts,
    syncs.last_complete_at,
    counted.sync_count,
    counted.syncs_since_complete,
    coalesce(counted.newest_without_error_rate - 1, counted.sync_count) as error_rate_syncs_in_a_row,
    syncs.is_backfill,
    syncs.oldest_complete_read_at,
    syncs.gap_from as last_sync_gap_from,
    syncs.gap_to as last_sync_gap_to,
    counted.last_gap_to,
    syncs.connector_version
from syncs
inner join counted
    on syncs.source_relation = counted.source_relation
    and (syncs.stream = counted.stream or (syncs.stream is null and counted.stream is null))
where syncs.nth_newest = 1
