{{ config(enabled=var('navan__using_transactions')) }}

-- One row per document that NetSuite's CSV import can not take, since it rounds nothing: to export, or of a batch for
-- NetSuite, whose file lacks it, until it is accepted or rejected by its name.
with files as (

    select distinct batch_id
    from {{ ref('navan_journal_statuses') }}
    where file_format = 'netsuite'

),

lines as (

    select
        document_id,
        export_state,
        legal_entity,
        currency_code,
        posting_date,
        minor_units,
        netsuite_subsidiary,
        debit_amount,
        credit_amount
    from {{ ref('navan__journal_lines') }}
    where document_id is not null
    union all
    select
        records.document_id,
        records.status as export_state,
        records.legal_entity,
        records.currency_code,
        records.posting_date,
        records.minor_units,
        records.netsuite_subsidiary,
        records.debit_amount,
        records.credit_amount
    from {{ ref('int_navan__journal_records') }} as records
    inner join files on records.batch_id = files.batch_id
    where records.status = 'written'

)

select
    document_id,
    export_state,
    legal_entity,
    currency_code,
    posting_date,
    case
        when max(minor_units) > 2 then 'more_than_two_decimals'
        when max(debit_amount) >= 10000000000 or max(credit_amount) >= 10000000000 then 'more_than_ten_digits'
        else 'no_subsidiary'
    end as reason,
    sum(debit_amount) as amount,
    count(*) as line_count
from lines
group by document_id, export_state, legal_entity, currency_code, posting_date
having max(minor_units) > 2
    or max(debit_amount) >= 10000000000
    or max(credit_amount) >= 10000000000
    or max(netsuite_subsidiary) is null
