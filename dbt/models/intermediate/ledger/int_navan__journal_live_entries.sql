{{ config(enabled=var('navan__using_transactions'), materialized='table') }}

-- One row per exported entry that no exported reversal undoes.
with reversals as (

    select distinct
        source_relation,
        record_source,
        transaction_id,
        journal_event,
        entry_version
    from {{ ref('int_navan__journal_records') }}
    where entry_type = 'reversal'

)

select
    originals.source_relation,
    originals.record_source,
    originals.transaction_id,
    originals.journal_event,
    originals.entry_version,
    originals.status,
    max(originals.entry_fingerprint) as entry_fingerprint,
    max(originals.transaction_fingerprint) as transaction_fingerprint,
    count(*) as line_count
from {{ ref('int_navan__journal_records') }} as originals
left join reversals
    on {{ navan.same_entry('originals', 'reversals') }}
    and originals.entry_version = reversals.entry_version
where originals.entry_type = 'original' and reversals.entry_version is null
group by
    originals.source_relation,
    originals.record_source,
    originals.transaction_id,
    originals.journal_event,
    originals.entry_version,
    originals.status
