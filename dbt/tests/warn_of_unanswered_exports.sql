{{ config(enabled=var('navan__using_transactions'), severity='warn') }}

-- Batches that were written more than a week ago and neither accepted nor rejected: what changed since waits for the answer.
select
    batch_id,
    exported_at,
    count(distinct document_id) as document_count
from {{ ref('int_navan__journal_records') }}
where status = 'written' and exported_at < {{ navan.utc_now_less_hours(7 * 24) }}
group by batch_id, exported_at
