{{ config(enabled=var('navan__using_sync_health'), materialized=var('navan_staging_materialized')) }}
{%- set columns = navan.sync_health_columns() %}

-- One row per sync and stream, and one per sync as a whole, whose stream is null.
with source_rows as (
    {{ navan.source_rows('sync_health', columns) }}
)

{{ navan.newest_rows('source_rows', columns, 'sync_health_id', 'finished_at') }}
