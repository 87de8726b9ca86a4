{{ config(enabled=var('navan__using_transactions')) }}

-- What a card liability or employee payable is to get of an event is the amount of its transaction, wherever that is stated in
-- the journal's currency: with a personal part that it does not include, without parts that an employee is not paid.
with controls as (

    select
        source_relation,
        record_source,
        transaction_id,
        journal_event,
        account_role,
        max(currency_code) as currency_code,
        abs(sum(debit_amount - credit_amount)) as control_amount
    from {{ ref('navan__journal_lines') }}
    where entry_type = 'original'
        and export_state in ('to_export', 'waiting')
        and account_role in ('card_liability', 'employee_payable')
        and journal_event not in ('fx_fee_of_charge', 'reimbursement')
    group by source_relation, record_source, transaction_id, journal_event, account_role

),

stated as (

    select
        controls.source_relation,
        controls.record_source,
        controls.transaction_id,
        controls.journal_event,
        controls.control_amount,
        case
            when controls.currency_code = records.posted_currency
                then abs(
                    records.posted_amount
                    {%- if var('navan_personal_amount') == 'excluded' %}
                    + records.amount_sign * records.personal_amount
                    {%- endif %}
                    - case when controls.account_role = 'employee_payable' then records.amount_sign * (
                        records.rejected_amount + records.personal_amount
                    ) else 0 end
                )
            when records.personal_amount = 0 and (records.rejected_amount = 0 or controls.account_role = 'card_liability')
                then abs(records.billable_entity_amount)
        end as stated_amount
    from controls
    inner join {{ ref('int_navan__ledger_records') }} as records
        on controls.source_relation = records.source_relation
        and controls.record_source = records.record_source
        and controls.transaction_id = records.transaction_id

)

select *
from stated
where control_amount <> stated_amount
