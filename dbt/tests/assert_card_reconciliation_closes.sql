{{ config(enabled=var('navan__using_transactions')) }}

-- Each statement's movements are in the journal, excepted or excluded; the lines of the card liability are what was posted.
select *
from {{ ref('navan__card_reconciliation') }}
where opening_amount + charge_amount + fee_amount - credit_amount - payment_amount <> closing_amount
    or posted_amount + excepted_amount + excluded_amount <> closing_amount - opening_amount
    or (journal_currency_code = currency_code and journal_amount <> posted_amount)
    or (journal_currency_code is null and posted_amount <> 0)
