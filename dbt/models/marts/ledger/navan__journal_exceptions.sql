{{ config(enabled=var('navan__using_transactions')) }}

-- One row per transaction that can not be posted, or posted anew, until something is mapped, decided or corrected, with
-- the reason.
with reversals as (

    select
        source_relation,
        record_source,
        transaction_id,
        min(
            case export_state when 'no_open_period' then 'reversal_without_open_period' else 'reversal_of_unknown_legal_entity' end
        ) as reason
    from {{ ref('int_navan__journal_entries') }}
    where entry_type = 'reversal' and export_state in ('no_open_period', 'unknown_legal_entity')
    group by source_relation, record_source, transaction_id

)

select
    outcomes.source_relation,
    outcomes.record_source,
    outcomes.transaction_id,
    case when outcomes.outcome = 'excepted' then outcomes.reason else reversals.reason end as reason,
    records.ledger_event,
    records.transaction_source,
    records.transaction_type,
    records.activity_type,
    records.legal_entity,
    records.card_program,
    records.posted_date,
    records.posted_amount,
    records.posted_currency,
    records.approval_status,
    records.erp_sync_status
from {{ ref('int_navan__ledger_outcomes') }} as outcomes
inner join {{ ref('int_navan__ledger_records') }} as records
    on outcomes.source_relation = records.source_relation
    and outcomes.record_source = records.record_source
    and outcomes.transaction_id = records.transaction_id
left join reversals
    on outcomes.source_relation = reversals.source_relation
    and outcomes.record_source = reversals.record_source
    and outcomes.transaction_id = reversals.transaction_id
where outcomes.outcome = 'excepted' or reversals.reason is not null
