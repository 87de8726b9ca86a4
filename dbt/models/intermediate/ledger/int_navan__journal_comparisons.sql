{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set entry = 'source_relation, record_source, transaction_id, journal_event' %}
{%- set transaction = 'source_relation, record_source, transaction_id' %}

-- One row per live entry: whether it is what its transaction is. It is if the transaction says the same (then a seed or a
-- variable may have changed), or makes the same lines (then what changed does not matter). Vendors, statements, accounts
-- and dates of posting make no other lines.
with matches as (

    select
        records.source_relation,
        records.record_source,
        records.transaction_id,
        records.journal_event,
        records.entry_version,
        count(*) as matching_count,
        max(lines.line_count) as current_count
    from {{ ref('int_navan__journal_records') }} as records
    inner join {{ ref('int_navan__journal_current_lines') }} as lines
        on {{ navan.same_entry('records', 'lines') }}
        and records.line_part = lines.line_part
        {%- for column in [
            'line_item_index', 'legal_entity', 'card_program', 'currency_code', 'exchange_rate', 'document_date', 'account_role',
            'gl_code_number', 'debit_amount', 'credit_amount', 'department', 'cost_center', 'region', 'tax_code'
        ] %}
        and {{ navan.same('records.' ~ column, 'lines.' ~ column) }}
        {%- endfor %}
        -- Elsewhere the employee is none of the account's business.
        and (
            records.account_role not in ('employee_payable', 'employee_receivable')
            or {{ navan.same('records.employee_id', 'lines.employee_id') }}
        )
    where records.entry_type = 'original'
    group by
        records.source_relation,
        records.record_source,
        records.transaction_id,
        records.journal_event,
        records.entry_version

),

-- Transactions that said the same when an entry was exported that is no longer live: it was rejected, or reversed since.
incomplete as (

    select distinct
        exports.source_relation,
        exports.record_source,
        exports.transaction_id
    from {{ ref('navan_journal_exports') }} as exports
    inner join {{ ref('int_navan__ledger_fingerprints') }} as fingerprints
        on {{ navan.same_transaction('exports', 'fingerprints') }}
        and exports.transaction_fingerprint = fingerprints.transaction_fingerprint
    left join {{ ref('int_navan__journal_live_entries') }} as entries
        on {{ navan.same_entry('exports', 'entries') }}
    where exports.entry_type = 'original' and entries.transaction_id is null

),

compared as (

    select
        entries.*,
        matches.matching_count = entries.line_count and matches.current_count = entries.line_count as has_same_lines,
        entries.entry_fingerprint = {{ navan.entry_fingerprint('entries.journal_event', 'fingerprints') }} as has_same_fingerprint,
        entries.transaction_fingerprint = fingerprints.transaction_fingerprint and incomplete.transaction_id is null as has_all
    from {{ ref('int_navan__journal_live_entries') }} as entries
    left join matches
        on {{ navan.same_entry('entries', 'matches') }}
        and entries.entry_version = matches.entry_version
    left join {{ ref('int_navan__ledger_fingerprints') }} as fingerprints
        on {{ navan.same_transaction('entries', 'fingerprints') }}
    left join incomplete
        on {{ navan.same_transaction('entries', 'incomplete') }}

),

-- Of two versions that are what the transaction is, the later one counts.
dated as (

    select
        compared.*,
        coalesce(
            entry_version = max(case when has_same_lines or has_same_fingerprint then entry_version end) over (partition by {{ entry }}),
            false
        ) as is_current
    from compared

),

summed as (

    select
        dated.*,
        min(case when is_current then 1 else 0 end) over (partition by {{ transaction }}) = 1 as is_whole,
        max(case when has_all then 1 else 0 end) over (partition by {{ transaction }}) = 1 as has_all_of_transaction
    from dated

)

select
    source_relation,
    record_source,
    transaction_id,
    journal_event,
    entry_version,
    status,
    is_current,
    is_whole,
    is_whole and has_all_of_transaction as is_unchanged
from summed
