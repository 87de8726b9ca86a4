{{ config(
    enabled=var('navan__using_transactions'),
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='append_new_columns'
) }}

-- One row per exported journal line and batch, exactly as it was written. dbt creates the table, the export command adds
-- rows, and nothing changes or removes one.
{{ navan.empty_record([{'name': 'batch_id', 'type': 'text'}, {'name': 'exported_at', 'type': 'timestamp'}] + navan.journal_columns()) }}
