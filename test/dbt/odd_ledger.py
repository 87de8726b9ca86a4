"""Transactions that the ledger can not post or has to leave out, each with the reason: usual ones, of which one thing is wrong."""

from __future__ import annotations

from typing import Any

from expected.records import Record, number

Odd = list[tuple[Record, str]]


def odd_transactions(transactions: list[Record]) -> Odd:
    bought = _usual(transactions, "card-transactions", "PURCHASE", "USD")
    paid = _usual(transactions, "manual-transactions", "EXPENSE", "EUR")
    item = {"amount": bought["posted_amount"], "currency": "USD", "gl_code_number": "06001", "legal_entity": bought["legal_entity"]}
    tax = {"tax_amount": "999999.00", "tax_code": "T00"}
    differences: list[tuple[Record, str, dict[str, Any]]] = [
        (bought, "unknown_type", {"transaction_type": "SURPRISE"}),
        (bought, "unknown_erp_sync_status", {"erp_sync_status": "MAYBE"}),
        (bought, "unknown_approval_status", {"approval_status": None}),
        (bought, "unknown_legal_entity", {"legal_entity": "Elsewhere Inc."}),
        (bought, "unknown_legal_entity", {"legal_entity": None}),
        (bought, "unknown_currency", {"posted_currency": "ZZZ"}),
        (bought, "unexpected_sign", {"posted_amount": "-12.00", "billable_entity_amount": "-12.00"}),
        (bought, "unexpected_sign", {"transaction_type": "REFUND"}),
        (bought, "two_amounts_in_entity_currency", {"posted_amount": "12.00"}),
        (bought, "unreadable_number", {"posted_amount": "12,00"}),
        (bought, "unreadable_number", {"fee": "free"}),
        (bought, "amount_does_not_fit_currency", {"posted_amount": "12.005"}),
        (bought, "amount_does_not_fit_currency", {"posted_amount": "99999999999999999.99"}),
        (bought, "amount_does_not_fit_currency", {"posted_currency": "JPY", "posted_amount": "12.50"}),
        (bought, "parts_exceed_amount", {"personal_amount": "999999.00"}),
        (bought, "parts_exceed_amount", {"personal_amount": "-1.00"}),
        (bought, "parts_exceed_amount", {"rejected_amount": "999999.00"}),
        (bought, "line_items_miss_amount", {"line_items": [item, {**item, "amount": "0.02"}]}),
        (bought, "line_item_without_amount", {"line_items": [item, {**item, "amount": None}]}),
        (bought, "line_item_without_amount", {"line_items": [{**item, "amount": "n/a"}]}),
        (bought, "line_item_in_other_currency", {"line_items": [{**item, "currency": "EUR"}]}),
        (bought, "intercompany", {"line_items": [{**item, "legal_entity": "Example Ltd"}]}),
        (bought, "no_gl_code", {"gl_code_number": None}),
        (bought, "no_gl_code", {"line_items": [{**item, "gl_code_number": None}]}),
        (bought, "unknown_gl_code", {"gl_code_number": "6001"}),
        (bought, "unknown_period", {"posted_date": "2027-03-01"}),
        (bought, "not_posted_yet", {"posted_amount": None}),
        (bought, "not_posted_yet", {"posted_date": None}),
        (bought, "before_start_date", {"posted_date": "2026-09-14"}),
        (bought, "nothing_to_post", {"posted_amount": "0.00", "billable_entity_amount": "0.00"}),
        (paid, "tax_exceeds_amount", {"tax_details": tax}),
        (paid, "tax_exceeds_amount", {"tax_details": {**tax, "tax_amount": "-1.00"}}),
        (paid, "no_date", {"last_approver_action_date": None}),
        (paid, "reimbursement_without_amount", {"reimbursement_amount": None}),
        (paid, "reimbursement_differs", {"reimbursement_amount": "0.01"}),
        (paid, "reimbursement_differs", {"reimbursement_currency": "USD", "reimbursement_exchange_rate": "0.01"}),
        (paid, "no_rate", {"reimbursement_currency": "USD", "reimbursement_exchange_rate": None}),
        (paid, "control_account_without_subledger", {"employee_id": None}),
        (paid, "expense_not_approved", {"approval_status": "pending"}),
        (paid, "expense_rejected", {"approval_status": " Rejected "}),
    ]
    return [
        ({**record, "statement_id": None, **fields, "id": f"00000000-0000-4000-8000-{number_:012}"}, reason)
        for number_, (record, reason, fields) in enumerate(differences)
    ]


def _usual(transactions: list[Record], source: str, type_: str, currency: str) -> Record:
    """One that is posted, of one currency, without parts, tax or line items; out of pocket: reimbursed."""

    def is_usual(t: Record) -> bool:
        currencies = {t["posted_currency"], t["original_currency"], t["billable_entity_currency"], t["reimbursement_currency"] or currency}
        return (
            (t["transaction_source"], t["transaction_type"], t["approval_status"]) == (source, type_, "APPROVED")
            and currencies == {currency}
            and not any(number(t, name) for name in ("personal_amount", "rejected_amount", "fx_fee_amount"))
            and not t["line_items"]
            and t["gl_code_number"] not in (None, "09999")
            and t["posted_date"] > "2026-10-01"
            and (source == "card-transactions" or (t["legal_entity"] == "Example GmbH" and t["reimbursement_amount"] is not None))
        )

    return next(t for t in transactions if is_usual(t))
