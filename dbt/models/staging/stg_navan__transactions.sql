{{ config(enabled=var('navan__using_transactions'), materialized=var('navan_staging_materialized')) }}
{%- set columns = navan.transactions_columns() %}

-- One row per expense transaction.
with source_rows as (
    {{ navan.source_rows('transactions', columns) }}
)

{{ navan.newest_rows('source_rows', columns, 'transaction_id', 'modified_at') }}
