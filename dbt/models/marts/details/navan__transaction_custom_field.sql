{{ config(enabled=var('navan__using_transactions')) }}
{%- set columns = [
    {'field': 'name', 'alias': 'name', 'type': 'text'},
    {'field': 'label', 'alias': 'label', 'type': 'text'},
    {'field': 'value', 'alias': 'value', 'type': 'text'},
    {'field': 'displayValue', 'alias': 'display_value', 'type': 'text'},
] %}

-- One row per custom field of a transaction.
{{ navan.json_rows(
    ref('stg_navan__transactions'), ['source_relation', 'transaction_id'], 'custom_field_values', 'custom_field_index', columns
) }}
