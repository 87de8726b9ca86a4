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

),

-- Not joined, since an ID may be null.
counted as (

    select {{ key }}, 1 as found_count, 0 as wanted_count
    from found
    union all
    select {{ key }}, 0 as found_count, 1 as wanted_count
    from wanted

)

select
    source_relation,
    record_source,
    transaction_id,
    sum(found_count) as places
from counted
group by source_relation, record_source, transaction_id
having sum(found_count) <> sum(wanted_count)
