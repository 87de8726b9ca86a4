{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set start = var('navan_ledger_start_date') %}
{%- set owner = navan.ledger_variable('navan_posting_owner', ['this_package', 'navan_erp_sync'], false) %}
{%- set currency = navan.ledger_variable('navan_journal_currency', ['legal_entity', 'card']) %}
{%- set direction = navan.ledger_variable('navan_exchange_rate_direction', ['posted_per_original', 'original_per_posted'], false) %}
{%- set personal = navan.ledger_variable('navan_personal_amount', ['included', 'excluded'], false) %}
{%- set fx_fees = navan.ledger_variable('navan_fx_fees', ['rows', 'inside', 'added'], false) %}
{%- set other_fees = navan.ledger_variable('navan_other_fees', ['rows'], false) %}
{%- set reimbursements = navan.ledger_variable('navan_reimbursements', ['fields', 'rows']) %}
{%- set rebates = navan.ledger_variable('navan_rebates', ['accrual', 'payment']) %}
{#- The expenses whose reimbursement is posted from their own fields. #}
{%- set is_reimbursed = "ledger_event = 'out_of_pocket' and (reimbursement_date is not null or reimbursement_amount <> 0)"
    if reimbursements == 'fields' else '1 = 0' %}
{%- set bought_units = '(amounts.gross_units - amounts.fee_units) * amounts.amount_sign' %}
{%- set owes_fee = 'is_card_spending and fx_fee_units <> 0' if fx_fees == 'added' else '1 = 0' %}
{%- set excluded = [
    'not_configured', 'posted_by_navan_erp_sync', 'not_posted_yet', 'before_start_date', 'memo', 'synced_by_navan',
    'payment_pending', 'expense_not_approved', 'expense_rejected', 'rebate_is_income_when_paid', 'reimbursement_is_in_its_expenses',
    'nothing_to_post'
] %}

-- One row per transaction: why it is not in the ledger, as far as the accounts of its lines do not matter. The first
-- reason counts.
with exported as (

    select distinct
        source_relation,
        record_source,
        transaction_id
    from {{ ref('int_navan__journal_live_entries') }}

),

amounts as (

    select
        amounts.*,
        exported.transaction_id is not null as is_exported,
        coalesce({{ is_reimbursed }}, false) as is_reimbursed,
        {%- if direction == 'posted_per_original' %}
        case
            when abs(amounts.original_amount) < 1000000000000
                then {{ navan.multiply('amounts.original_amount', 'amounts.exchange_rate') }}
        end as converted_amount,
        {%- elif direction == 'original_per_posted' %}
        {{ navan.multiply(
            navan.amount_of_units(bought_units, 'amounts.posted_digits'),
            'amounts.exchange_rate'
        ) }} as converted_amount,
        {%- endif %}
        {{ navan.amount_of_units(bought_units, 'amounts.posted_digits') }} as bought_amount,
        {{ navan.amount_of_units(1, 'amounts.posted_digits') }} as posted_unit,
        {{ navan.amount_of_units(1, 'amounts.original_digits') }} as original_unit,
        {{ navan.amount_of_units(1, 'amounts.entity_digits') }} as entity_unit
    from {{ ref('int_navan__ledger_amounts') }} as amounts
    left join exported
        on amounts.source_relation = exported.source_relation
        and amounts.record_source = exported.record_source
        and amounts.transaction_id = exported.transaction_id

),

reasons as (

    select
        source_relation,
        record_source,
        transaction_id,
        case
            {%- if not start or not owner %}
            when 1 = 1 then 'not_configured'
            {%- elif owner == 'navan_erp_sync' %}
            when 1 = 1 then 'posted_by_navan_erp_sync'
            {%- else %}
            when has_unreadable_number then 'unreadable_number'
            when posted_amount is null and not is_reimbursed then 'not_posted_yet'
            when not is_exported and ledger_date < cast('{{ start }}' as date) then 'before_start_date'
            when ledger_event is null then 'unknown_type'
            when ledger_event = 'memo' then 'memo'
            when posted_date is null and ledger_event <> 'out_of_pocket' then 'not_posted_yet'
            when not is_exported and (sync is null or sync not in ('synced', 'not_synced')) then 'unknown_erp_sync_status'
            when not is_exported and sync = 'synced' then 'synced_by_navan'
            when ledger_event = 'statement_payment' and payment = 'pending' then 'payment_pending'
            when ledger_event = 'statement_payment' and (payment is null or payment <> 'settled') then 'unknown_payment_status'
            when is_spending and (approval is null or approval not in ('approved', 'pending', 'rejected')) then 'unknown_approval_status'
            when is_reimbursed and approval <> 'approved' then 'reimbursed_without_approval'
            when is_reimbursed and (posted_amount is null or control_units = 0) then 'reimbursed_without_expense'
            when ledger_event = 'out_of_pocket' and approval = 'pending' and posted_date is null then 'not_posted_yet'
            when ledger_event = 'out_of_pocket' and approval = 'pending' then 'expense_not_approved'
            when ledger_event = 'out_of_pocket' and approval = 'rejected' then 'expense_rejected'
            {%- if rebates == 'payment' %}
            when ledger_event = 'rebate_accrual' then 'rebate_is_income_when_paid'
            {%- endif %}
            {%- if reimbursements == 'fields' %}
            when ledger_event = 'reimbursement' then 'reimbursement_is_in_its_expenses'
            {%- endif %}
            {%- if fx_fees != 'rows' %}
            when ledger_event = 'fx_fee' then 'fx_fee_is_a_transaction'
            {%- endif %}
            when entity_currency is null then 'unknown_legal_entity'
            when posted_digits is null or entity_digits is null then 'unknown_currency'
            when posted_units is null or personal_units is null or rejected_units is null or fx_fee_units is null or tax_units is null
                then 'amount_does_not_fit_currency'
            {%- if not personal %}
            when is_spending and personal_units <> 0 then 'unknown_personal_amount'
            {%- endif %}
            {%- if not fx_fees %}
            when is_spending and fx_fee_units <> 0 then 'unknown_fx_fee'
            {%- endif %}
            {%- if not other_fees %}
            when has_other_fee then 'unknown_fee'
            {%- endif %}
            when gross_units = 0 and posted_units = 0 and coalesce(billable_entity_amount, 0) = 0 and not ({{ owes_fee }})
                then 'nothing_to_post'
            when gross_units < 0 and not is_reversible then 'unexpected_sign'
            when posted_currency = entity_currency and billable_entity_currency = entity_currency
                and billable_entity_amount <> posted_amount
                then 'two_amounts_in_entity_currency'
            when numerator is null or denominator = 0 or journal_exchange_rate is null then 'no_amount_in_entity_currency'
            when posted_units <> 0 and (entity_amount = 0 or journal_units = 0) and (not is_spending or control_units <> 0)
                then 'zero_in_entity_currency'
            when denominator <> 1 and numerator <> 0 and sign(numerator) <> sign(denominator) then 'unexpected_sign'
            {%- if currency == 'card' %}
            when posted_currency <> entity_currency
                and (
                    entity_units is null
                    or abs({{ navan.multiply('posted_amount', 'journal_exchange_rate') }} - entity_amount) > entity_unit
                )
                then 'rate_does_not_give_amounts'
            when is_spending and original_currency <> posted_currency and exchange_rate is null then 'no_rate'
            when is_spending and original_currency <> posted_currency and original_digits is null then 'unknown_currency'
            {%- if not direction %}
            when is_spending and original_currency <> posted_currency then 'unknown_rate_direction'
            {%- elif direction == 'posted_per_original' %}
            when is_spending and original_currency <> posted_currency
                and not coalesce(
                    abs(converted_amount - bought_amount) <= posted_unit
                    or abs(converted_amount - bought_amount) <= {{ navan.multiply('original_unit', 'exchange_rate') }}, false
                )
                then 'rate_does_not_give_amounts'
            {%- else %}
            when is_spending and original_currency <> posted_currency
                and not coalesce(
                    abs(converted_amount - original_amount) <= original_unit
                    or abs(converted_amount - original_amount) <= {{ navan.multiply('posted_unit', 'exchange_rate') }}, false
                )
                then 'rate_does_not_give_amounts'
            {%- endif %}
            {%- endif %}
            when is_spending and (personal_units <> 0 or rejected_units <> 0 or fx_fee_units <> 0)
                and (
                    personal_units < 0 or rejected_units < 0 or fx_fee_units < 0
                    or personal_units + rejected_units + fee_units > gross_units
                ) then 'parts_exceed_amount'
            when is_spending and has_line_items and item_count = 0 then 'unreadable_line_items'
            when is_spending and unreadable_item_count > 0 then 'line_item_without_amount'
            when is_spending and foreign_item_count > 0 then 'line_item_in_other_currency'
            when other_entity_item_count > 0 then 'intercompany'
            when is_spending and abs(rounding_units) > 1 then 'line_items_miss_amount'
            when is_spending and item_count > 0 and item_units = 0 and expense_units <> 0 then 'line_items_miss_amount'
            when is_spending and is_coded * business_units <> 0 and has_recoverable_tax and has_tax_details
                and (tax_amount is null or (tax_amount <> 0 and tax_code is null))
                then 'unreadable_tax'
            when is_spending and is_coded * business_units <> 0 and recoverable_units <> 0
                and (sign(tax_units) <> sign(taxed_units) or abs(tax_units) > abs(taxed_units))
                then 'tax_exceeds_amount'
            when is_spending and control_units = 0 and not ({{ owes_fee }}) then 'nothing_to_post'
            {%- if not var('navan_uncoded_card_spend') %}
            when is_card_spending and approval = 'pending' then 'charge_not_approved'
            when is_card_spending and approval = 'rejected' then 'charge_rejected'
            when is_card_spending and journal_uncoded_units <> 0 then 'charge_partly_rejected'
            {%- endif %}
            when ledger_event = 'out_of_pocket' and approved_date is null then 'no_date'
            {%- if reimbursements == 'fields' %}
            when ledger_event = 'out_of_pocket' and reimbursement_date is not null and reimbursement_units is null
                then 'reimbursement_without_amount'
            when ledger_event = 'out_of_pocket' and reimbursement_date is not null and journal_reimbursement_units is null
                then {% if direction %}'no_rate'{% else %}'unknown_rate_direction'{% endif %}
            when ledger_event = 'out_of_pocket' and reimbursement_date is not null
                and case
                    when reimbursement_currency = posted_currency then reimbursement_units <> control_units
                    else abs(journal_reimbursement_units - journal_units) > {{ var('navan_largest_fx_difference') }} * abs(journal_units)
                end then 'reimbursement_differs'
            {%- endif %}
            {%- endif %}
        end as reason
    from amounts

)

select
    source_relation,
    record_source,
    transaction_id,
    reason,
    case
        when reason in (
            {%- for each in excluded %}
            '{{ each }}'{% if not loop.last %},{% endif %}
            {%- endfor %}
        ) then 'excluded'
        when reason is not null then 'excepted'
    end as outcome
from reasons
