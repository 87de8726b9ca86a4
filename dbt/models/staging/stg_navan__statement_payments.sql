{{ config(enabled=var('navan__using_statement_payments'), materialized=var('navan_staging_materialized')) }}
{%- set columns = navan.statement_payments_columns() %}

-- One row per payment of a card statement.
with source_rows as (
    {{ navan.source_rows('statement_payments', columns) }}
)

{{ navan.newest_rows('source_rows', columns, 'statement_payment_id', 'modified_at') }}
