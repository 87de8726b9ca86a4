{{ config(enabled=var('navan__using_transactions')) }}
{%- set key = 'source_relation, record_source, transaction_id' %}

-- Each transaction is in exactly one of the three models, apart from reversals that can not be posted.
with found as (

    select distinct {{ key }}
    from {{ ref('navan__journal_lines') }}
    where entry_type = 'original'
    union all
    select {{ key }}
    from {{ ref('navan__journal_exceptions') }}
    where reason not in ('reversal_without_open_period', 'reversal_of_unknown_legal_entity')
    union all
    select {{ key }} from {{ ref('navan__journal_excluded') }}

),

wanted as (

    select
        source_relation,
        'transactions' as record_source,
        transaction_id
    from {{ ref('stg_navan__transactions') }}
    {%- if var('navan__using_statement_payments') %}
    union all
    select
        source_relation,
        'statement-payments' as record_source,
        statement_payment_id as transaction_id
    from {{ ref('stg_navan__statement_payments') }}
    {%- endif %}

)

select
    wanted.source_relation,
    wanted.record_source,
    wanted.transaction_id,
    count(found.transaction_id) as places
from wanted
left join found
    on wanted.source_relation = found.source_relation
    and wanted.record_source = found.record_source
    and wanted.transaction_id = found.transaction_id
group by wanted.source_relation, wanted.record_source, wanted.transaction_id
having count(found.transaction_id) <> 1
