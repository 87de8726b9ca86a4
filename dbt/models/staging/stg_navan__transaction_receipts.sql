{{ config(enabled=var('navan__using_transaction_receipts'), materialized=var('navan_staging_materialized')) }}
{%- set columns = navan.transaction_receipts_columns() %}
{%- set has_health = var('navan__using_sync_health') %}

-- One row per transaction with receipts, of the newest complete read.
with source_rows as (
    {{ navan.source_rows('transaction_receipts', columns) }}
),
{% if has_health %}
reads as (
    select *
    from ({{ navan.source_rows('sync_health', navan.sync_health_columns()) }}) as sync_health
    where stream = 'transaction_receipts'
),
{% endif %}
newest_read as (
    {{ navan.newest_read('source_rows', 'reads' if has_health else none) }}
)

{{ navan.newest_rows('newest_read', columns, 'transaction_id', none) }}
