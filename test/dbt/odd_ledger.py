"""Usual transactions of which one thing is odd, with the reason why the ledger can not post them or has to leave them out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from expected.records import Record, number

# None: posted.
Odd = list[tuple[Record, str | None]]


def odd_transactions(transactions: list[Record]) -> Odd:
    bought = _usual(transactions, "card-transactions", "PURCHASE", "USD")
    paid = _usual(transactions, "manual-transactions", "EXPENSE", "EUR")
    item = {"amount": bought["posted_amount"], "currency": "USD", "gl_code_number": "06001", "legal_entity": bought["legal_entity"]}
    tax = {"tax_amount": "999999.00", "tax_code": "T00"}
    unpaid = {**paid, **dict.fromkeys(("reimbursement_amount", "reimbursement_currency", "reimbursement_date", "reimbursement_exchange_rate"))}
    amount = paid["posted_amount"]
    unposted = {"posted_date": None, "posted_date_time": None}
    lost = {**bought, "transaction_source": "disputes", "transaction_type": "PROVISIONAL_CREDIT", "activity_type": "DISPUTE_LOST", **_amount("-77.77")}
    reversed_ = {**lost, "transaction_type": "CREDIT_REVERSAL", "activity_type": None, **_amount("77.77"), "posted_date": "2026-11-02"}
    differences: list[tuple[Record, str | None, dict[str, Any]]] = [
        (bought, "no_id", {"id": None}),
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
        (bought, "nothing_to_post", {"posted_amount": "0.00", "billable_entity_amount": "0.00", "posted_currency": "EUR"}),
        (bought, "no_amount_in_entity_currency", {"posted_amount": "0.00", "posted_currency": "EUR"}),
        (bought, "zero_in_entity_currency", {"posted_currency": "EUR", "billable_entity_amount": "0.00"}),
        (paid, "zero_in_entity_currency", {"posted_currency": "JPY", "posted_amount": "1000", "billable_entity_amount": "0.01", "rejected_amount": "999", "tax_details": None}),
        (bought, "line_item_without_amount", {"line_items": ["12.00", "13.00"]}),
        (bought, "unreadable_line_items", {"line_items": item}),
        (bought, "unreadable_line_items", {"line_items": [None]}),
        (bought, "unreadable_line_items", {"line_items": '"two items"'}),
        (bought, None, {"line_items": '""'}),
        (bought, None, {"line_items": {}}),
        (bought, None, {"tax_details": {"tax_amount": "1,00", "tax_code": "T00"}}),
        (paid, "unreadable_tax", {"tax_details": {"tax_amount": "1,00", "tax_code": "T00"}}),
        (paid, "unreadable_tax", {"tax_details": {"rate": "21"}}),
        (paid, "unreadable_tax", {"tax_details": {"tax_amount": "1.00", "tax_code": None}}),
        (paid, "unreadable_tax", {"tax_details": [{"tax_amount": "1.00", "tax_code": "T00"}]}),
        (paid, "unreadable_tax", {"tax_details": '"21 %"'}),
        (paid, None, {"tax_details": {}}),
        (paid, None, {"tax_details": '""'}),
        (paid, None, {"tax_details": {"tax_amount": "0.00", "tax_code": None}}),
        (paid, "tax_exceeds_amount", {"tax_details": {**tax, "tax_code": "T01", "tax_amount": str(Decimal(amount) + 1)}}),
        (paid, "tax_exceeds_amount", {"tax_details": tax}),
        (paid, "tax_exceeds_amount", {"tax_details": {**tax, "tax_amount": "-1.00"}}),
        (paid, "no_date", {"last_approver_action_date": None}),
        (paid, "reimbursement_without_amount", {"reimbursement_amount": None}),
        (paid, "reimbursement_differs", {"reimbursement_amount": "0.01"}),
        (paid, "reimbursement_differs", {"reimbursement_currency": "USD", "reimbursement_exchange_rate": "0.01"}),
        (paid, "no_rate", {"reimbursement_currency": "USD", "reimbursement_exchange_rate": None}),
        (paid, "control_account_without_subledger", {"employee_id": None}),
        (paid, "reimbursed_without_approval", {"approval_status": "PENDING"}),
        (paid, "reimbursed_without_approval", {"approval_status": "PENDING", "reimbursement_date": None}),
        (paid, "reimbursed_without_approval", {"approval_status": "PENDING", "reimbursement_amount": None}),
        (paid, "reimbursed_without_approval", {"approval_status": "PENDING", **unposted}),
        (paid, "reimbursed_without_approval", {"approval_status": "REJECTED"}),
        (paid, "reimbursed_without_expense", {"personal_amount": amount}),
        (paid, "reimbursed_without_expense", {"rejected_amount": amount}),
        (paid, "reimbursed_without_expense", {"posted_amount": None}),
        (paid, "reimbursed_without_expense", {"posted_amount": "0.00", "billable_entity_amount": "0.00"}),
        (paid, "before_start_date", {"personal_amount": amount, "posted_date": "2026-09-14"}),
        (unpaid, "nothing_to_post", {"personal_amount": amount}),
        (unpaid, "nothing_to_post", {"personal_amount": amount, "reimbursement_amount": "0.00"}),
        (unpaid, "expense_not_approved", {"approval_status": "pending"}),
        (unpaid, "expense_rejected", {"approval_status": " Rejected "}),
        (unpaid, None, unposted),
        (paid, None, unposted),
        (unpaid, "before_start_date", {**unposted, "last_approver_action_date": "2026-09-14"}),
        (unpaid, "no_date", {**unposted, "last_approver_action_date": None}),
        (unpaid, "not_posted_yet", {**unposted, "approval_status": "PENDING"}),
        (unpaid, "not_posted_yet", {**unposted, "approval_status": "PENDING", "last_approver_action_date": "2026-09-14"}),
        (unpaid, "not_posted_yet", {**unposted, "posted_amount": None}),
        (unpaid, "expense_rejected", {**unposted, "approval_status": "REJECTED"}),
        (unpaid, "unknown_approval_status", {**unposted, "approval_status": "MAYBE"}),
        (lost, None, {"posted_date": "2026-10-12"}),
        (lost, None, {"posted_date": "2026-10-10"}),
        (reversed_, None, {}),
        (reversed_, None, _amount("88.88")),
        (lost, "before_start_date", {**_amount("-99.99"), "posted_date": "2026-09-10"}),
        (reversed_, None, _amount("99.99")),
    ]
    return [
        ({**record, "statement_id": None, "id": f"00000000-0000-4000-8000-{number_:012}", **fields}, reason)
        for number_, (record, reason, fields) in enumerate(differences)
    ]


def _amount(amount: str) -> dict[str, str]:
    return {"posted_amount": amount, "billable_entity_amount": amount}


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
