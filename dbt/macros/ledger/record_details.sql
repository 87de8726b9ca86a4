{# What people need to find a record that is not posted. `relation`: int_navan__ledger_records. #}
{% macro record_details(relation) -%}
    {%- for column in [
        'ledger_event', 'transaction_source', 'transaction_type', 'activity_type', 'legal_entity', 'card_program', 'posted_date',
        'posted_amount', 'posted_currency', 'approval_status', 'erp_sync_status'
    ] %}
    {{ relation }}.{{ column }}{% if not loop.last %},{% endif %}
    {%- endfor %}
{%- endmacro %}
