{{ config(enabled=var('navan__using_transactions'), materialized='table') }}
{%- set personal_role = {'receivable': 'employee_receivable', 'expense': 'personal_expense'}[
    navan.ledger_variable('navan_personal_parts', ['receivable', 'expense'])
] %}
{%- set rebates = navan.ledger_variable('navan_rebates', ['accrual', 'payment']) %}
{%- set fx_fees = navan.ledger_variable('navan_fx_fees', ['rows', 'inside', 'added'], false) %}
{%- set reimbursements = navan.ledger_variable('navan_reimbursements', ['fields', 'rows']) %}
{%- set text, integer = navan.column_type('text'), navan.column_type('integer') %}
{#- Events of two lines: the account that is debited and the one that is credited. #}
{%- set roles = {
    'repayment_bank': ['bank', personal_role],
    'repayment_card': ['card_liability', personal_role],
    'fx_fee': ['card_fees', 'card_liability'],
    'card_fee': ['card_fees', 'card_liability'],
    'bank_fee': ['bank_fees', 'bank'],
    'rebate_accrual': ['rebate_receivable', 'rebate_income'],
    'rebate_payment': ['card_liability', 'rebate_receivable' if rebates == 'accrual' else 'rebate_income'],
    'dispute_open': ['card_liability', 'dispute_clearing'],
    'dispute_won': ['card_liability', 'dispute_clearing'],
    'dispute_lost': ['card_liability', 'dispute_clearing'],
    'dispute_reversal': ['dispute_clearing', 'card_liability'],
    'adjustment': ['adjustments', 'card_liability'],
    'adjustment_credit': ['card_liability', 'adjustments'],
    'statement_payment': ['card_liability', 'bank'],
    'reimbursement': ['employee_payable', 'bank'],
} %}
{#- The other lines: event, part, role, minor units (a debit is positive), condition. #}
{%- set control = "case when is_card_spending then 'card_liability' else 'employee_payable' end" %}
{%- set parts = [
    ['ledger_event', 'tax', "'tax'", 'direction * journal_tax_units', 'is_spending'],
    ['ledger_event', 'uncoded', "'uncoded_card_spend'", 'direction * journal_uncoded_units', 'is_spending'],
    ['ledger_event', 'fee', "'card_fees'", 'direction * journal_fee_units', 'is_card_spending'],
    ['ledger_event', 'personal', "'" ~ personal_role ~ "'", 'direction * journal_personal_units', 'is_card_spending'],
    ['ledger_event', 'rounding', "'rounding'", 'direction * journal_rounding_units', 'is_spending'],
    ['ledger_event', 'control', control, '-direction * journal_units', 'is_spending'],
    ["'dispute_won'", 'debit', "'dispute_clearing'", 'journal_units', "ledger_event = 'dispute_won'"],
    ["'dispute_won'", 'credit', "'dispute_expense'", '-journal_units', "ledger_event = 'dispute_won'"],
] %}
{%- if fx_fees == 'added' %}
{%- do parts.extend([
    ["'fx_fee_of_charge'", 'debit', "'card_fees'", 'direction * journal_added_fee_units', 'is_card_spending'],
    ["'fx_fee_of_charge'", 'control', "'card_liability'", '-direction * journal_added_fee_units', 'is_card_spending'],
]) %}
{%- endif %}
{%- if reimbursements == 'fields' %}
{%- set paid = "ledger_event = 'out_of_pocket' and reimbursement_date is not null" %}
{%- do parts.extend([
    ["'reimbursement'", 'control', "'employee_payable'", 'journal_units', paid],
    ["'reimbursement'", 'credit', "'bank'", '-journal_reimbursement_units', paid],
    ["'reimbursement'", 'difference', "'fx_gain_loss'", 'journal_reimbursement_units - journal_units', paid],
]) %}
{%- endif %}

-- One row per line of the journal as the transactions are now, in minor units; a debit is positive. `line_reason`: why
-- its transaction can not be posted.
with amounts as (

    select
        amounts.*,
        case when amounts.ledger_event = 'card_refund' then -1 else 1 end as direction
    from {{ ref('int_navan__ledger_amounts') }} as amounts
    inner join {{ ref('int_navan__ledger_decisions') }} as decisions
        on amounts.source_relation = decisions.source_relation
        and amounts.record_source = decisions.record_source
        and amounts.transaction_id = decisions.transaction_id
    where decisions.reason is null

),

-- The expense is divided like the line items: each gets what is due up to it, less what is due before it.
weighted as (

    select
        amounts.source_relation,
        amounts.record_source,
        amounts.transaction_id,
        items.line_item_index,
        amounts.is_card_spending,
        amounts.direction,
        amounts.journal_expense_units,
        case when items.transaction_id is null then 1 else items.item_units end as weight,
        case when items.transaction_id is null then 1 else amounts.item_units end as whole,
        case when items.transaction_id is null then amounts.gl_code_number else items.gl_code_number end as gl_code_number,
        coalesce(items.department, amounts.department) as department,
        coalesce(items.cost_center, amounts.cost_center) as cost_center,
        coalesce(items.region, amounts.region) as region
    from amounts
    left join {{ ref('int_navan__ledger_items') }} as items
        on amounts.source_relation = items.source_relation
        and amounts.transaction_id = items.transaction_id
    where amounts.is_spending

),

cumulated as (

    select
        weighted.*,
        sum(weight) over (
            partition by source_relation, record_source, transaction_id
            order by line_item_index
            rows between unbounded preceding and current row
        ) as up_to
    from weighted

),

all_lines as (

    select
        source_relation,
        record_source,
        transaction_id,
        cast(null as {{ text }}) as other_event,
        cast('expense' as {{ text }}) as line_part,
        line_item_index,
        case
            {%- if var('navan_uncoded_card_spend') %}
            when gl_code_number is null and is_card_spending then cast('uncoded_card_spend' as {{ text }})
            {%- else %}
            when 1 = 0 then cast(null as {{ text }})
            {%- endif %}
            else cast('expense' as {{ text }})
        end as account_role,
        gl_code_number,
        direction * (
            {{ navan.proportion('journal_expense_units', 'up_to', 'whole') }}
            - {{ navan.proportion('journal_expense_units', 'up_to - weight', 'whole') }}
        ) as units,
        department,
        cost_center,
        region
    from cumulated
    {%- for event, part, role, units, condition in parts %}
    union all
    select
        source_relation,
        record_source,
        transaction_id,
        {% if event == 'ledger_event' %}cast(null as {{ text }}){% else %}cast({{ event }} as {{ text }}){% endif %} as other_event,
        cast('{{ part }}' as {{ text }}) as line_part,
        cast(null as {{ integer }}) as line_item_index,
        cast({{ role }} as {{ text }}) as account_role,
        cast(null as {{ text }}) as gl_code_number,
        {{ units }} as units,
        cast(null as {{ text }}) as department,
        cast(null as {{ text }}) as cost_center,
        cast(null as {{ text }}) as region
    from amounts
    where {{ condition }}
    {%- endfor %}
    {%- for part in ['debit', 'credit'] %}
    union all
    select
        source_relation,
        record_source,
        transaction_id,
        cast(null as {{ text }}) as other_event,
        cast('{{ part }}' as {{ text }}) as line_part,
        cast(null as {{ integer }}) as line_item_index,
        cast(case ledger_event
            {%- for event, both in roles.items() %}
            when '{{ event }}' then '{{ both[0 if part == 'debit' else 1] }}'
            {%- endfor %}
        end as {{ text }}) as account_role,
        cast(null as {{ text }}) as gl_code_number,
        {{ '' if part == 'debit' else '-' }}journal_units as units,
        cast(null as {{ text }}) as department,
        cast(null as {{ text }}) as cost_center,
        cast(null as {{ text }}) as region
    from amounts
    where not is_spending
    {%- endfor %}

),

described as (

    select
        lines.source_relation,
        lines.record_source,
        lines.transaction_id,
        coalesce(
            lines.other_event,
            case when amounts.ledger_event in ('dispute_open', 'dispute_won', 'dispute_lost') then 'dispute_credit' end,
            amounts.ledger_event
        ) as journal_event,
        lines.line_part,
        lines.line_item_index,
        lines.account_role,
        lines.gl_code_number,
        lines.units,
        lines.department,
        lines.cost_center,
        lines.region,
        amounts.legal_entity,
        amounts.card_program,
        amounts.statement_id,
        amounts.journal_currency,
        amounts.journal_digits,
        amounts.journal_exchange_rate,
        amounts.employee_id,
        amounts.vendor_name,
        -- Of the purchase itself only: other events may repeat what their purchase was.
        case
            when lines.other_event = 'reimbursement' then amounts.reimbursement_amount
            when amounts.ledger_event = 'reimbursement' then amounts.posted_amount
            when amounts.is_spending then amounts.original_amount
        end as original_amount,
        case
            when lines.other_event = 'reimbursement' then amounts.reimbursement_currency
            when amounts.ledger_event = 'reimbursement' then amounts.posted_currency
            when amounts.is_spending then amounts.original_currency
        end as original_currency,
        case when lines.line_part = 'tax' then amounts.tax_code end as tax_code,
        amounts.tax_account_code,
        case
            when lines.other_event = 'reimbursement' then amounts.reimbursement_date
            when amounts.ledger_event = 'out_of_pocket' then amounts.approved_date
            else amounts.posted_date
        end as document_date
    from all_lines as lines
    inner join amounts
        on lines.source_relation = amounts.source_relation
        and lines.record_source = amounts.record_source
        and lines.transaction_id = amounts.transaction_id
    where lines.units <> 0

),

-- A role's account is that of the programme in the legal entity, else of the programme, of the entity, of all.
role_accounts as (

    select
        used.account_role,
        used.legal_entity,
        used.card_program,
        roles.account_code,
        roles.account_type,
        roles.subledger_id,
        row_number() over (
            partition by used.account_role, used.legal_entity, used.card_program
            order by {{ navan.text_key('roles.card_program') }} desc, {{ navan.text_key('roles.legal_entity') }} desc
        ) as place
    from (select distinct account_role, legal_entity, card_program from described) as used
    inner join {{ ref('navan_account_roles') }} as roles
        on used.account_role = roles.account_role
        and {{ navan.text_key('roles.legal_entity') }} in ('', {{ navan.text_key('used.legal_entity') }})
        and {{ navan.text_key('roles.card_program') }} in ('', {{ navan.text_key('used.card_program') }})

),

-- Expense and tax are no roles of the seed.
accounted as (

    select
        described.*,
        coalesce(
            expenses.account_code,
            role_accounts.account_code,
            case when described.account_role = 'tax' then described.tax_account_code end
        ) as account_code,
        case
            when described.account_role = 'tax' then 'general_ledger'
            else coalesce(expenses.account_type, role_accounts.account_type)
        end as account_type,
        coalesce(expenses.subledger_id, role_accounts.subledger_id) as mapped_subledger_id
    from described
    left join {{ ref('navan_gl_accounts') }} as expenses
        on described.account_role = 'expense'
        and {{ navan.text_key('described.gl_code_number') }} = {{ navan.text_key('expenses.gl_code_number') }}
    left join role_accounts
        on described.account_role = role_accounts.account_role
        and described.legal_entity = role_accounts.legal_entity
        and described.card_program = role_accounts.card_program
        and role_accounts.place = 1

),

assigned as (

    select
        accounted.*,
        case
            when accounted.mapped_subledger_id = 'employee_id' then accounted.employee_id
            else accounted.mapped_subledger_id
        end as subledger_id,
        periods.period as document_period,
        periods.posting_day,
        periods.posting_period
    from accounted
    left join {{ ref('int_navan__ledger_periods') }} as periods
        on accounted.legal_entity = periods.legal_entity
        and accounted.document_date between periods.first_day and periods.last_day

)

select
    source_relation,
    record_source,
    transaction_id,
    journal_event,
    line_part,
    line_item_index,
    account_role,
    gl_code_number,
    account_code,
    account_type,
    subledger_id,
    units,
    legal_entity,
    card_program,
    statement_id,
    journal_currency,
    journal_digits,
    journal_exchange_rate,
    department,
    cost_center,
    region,
    employee_id,
    vendor_name,
    tax_code,
    original_amount,
    original_currency,
    document_date,
    case when document_date > posting_day then document_date else posting_day end as posting_date,
    posting_period,
    case
        when account_role = 'expense' and gl_code_number is null then 'no_gl_code'
        when account_role = 'expense' and account_code is null then 'unknown_gl_code'
        when account_code is null then 'unknown_account'
        when account_type <> 'general_ledger' and subledger_id is null then 'control_account_without_subledger'
        when document_period is null then 'unknown_period'
        when posting_day is null then 'no_open_period'
        when count(*) over (
            partition by source_relation, record_source, transaction_id, journal_event
        ) > {{ var('navan_journal_max_lines') }} then 'too_many_lines'
    end as line_reason
from assigned
