{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per transaction: posted, excepted or excluded, as a whole. What was exported stays posted while its transaction
-- says the same, whatever the seeds and variables say now.
with lines as (

    select
        source_relation,
        record_source,
        transaction_id,
        min(line_reason) as reason
    from {{ ref('int_navan__ledger_lines') }}
    group by source_relation, record_source, transaction_id

),

-- As if nothing had been exported yet.
judged as (

    select
        decisions.source_relation,
        decisions.record_source,
        decisions.transaction_id,
        case
            when decisions.reason is not null then decisions.reason
            when lines.transaction_id is null then 'nothing_to_post'
            else lines.reason
        end as reason,
        case
            when decisions.reason is not null then decisions.outcome
            when lines.transaction_id is null then 'excluded'
            when lines.reason is not null then 'excepted'
            else 'posted'
        end as outcome,
        count(*) over (partition by decisions.record_source, decisions.transaction_id) as connection_count
    from {{ ref('int_navan__ledger_decisions') }} as decisions
    left join lines
        on {{ navan.same_transaction('decisions', 'lines') }}

),

exported as (

    select distinct
        source_relation,
        record_source,
        transaction_id,
        is_unchanged
    from {{ ref('int_navan__journal_comparisons') }}

),

-- By any connection: Navan's ids are of one transaction everywhere.
exported_anywhere as (

    select distinct
        record_source,
        transaction_id
    from {{ ref('int_navan__journal_live_entries') }}

),

-- New reimbursements that would not clear what was accrued, because a seed or variable has changed since.
unequal_reimbursements as (

    select distinct
        accruals.source_relation,
        accruals.record_source,
        accruals.transaction_id
    from {{ ref('int_navan__journal_comparisons') }} as accruals
    inner join {{ ref('int_navan__journal_records') }} as records
        on {{ navan.same_entry('accruals', 'records') }}
        and accruals.entry_version = records.entry_version
        and records.entry_type = 'original'
        and records.account_role = 'employee_payable'
    inner join {{ ref('int_navan__journal_current_lines') }} as reimbursed
        on {{ navan.same_transaction('accruals', 'reimbursed') }}
        and reimbursed.journal_event = 'reimbursement'
        and reimbursed.account_role = 'employee_payable'
    left join {{ ref('int_navan__journal_comparisons') }} as reimbursements
        on {{ navan.same_entry('reimbursed', 'reimbursements') }}
        and reimbursements.is_current
    where accruals.journal_event = 'out_of_pocket'
        and accruals.is_current
        and reimbursements.transaction_id is null
        and (
            records.currency_code <> reimbursed.currency_code
            or records.credit_amount - records.debit_amount <> reimbursed.debit_amount - reimbursed.credit_amount
        )

),

decided as (

    select
        judged.source_relation,
        judged.record_source,
        judged.transaction_id,
        judged.outcome,
        coalesce(exported.is_unchanged, false) as is_unchanged,
        case
            when exported.is_unchanged then null
            when judged.reason is not null then judged.reason
            when exported.transaction_id is null and exported_anywhere.transaction_id is not null then 'exported_for_other_connection'
            when exported.transaction_id is null and judged.connection_count > 1 then 'in_several_connections'
            when unequal_reimbursements.transaction_id is not null then 'reimbursement_differs'
        end as reason
    from judged
    left join exported
        on {{ navan.same_transaction('judged', 'exported') }}
    left join exported_anywhere
        on judged.record_source = exported_anywhere.record_source
        and judged.transaction_id = exported_anywhere.transaction_id
    left join unequal_reimbursements
        on {{ navan.same_transaction('judged', 'unequal_reimbursements') }}

)

select
    source_relation,
    record_source,
    transaction_id,
    reason,
    case
        when reason is null then 'posted'
        when outcome = 'excluded' then 'excluded'
        else 'excepted'
    end as outcome,
    is_unchanged
from decided
