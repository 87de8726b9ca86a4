{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set text = navan.column_type('text') %}
{%- set earliest, stated = 'reversible.posting_day', 'records.posting_date' %}

-- One row per line of the journal: what was exported and is still what its transaction is, as it was exported; what is to
-- be exported; and the reversals of accepted entries that no longer are what their transaction is.
with versions as (

    select
        source_relation,
        record_source,
        transaction_id,
        journal_event,
        max(entry_version) as last_version
    from {{ ref('int_navan__journal_records') }}
    where entry_type = 'original'
    group by source_relation, record_source, transaction_id, journal_event

),

-- A transaction that changed and is no longer posted takes all of its entries back.
stale as (

    select
        entries.*,
        outcomes.reason
    from {{ ref('int_navan__journal_comparisons') }} as entries
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on {{ navan.same_transaction('entries', 'outcomes') }}
    where not entries.is_current or (outcomes.outcome <> 'posted' and not entries.is_whole)

),

-- Entries to be reversed, with what keeps the reversal from being posted.
reversible as (

    select
        stale.source_relation,
        stale.record_source,
        stale.transaction_id,
        stale.journal_event,
        stale.entry_version,
        max(periods.posting_day) as posting_day,
        max(periods.posting_period) as posting_period,
        case
            when max(entities.legal_entity) is null then 'unknown_legal_entity'
            when max(periods.posting_day) is null then 'no_open_period'
        end as obstacle
    from stale
    inner join {{ ref('int_navan__journal_records') }} as records
        on {{ navan.same_entry('stale', 'records') }}
        and stale.entry_version = records.entry_version
        and records.entry_type = 'original'
    left join {{ ref('navan_legal_entities') }} as entities
        on records.legal_entity = entities.legal_entity
    left join {{ ref('int_navan__ledger_periods') }} as periods
        on records.legal_entity = periods.legal_entity
        and records.posting_date between periods.first_day and periods.last_day
    -- A transaction that the warehouse has lost, a mapping that is missing now, or a ledger that is switched off is no change.
    where stale.status = 'accepted'
        and coalesce(stale.reason, '') not in (
            'not_configured', 'posted_by_navan_erp_sync', 'no_open_period', 'control_account_without_subledger'
        )
        and coalesce(stale.reason, '') not like 'unknown%'
    group by
        stale.source_relation,
        stale.record_source,
        stale.transaction_id,
        stale.journal_event,
        stale.entry_version

),

-- A transaction is posted anew as a whole: nothing of it goes out while something of it is on its way, or can not be
-- reversed.
held as (

    select distinct
        source_relation,
        record_source,
        transaction_id
    from (
        select source_relation, record_source, transaction_id
        from stale
        where status = 'written'
        union all
        select source_relation, record_source, transaction_id
        from {{ ref('int_navan__journal_records') }}
        where entry_type = 'reversal' and status = 'written'
        union all
        select source_relation, record_source, transaction_id
        from reversible
        where obstacle is not null
    ) as reasons

),

-- With the statement of today, which comes after the export.
exported as (

    select
        {{ navan.select_entry_columns('records', {'statement_id': 'transactions.statement_id'}) }},
        records.entry_version,
        records.entry_type,
        records.status as export_state
    from {{ ref('int_navan__journal_records') }} as records
    inner join {{ ref('int_navan__journal_comparisons') }} as entries
        on {{ navan.same_entry('records', 'entries') }}
        and records.entry_version = entries.entry_version
        and entries.is_current
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on {{ navan.same_transaction('records', 'outcomes') }}
        and outcomes.outcome = 'posted'
    inner join {{ ref('int_navan__ledger_records') }} as transactions
        on {{ navan.same_transaction('records', 'transactions') }}
    where records.entry_type = 'original'

),

unexported as (

    select
        {{ navan.select_entry_columns('lines') }},
        coalesce(versions.last_version, 0) + 1 as entry_version,
        cast('original' as {{ text }}) as entry_type,
        case when held.transaction_id is not null then 'waiting' else 'to_export' end as export_state
    from {{ ref('int_navan__journal_current_lines') }} as lines
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on {{ navan.same_transaction('lines', 'outcomes') }}
        and outcomes.outcome = 'posted'
        and not outcomes.is_unchanged
    left join {{ ref('int_navan__journal_comparisons') }} as entries
        on {{ navan.same_entry('lines', 'entries') }}
        and entries.is_current
    left join versions
        on {{ navan.same_entry('lines', 'versions') }}
    left join held
        on {{ navan.same_transaction('lines', 'held') }}
    where entries.transaction_id is null

),

reversals as (

    select
        {{ navan.select_entry_columns('records', {
            'posting_date': 'case when ' ~ stated ~ ' > ' ~ earliest ~ ' then ' ~ stated ~ ' else ' ~ earliest ~ ' end',
            'period': 'reversible.posting_period',
            'debit_amount': 'records.credit_amount',
            'credit_amount': 'records.debit_amount',
        }) }},
        records.entry_version,
        cast('reversal' as {{ text }}) as entry_type,
        case
            when reversible.obstacle is not null then reversible.obstacle
            when held.transaction_id is not null then 'waiting'
            else 'to_export'
        end as export_state
    from {{ ref('int_navan__journal_records') }} as records
    inner join reversible
        on {{ navan.same_entry('records', 'reversible') }}
        and records.entry_version = reversible.entry_version
    left join held
        on {{ navan.same_transaction('records', 'held') }}
    where records.entry_type = 'original'

),

all_entries as (

    select * from exported
    union all
    select * from unexported
    union all
    select * from reversals

),

-- The record grows with each export and answer: the export command takes only lines that know all of it.
known as (

    select cast(count(*) as {{ navan.column_type('integer') }}) as known_status_count
    from {{ ref('navan_journal_statuses') }}

)

select
    all_entries.*,
    known.known_status_count
from all_entries
cross join known
