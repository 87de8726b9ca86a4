{{ config(enabled=var('navan__using_transactions')) }}
{%- set columns = [
    {'field': 'amount', 'alias': 'amount', 'type': 'decimal'},
    {'field': 'currency', 'alias': 'currency', 'type': 'text'},
    {'field': 'description', 'alias': 'description', 'type': 'text'},
    {'field': 'policy', 'alias': 'policy', 'type': 'text'},
    {'field': 'policy_category', 'alias': 'policy_category', 'type': 'text'},
    {'field': 'gl_code_number', 'alias': 'gl_code_number', 'type': 'text'},
    {'field': 'gl_code_name', 'alias': 'gl_code_name', 'type': 'text'},
    {'field': 'department', 'alias': 'department', 'type': 'text'},
    {'field': 'cost_center', 'alias': 'cost_center', 'type': 'text'},
    {'field': 'region', 'alias': 'region', 'type': 'text'},
    {'field': 'subsidiary', 'alias': 'subsidiary', 'type': 'text'},
    {'field': 'legal_entity', 'alias': 'legal_entity', 'type': 'text'},
    {'field': '$', 'alias': 'line_item', 'type': 'text'},
] %}

-- One row per line item of a transaction. Navan does not document what an item holds: `line_item` has all of it.
{{ navan.json_rows(ref('stg_navan__transactions'), ['source_relation', 'transaction_id'], 'line_items', 'line_item_index', columns) }}
