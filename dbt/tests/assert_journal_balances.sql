{{ config(enabled=var('navan__using_transactions')) }}

-- Debits equal credits in each entry and in each document, and each line has one of both.
select
    external_id as entry_or_document,
    currency_code,
    sum(debit_amount) as debits,
    sum(credit_amount) as credits
from {{ ref('navan__journal_lines') }}
group by external_id, currency_code
having sum(debit_amount) <> sum(credit_amount) or min(debit_amount + credit_amount) <= 0 or max(debit_amount * credit_amount) <> 0
union all
select
    document_id as entry_or_document,
    min(currency_code) as currency_code,
    sum(debit_amount) as debits,
    sum(credit_amount) as credits
from {{ ref('navan__journal_lines') }}
where document_id is not null
group by document_id
having sum(debit_amount) <> sum(credit_amount)
    or min(currency_code) <> max(currency_code)
    or count(*) > {{ var('navan_journal_max_lines') }}
