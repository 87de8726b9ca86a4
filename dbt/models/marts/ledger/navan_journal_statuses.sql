{{ config(
    enabled=var('navan__using_transactions'),
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='append_new_columns'
) }}

-- One row per status that a batch or one of its documents got: written per file, accepted or rejected by command. The
-- newest counts, a document's own before its batch's.
{{ navan.empty_record([
    {'name': 'batch_id', 'type': 'text'},
    {'name': 'document_id', 'type': 'text'},
    {'name': 'status', 'type': 'text'},
    {'name': 'file_format', 'type': 'text'},
    {'name': 'file_name', 'type': 'text'},
    {'name': 'sha256', 'type': 'text'},
    {'name': 'recorded_at', 'type': 'timestamp'},
]) }}
