{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per transaction: posted, excepted or excluded, as a whole.
with lines as (

    select
        source_relation,
        record_source,
        transaction_id,
        min(line_reason) as reason
    from {{ ref('int_navan__ledger_lines') }}
    group by source_relation, record_source, transaction_id

)

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
    end as outcome
from {{ ref('int_navan__ledger_decisions') }} as decisions
left join lines
    on decisions.source_relation = lines.source_relation
    and decisions.record_source = lines.record_source
    and decisions.transaction_id = lines.transaction_id
