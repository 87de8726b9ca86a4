"""A card charge with tax, an FX fee and a personal part, under each answer to what `posted_amount` includes, worked out by hand."""

from __future__ import annotations

from expected.ledger import Settings
from expected.records import Record

Lines = list[tuple[str, str]]


def charge_with_parts(settings: Settings) -> Record:
    """Bought for EUR 121.00, of which 21.00 are tax; the FX fee is 3.00."""
    amount = "124.00" if settings.fx_fees == "inside" else "121.00"
    return {
        "id": "parts", "transaction_source": "card-transactions", "transaction_type": "PURCHASE", "activity_type": None, "_type": "TRANSACTION",
        "legal_entity": "Example GmbH", "card_program_name": "DE corporate cards", "statement_id": None, "cardholder": None,
        "posted_date": "2026-10-15", "posted_amount": amount, "posted_currency": "EUR", "original_amount": "121.00", "original_currency": "EUR",
        "exchange_rate": "1.0", "billable_entity_amount": amount, "billable_entity_currency": "EUR", "personal_amount": "60.50", "rejected_amount": "0.00",
        "fx_fee_amount": "3.00", "tax_details": {"tax_amount": "21.00", "tax_code": "T00"}, "line_items": [], "gl_code_number": "06001",
        "cost_center": "CC-1", "approval_status": "APPROVED", "erp_sync_status": None, "last_approver_action_date": "2026-10-20", "employee_id": "E1",
        "vendor_name": "Grand Hotel", "reimbursement_date": None, "modified_timestamp": "2026-10-21T00:00:00Z",
    }  # fmt: skip


def charge_lines(is_personal_excluded: bool, fx_fees: str) -> Lines:
    """Half of what was posted is business, or all of it: so is the tax."""
    lines = {
        (False, "rows"): [("expense", "50"), ("tax", "10.50"), ("personal", "60.50"), ("control", "-121")],
        (False, "inside"): [("expense", "50"), ("tax", "10.50"), ("personal", "60.50"), ("fee", "3"), ("control", "-124")],
        (True, "inside"): [("expense", "100"), ("tax", "21"), ("personal", "60.50"), ("fee", "3"), ("control", "-184.50")],
        (True, "added"): [("expense", "100"), ("tax", "21"), ("personal", "60.50"), ("control", "-181.50"), ("debit", "3"), ("control", "-3")],
    }
    return lines[is_personal_excluded, fx_fees]
