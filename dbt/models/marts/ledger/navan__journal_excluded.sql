{{ config(enabled=var('navan__using_transactions')) }}

-- One row per transaction that does not belong in the ledger, or not yet, with the reason.
select
    outcomes.source_relation,
    outcomes.record_source,
    outcomes.transaction_id,
    outcomes.reason,
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
where outcomes.outcome = 'excluded'
