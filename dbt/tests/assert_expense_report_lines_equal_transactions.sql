{{ config(enabled=var('navan__using_transactions')) }}

-- The lines of a transaction and what they miss add up to what was posted, wherever that is known.
with lines as (

    select
        source_relation,
        transaction_id,
        count(*) as lines,
        sum(line_amount) as amount,
        sum(difference_amount) as difference,
        count(*) - count(difference_amount) as unknown_differences
    from {{ ref('navan__expense_report_lines') }}
    group by source_relation, transaction_id

)

select
    transactions.source_relation,
    transactions.transaction_id,
    transactions.posted_amount,
    lines.amount,
    lines.difference
from {{ ref('stg_navan__transactions') }} as transactions
left join lines
    on transactions.source_relation = lines.source_relation
    and transactions.transaction_id = lines.transaction_id
where lines.lines is null
    or (lines.unknown_differences = 0 and lines.amount + lines.difference <> transactions.posted_amount)
