{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per line of the journal: the lines of posted transactions, and the reversals of accepted entries that no longer
-- are what their transaction is. With the version of the entry and what is to be done with it.
with current_lines as (

    select lines.*
    from {{ ref('int_navan__ledger_lines') }} as lines
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on lines.source_relation = outcomes.source_relation
        and lines.record_source = outcomes.record_source
        and lines.transaction_id = outcomes.transaction_id
    where outcomes.outcome = 'posted'

),

priced as (

    select
        current_lines.*,
        {{ navan.amount_of_units('case when units > 0 then units else 0 end', 'journal_digits') }} as debit_amount,
        {{ navan.amount_of_units('case when units < 0 then -units else 0 end', 'journal_digits') }} as credit_amount,
        count(*) over (partition by source_relation, record_source, transaction_id, journal_event) as line_count
    from current_lines

),

-- A transaction that changes makes a new version. Seeds that change do not: another account is for new entries. Nor do
-- dates of posting, vendors and statements.
matches as (

    select
        records.source_relation,
        records.record_source,
        records.transaction_id,
        records.journal_event,
        records.entry_version,
        count(*) as matching_count,
        max(priced.line_count) as current_count
    from {{ ref('int_navan__journal_records') }} as records
    inner join priced
        on {{ navan.same_entry('records', 'priced') }}
        and records.line_part = priced.line_part
        and {{ navan.same('records.line_item_index', 'priced.line_item_index') }}
        and records.legal_entity = priced.legal_entity
        and records.card_program = priced.card_program
        and records.currency_code = priced.journal_currency
        and records.exchange_rate = priced.journal_exchange_rate
        and records.document_date = priced.document_date
        and records.account_role = priced.account_role
        and {{ navan.same('records.gl_code_number', 'priced.gl_code_number') }}
        and records.debit_amount = priced.debit_amount
        and records.credit_amount = priced.credit_amount
        and {{ navan.same('records.department', 'priced.department') }}
        and {{ navan.same('records.cost_center', 'priced.cost_center') }}
        and {{ navan.same('records.region', 'priced.region') }}
        and {{ navan.same('records.tax_code', 'priced.tax_code') }}
    where records.entry_type = 'original'
    group by
        records.source_relation,
        records.record_source,
        records.transaction_id,
        records.journal_event,
        records.entry_version

),

live as (

    select
        entries.*,
        coalesce(matches.matching_count = entries.line_count and matches.current_count = entries.line_count, false) as is_current
    from {{ ref('int_navan__journal_live_entries') }} as entries
    left join matches
        on {{ navan.same_entry('entries', 'matches') }}
        and entries.entry_version = matches.entry_version

),

states as (

    select
        source_relation,
        record_source,
        transaction_id,
        journal_event,
        max(case when is_current then entry_version end) as current_version,
        max(case when is_current then status end) as current_status
    from live
    group by source_relation, record_source, transaction_id, journal_event

),

versions as (

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

-- Entries to be reversed, with what keeps the reversal from being posted.
reversible as (

    select
        live.source_relation,
        live.record_source,
        live.transaction_id,
        live.journal_event,
        live.entry_version,
        max(periods.posting_day) as posting_day,
        max(periods.posting_period) as posting_period,
        case
            when max(entities.legal_entity) is null then 'unknown_legal_entity'
            when max(periods.posting_day) is null then 'no_open_period'
        end as obstacle
    from live
    inner join {{ ref('int_navan__journal_records') }} as records
        on {{ navan.same_entry('live', 'records') }}
        and live.entry_version = records.entry_version
        and records.entry_type = 'original'
    -- A transaction that the warehouse has lost, a mapping that is missing now, or a ledger that is switched off is no change.
    inner join {{ ref('int_navan__ledger_outcomes') }} as outcomes
        on live.source_relation = outcomes.source_relation
        and live.record_source = outcomes.record_source
        and live.transaction_id = outcomes.transaction_id
        and coalesce(outcomes.reason, '') not in (
            'not_configured', 'posted_by_navan_erp_sync', 'no_open_period', 'control_account_without_subledger'
        )
        and coalesce(outcomes.reason, '') not like 'unknown%'
    left join {{ ref('navan_legal_entities') }} as entities
        on records.legal_entity = entities.legal_entity
    left join {{ ref('int_navan__ledger_periods') }} as periods
        on records.legal_entity = periods.legal_entity
        and records.posting_date between periods.first_day and periods.last_day
    where live.status = 'accepted' and not live.is_current
    group by
        live.source_relation,
        live.record_source,
        live.transaction_id,
        live.journal_event,
        live.entry_version

),

-- A transaction is posted anew as a whole: nothing of it goes out while something of it is on its way, or can not be
-- reversed.
held as (

    select distinct
        source_relation,
        transaction_id
    from (
        select source_relation, transaction_id
        from live
        where status = 'written' and not is_current
        union all
        select source_relation, transaction_id
        from reversible
        where obstacle is not null
    ) as reasons

),

originals as (

    select
        priced.source_relation,
        priced.record_source,
        priced.transaction_id,
        priced.journal_event,
        coalesce(states.current_version, coalesce(versions.last_version, 0) + 1) as entry_version,
        cast('original' as {{ navan.column_type('text') }}) as entry_type,
        case
            when states.current_version is not null then states.current_status
            when held.transaction_id is not null then 'waiting'
            else 'to_export'
        end as export_state,
        priced.line_part,
        priced.line_item_index,
        priced.legal_entity,
        priced.card_program,
        priced.statement_id,
        priced.journal_currency as currency_code,
        cast(priced.journal_digits as {{ navan.column_type('integer') }}) as minor_units,
        priced.journal_exchange_rate as exchange_rate,
        priced.document_date,
        priced.posting_date,
        priced.posting_period as period,
        priced.account_role,
        priced.gl_code_number,
        priced.account_code,
        priced.account_type,
        priced.subledger_id,
        priced.debit_amount,
        priced.credit_amount,
        priced.department,
        priced.cost_center,
        priced.region,
        priced.employee_id,
        priced.vendor_name,
        priced.tax_code,
        priced.original_amount,
        priced.original_currency
    from priced
    left join states on {{ navan.same_entry('priced', 'states') }}
    left join versions on {{ navan.same_entry('priced', 'versions') }}
    left join held
        on priced.source_relation = held.source_relation
        and priced.transaction_id = held.transaction_id

),

reversals as (

    select
        records.source_relation,
        records.record_source,
        records.transaction_id,
        records.journal_event,
        records.entry_version,
        cast('reversal' as {{ navan.column_type('text') }}) as entry_type,
        case
            when reversible.obstacle is not null then reversible.obstacle
            when held.transaction_id is not null then 'waiting'
            else 'to_export'
        end as export_state,
        records.line_part,
        records.line_item_index,
        records.legal_entity,
        records.card_program,
        records.statement_id,
        records.currency_code,
        records.minor_units,
        records.exchange_rate,
        records.document_date,
        case when records.posting_date > reversible.posting_day then records.posting_date else reversible.posting_day end as posting_date,
        reversible.posting_period as period,
        records.account_role,
        records.gl_code_number,
        records.account_code,
        records.account_type,
        records.subledger_id,
        records.credit_amount as debit_amount,
        records.debit_amount as credit_amount,
        records.department,
        records.cost_center,
        records.region,
        records.employee_id,
        records.vendor_name,
        records.tax_code,
        records.original_amount,
        records.original_currency
    from {{ ref('int_navan__journal_records') }} as records
    inner join reversible
        on {{ navan.same_entry('records', 'reversible') }}
        and records.entry_version = reversible.entry_version
    left join held
        on records.source_relation = held.source_relation
        and records.transaction_id = held.transaction_id
    where records.entry_type = 'original'

),

all_entries as (

    select * from originals
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
