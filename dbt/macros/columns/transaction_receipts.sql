{% macro transaction_receipts_columns() %}
    {{- return([
        {'name': 'transaction_id', 'alias': 'transaction_id', 'type': 'text'},
        {'name': 'receipt_url', 'alias': 'receipt_url', 'type': 'text'},
        {'name': 'e_receipt_url', 'alias': 'e_receipt_url', 'type': 'text'},
    ]) -}}
{% endmacro %}
