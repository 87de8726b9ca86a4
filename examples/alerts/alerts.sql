-- The alerts of each sync: one row per sync and alert, and one row without a code for a sync without an alert.
-- Runs on PostgreSQL and DuckDB. alerts.py fills in four values; psql can, too (times are seconds since 1970):
--   psql -v table=navan.sync_health -v now='extract(epoch from now())' -v since=0 -v recheck_hours=24 -f alerts.sql
-- Any code that the policy doesn't know is a ticket.

with policy as (
  select *
  from (
    values
      -- code, severity, per stream or for the connection, in how many syncs in a row
      ('token-refused', 'page', 'connection', 1),
      ('token-failure', 'info', 'connection', 1),
      ('error-rate', 'ticket', 'stream', 3),
      ('latency-p95', 'info', 'stream', 1),
      ('bookings-stale', 'ticket', 'stream', 1),
      ('rate-limit', 'info', 'connection', 1),
      ('gap', 'ticket', 'stream', 1),
      ('changes-filter-failed', 'ticket', 'stream', 1),
      ('no-stream-selected', 'ticket', 'connection', 1),
      -- Not in the column alerts: derived below from how the sync ended.
      ('sync-config-error', 'page', 'connection', 1),
      ('sync-system-error', 'ticket', 'connection', 1),
      ('sync-failing', 'ticket', 'connection', 3)
  ) as policies (code, severity, scope, syncs_in_a_row)
),

-- Append mode can repeat rows.
health as (
  select distinct
    split_part(id, '/', 1) as trace_id,
    region || '/' || coalesce(
      company_uuid,
      -- A refused credential names no company. If all others of its region and label are one company, it is that one.
      case
        when min(company_uuid) over (partition by region, source_label) = max(company_uuid) over (partition by region, source_label)
          then min(company_uuid) over (partition by region, source_label)
      end,
      'unknown'
    ) || '/' || coalesce(source_label, '') as connection,
    coalesce(cast(job_id as varchar), split_part(id, '/', 1)) as job,
    cast(job_id as bigint) as job_id,
    stream,
    status,
    failure_type,
    error_code,
    token_request_count,
    token_failure_count,
    is_backfill,
    cast(extract(epoch from cast(finished_at as timestamp with time zone)) as double precision) as finished_at,
    cast(extract(epoch from cast(oldest_complete_read_at as timestamp with time zone)) as double precision) as oldest_complete_read_at,
    cast(extract(epoch from cast(gap_from as timestamp with time zone)) as double precision) as gap_from,
    -- ["a", "b"], [a, b] and {a,b} become a,b.
    translate(cast(alerts as varchar), '[]{}" ', '') as codes
  from :table
),

attempts as (
  select
    connection,
    job,
    trace_id,
    max(job_id) as job_id,
    max(finished_at) as finished_at,
    row_number() over (partition by connection, job order by max(finished_at) desc) as newest_first
  from health
  group by connection, job, trace_id
),

-- The last attempt of a job counts.
syncs as (
  select
    connection,
    job,
    job_id,
    trace_id,
    finished_at,
    row_number() over (partition by connection order by finished_at, trace_id) as number,
    row_number() over (partition by connection order by finished_at desc, trace_id desc) as newest_first
  from attempts
  where newest_first = 1
),

in_rows as (
  select
    syncs.connection,
    syncs.number,
    health.stream,
    listed.code,
    case when listed.code = 'gap' then health.gap_from end as occurrence,
    health.error_code,
    case
      -- No token at all: the sync failed of it. Where the credential was refused, that alert pages.
      when listed.code = 'token-failure'
        and health.status = 'incomplete'
        and health.token_failure_count = health.token_request_count
        and health.codes not like '%token-refused%'
        then 'page'
    end as severity
  from syncs
  inner join health
    on health.connection = syncs.connection and health.job = syncs.job
  cross join unnest(string_to_array(health.codes, ',')) as listed (code)
  where listed.code <> ''
    -- A later attempt doesn't meet a gap again.
    and (health.trace_id = syncs.trace_id or listed.code = 'gap')
),

from_failures as (
  select
    syncs.connection,
    syncs.number,
    case health.failure_type
      when 'config_error' then 'sync-config-error'
      when 'system_error' then 'sync-system-error'
      else 'sync-failing'
    end as code,
    health.error_code
  from syncs
  inner join health
    on health.connection = syncs.connection and health.trace_id = syncs.trace_id
  where health.status = 'incomplete'
    and (health.stream is null or health.failure_type = 'config_error')
    -- The credential has alerts of its own.
    and health.codes not like '%token-refused%'
),

last_coverage as (
  select
    connection,
    oldest_complete_read_at,
    row_number() over (partition by connection order by finished_at desc) as newest_first
  from health
  -- A sync that failed early doesn't know it.
  where stream = 'bookings' and is_backfill is not null
),

-- The stored staleness freezes when syncs stop.
stale_now as (
  select syncs.connection, syncs.number
  from syncs
  inner join last_coverage
    on last_coverage.connection = syncs.connection and last_coverage.newest_first = 1
  where syncs.newest_first = 1
    and :now - last_coverage.oldest_complete_read_at > 3600 * greatest(8 * 24, 2 * :recheck_hours)
    -- The stream is still selected.
    and exists (select 1 from health where health.trace_id = syncs.trace_id and health.stream = 'bookings')
),

found as (
  select connection, number, stream, code, occurrence, severity, error_code from in_rows
  union all
  select connection, number, null, code, null, null, error_code from from_failures
  union all
  select connection, number, 'bookings', 'bookings-stale', null, null, null from stale_now
),

raised as (
  select
    found.connection,
    found.number,
    case when policy.scope = 'connection' then null else found.stream end as stream,
    found.code,
    found.occurrence,
    coalesce(policy.scope, 'stream') as scope,
    coalesce(policy.syncs_in_a_row, 1) as syncs_in_a_row,
    coalesce(max(found.severity), max(policy.severity), 'ticket') as severity,
    max(found.error_code) as error_code
  from found
  left join policy
    on policy.code = found.code
  group by 1, 2, 3, 4, 5, 6, 7
),

counted as (
  select
    raised.*,
    lag(number, 2) over (partition by connection, stream, code order by number) as two_before
  from raised
),

lasting as (
  select
    counted.*,
    max(case when stream is not null then 1 else 0 end) over (partition by connection, number, code) as has_streams
  from counted
  where syncs_in_a_row = 1 or two_before = number - 2
)

select
  syncs.connection,
  syncs.finished_at,
  syncs.job_id,
  lasting.stream,
  lasting.code,
  lasting.severity,
  lasting.occurrence,
  lasting.error_code
from syncs
left join lasting
  on lasting.connection = syncs.connection
    and lasting.number = syncs.number
    -- The row of the sync as a whole repeats the codes of its streams.
    and (lasting.stream is not null or lasting.scope = 'connection' or lasting.has_streams = 0)
where syncs.newest_first = 1 or syncs.finished_at > :since
order by syncs.connection, syncs.finished_at, lasting.code, lasting.stream
