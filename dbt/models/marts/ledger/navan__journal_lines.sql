{{ config(enabled=var('navan__using_transactions')) }}
{%- set text, integer = navan.column_type('text'), navan.column_type('integer') %}
{%- set entry = 'source_relation, record_source, transaction_id, journal_event, entry_version, entry_type' %}
{%- set transaction = 'source_relation, record_source, transaction_id, export_state' %}
{%- set document = 'document_key, document_group, own_document' %}
{%- set most = var('navan_journal_max_lines') %}

-- One row per line of the journal. Lines to export are in documents of one legal entity, currency, posting date, card
-- programme and rate.
with entries as (

    select
        entries.*,
        {{ dbt.concat([
            'source_relation', "':'", 'record_source', "':'", 'transaction_id', "':'", 'journal_event', "':'",
            'cast(entry_version as ' ~ text ~ ')', "':'", 'entry_type'
        ]) }} as external_id,
        {{ navan.surrogate_key([
            'export_state', 'legal_entity', 'currency_code', 'posting_date', 'card_program', 'exchange_rate'
        ]) }} as document_key,
        row_number() over (partition by {{ entry }} order by line_part, line_item_index) as entry_line_number,
        count(*) over (partition by {{ entry }}) as entry_line_count
    from {{ ref('int_navan__journal_entries') }} as entries

),

-- All entries of a transaction are in documents of one group, so that a file can have all of them or none.
grouped as (

    select
        entries.*,
        {{ dbt.hash(dbt.concat([
            'min(document_key) over (partition by ' ~ transaction ~ ')', 'max(document_key) over (partition by ' ~ transaction ~ ')'
        ])) }} as document_group,
        case when entry_line_count * 2 > {{ most }} then external_id end as own_document
    from entries

),

-- A long entry has a document of its own. The others fill documents, each of which has room for the longest of them.
measured as (

    select
        grouped.*,
        row_number() over (
            partition by {{ document }} order by external_id, entry_line_number
        ) - entry_line_number as earlier_line_count,
        {{ most }} + 1 - max(entry_line_count) over (partition by {{ document }}) as room
    from grouped

),

parted as (

    select
        measured.*,
        case
            when own_document is null
                then cast(floor(cast(earlier_line_count as {{ navan.column_type('decimal') }}) / room) as {{ integer }})
        end as document_part
    from measured

),

identified as (

    select
        parted.*,
        min(external_id) over (partition by {{ document }}, document_part) as first_external_id,
        row_number() over (
            partition by {{ document }}, document_part order by external_id, entry_line_number
        ) as document_line_number
    from parted

)

select
    {{ navan.surrogate_key(['identified.external_id', 'identified.line_part', 'identified.line_item_index']) }} as journal_line_id,
    identified.external_id,
    identified.export_state,
    case
        when identified.export_state = 'to_export' then {{ dbt.concat(["'NAVAN-'", dbt.hash('identified.first_external_id')]) }}
    end as document_id,
    case when identified.export_state = 'to_export' then identified.document_line_number end as document_line_number,
    case when identified.export_state = 'to_export' then identified.document_group end as document_group,
    identified.entry_version,
    identified.entry_type,
    {{ navan.select_entry_columns('identified') }},
    entities.netsuite_subsidiary,
    entities.sap_company_code,
    cast(entity_currencies.minor_units as {{ integer }}) as entity_minor_units,
    -- No description, which may name people, and the vendor of card spending only: elsewhere it may be the employee.
    {{ dbt.concat([
        "case when entry_type = 'reversal' then 'Reversal: ' else '' end",
        "replace(identified.journal_event, '_', ' ')",
        "case when identified.journal_event in ('card_charge', 'card_refund', 'fx_fee_of_charge') and identified.vendor_name is not null then "
        ~ dbt.concat(["', '", 'identified.vendor_name']) ~ " else '' end",
        "case when identified.original_amount is null or identified.original_currency is null then '' else "
        ~ dbt.concat([
            "', '", navan.amount_text('identified.original_amount', 'currencies.minor_units'), "' '", 'identified.original_currency'
        ]) ~ ' end'
    ]) }} as memo,
    identified.known_status_count
from identified
left join {{ ref('navan_legal_entities') }} as entities
    on identified.legal_entity = entities.legal_entity
left join {{ ref('navan_currencies') }} as entity_currencies
    on upper(trim(entities.currency_code)) = entity_currencies.currency_code
left join {{ ref('navan_currencies') }} as currencies
    on identified.original_currency = currencies.currency_code
