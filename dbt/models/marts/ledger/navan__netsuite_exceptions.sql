{{ config(enabled=var('navan__using_transactions')) }}
{%- set text = navan.column_type('text') %}
{%- set columns = [
    'document_id', 'document_group', 'legal_entity', 'currency_code', 'posting_date', 'minor_units', 'netsuite_subsidiary',
    'debit_amount', 'credit_amount'
] %}

-- One row per document that NetSuite's CSV import can not take, since it rounds nothing, and per document that belongs with
-- one: to export, or of a batch for NetSuite, whose file lacks it, until it is accepted or rejected by its name.
with files as (

    select distinct batch_id
    from {{ ref('navan_journal_statuses') }}
    where file_format = 'netsuite'

),

lines as (

    select
        cast(null as {{ text }}) as batch_id,
        {{ columns | join(',\n        ') }}
    from {{ ref('navan__journal_lines') }}
    where document_id is not null
    union all
    select
        exports.batch_id,
        exports.{{ columns | join(',\n        exports.') }}
    from {{ ref('navan_journal_exports') }} as exports
    inner join files on exports.batch_id = files.batch_id

),

documents as (

    select
        batch_id,
        document_id,
        document_group,
        legal_entity,
        currency_code,
        posting_date,
        case
            when max(minor_units) > 2 then 'more_than_two_decimals'
            when max(debit_amount) >= 10000000000 or max(credit_amount) >= 10000000000 then 'more_than_ten_digits'
            when max(netsuite_subsidiary) is null then 'no_subsidiary'
        end as reason,
        sum(debit_amount) as amount,
        count(*) as line_count
    from lines
    group by batch_id, document_id, document_group, legal_entity, currency_code, posting_date

),

refused as (

    select
        documents.*,
        min(case when reason is not null then document_id end) over (partition by batch_id, document_group) as refused_document_id
    from documents

),

written as (

    select distinct
        batch_id,
        document_id
    from {{ ref('int_navan__journal_records') }}
    where status = 'written'

)

select
    refused.document_id,
    case when refused.batch_id is null then 'to_export' else 'written' end as export_state,
    refused.legal_entity,
    refused.currency_code,
    refused.posting_date,
    coalesce(refused.reason, 'belongs_with_another') as reason,
    case when refused.reason is null then refused.refused_document_id end as belongs_with_document_id,
    refused.amount,
    refused.line_count
from refused
left join written
    on refused.batch_id = written.batch_id
    and refused.document_id = written.document_id
where refused.refused_document_id is not null
    and (refused.batch_id is null or written.batch_id is not null)
