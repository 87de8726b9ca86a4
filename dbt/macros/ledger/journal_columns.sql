{# Columns of a line in an entry, whatever state the entry is in: [{name, type}]. #}
{% macro entry_columns() %}
    {{- return([
        {'name': 'source_relation', 'type': 'text'},
        {'name': 'record_source', 'type': 'text'},
        {'name': 'transaction_id', 'type': 'text'},
        {'name': 'journal_event', 'type': 'text'},
        {'name': 'line_part', 'type': 'text'},
        {'name': 'line_item_index', 'type': 'integer'},
        {'name': 'legal_entity', 'type': 'text'},
        {'name': 'card_program', 'type': 'text'},
        {'name': 'statement_id', 'type': 'text'},
        {'name': 'currency_code', 'type': 'text'},
        {'name': 'minor_units', 'type': 'integer'},
        {'name': 'exchange_rate', 'type': 'decimal'},
        {'name': 'document_date', 'type': 'date'},
        {'name': 'posting_date', 'type': 'date'},
        {'name': 'period', 'type': 'text'},
        {'name': 'account_role', 'type': 'text'},
        {'name': 'gl_code_number', 'type': 'text'},
        {'name': 'account_code', 'type': 'text'},
        {'name': 'account_type', 'type': 'text'},
        {'name': 'subledger_id', 'type': 'text'},
        {'name': 'debit_amount', 'type': 'decimal'},
        {'name': 'credit_amount', 'type': 'decimal'},
        {'name': 'department', 'type': 'text'},
        {'name': 'cost_center', 'type': 'text'},
        {'name': 'region', 'type': 'text'},
        {'name': 'employee_id', 'type': 'text'},
        {'name': 'vendor_name', 'type': 'text'},
        {'name': 'tax_code', 'type': 'text'},
        {'name': 'original_amount', 'type': 'decimal'},
        {'name': 'original_currency', 'type': 'text'},
        {'name': 'entry_fingerprint', 'type': 'text'},
        {'name': 'transaction_fingerprint', 'type': 'text'},
    ]) -}}
{% endmacro %}

{# These columns of a relation, to select. `others`: expressions by name, in the place of its own. #}
{% macro select_entry_columns(relation, others={}) -%}
    {%- set selected = [] -%}
    {%- for column in navan.entry_columns() -%}
        {%- do selected.append(others[column.name] ~ ' as ' ~ column.name if column.name in others else relation ~ '.' ~ column.name) -%}
    {%- endfor -%}
    {{ selected | join(',\n    ') }}
{%- endmacro %}

{# Columns of a journal line that the record of exports keeps: [{name, type}]. #}
{% macro journal_columns() %}
    {{- return([
        {'name': 'journal_line_id', 'type': 'text'},
        {'name': 'external_id', 'type': 'text'},
        {'name': 'document_id', 'type': 'text'},
        {'name': 'document_line_number', 'type': 'integer'},
        {'name': 'document_group', 'type': 'text'},
        {'name': 'entry_version', 'type': 'integer'},
        {'name': 'entry_type', 'type': 'text'},
    ] + navan.entry_columns() + [
        {'name': 'netsuite_subsidiary', 'type': 'text'},
        {'name': 'sap_company_code', 'type': 'text'},
        {'name': 'entity_minor_units', 'type': 'integer'},
        {'name': 'memo', 'type': 'text'},
    ]) -}}
{% endmacro %}

{# A model that is created empty and written to by the export command only. It survives --full-refresh. #}
{% macro empty_record(columns) %}
    select
        {%- for column in columns %}
        cast(null as {{ navan.column_type(column.type) }}) as {{ column.name }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from (select 1 as one) as nothing
    where 1 = 0
{% endmacro %}
