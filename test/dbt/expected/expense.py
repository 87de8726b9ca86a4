"""The expense mart. Definitions: dbt/DECISIONLOG.md."""

from __future__ import annotations

import re
from typing import Any

from . import records as r
from .records import Record, Rows
from .travel import kind

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
RECEIPTS = ("receipt", "e_receipt", "receipt_navan", "e_receipt_navan")


def booking_uuids(transaction: Record) -> list[str]:
    details = transaction.get("booking_details")
    named = r.text(details, "navan_booking_uuids") if isinstance(details, dict) else None
    return list(dict.fromkeys(one.lower() for one in UUID.findall(named or "")))


def report_lines(transactions: list[Record], bookings: list[Record], receipts: list[Record]) -> Rows:
    by_uuid = {b["uuid"]: b for b in bookings}
    with_receipt = {one["transaction_id"] for one in receipts}
    rows: Rows = {}
    for t in transactions:
        uuids = booking_uuids(t)
        booking = by_uuid.get(uuids[0]) if len(uuids) == 1 else None
        shared = {
            "transaction_source": r.text(t, "transaction_source"),
            "transaction_type": r.text(t, "transaction_type"),
            "transaction_date": r.day(t, "transaction_date"),
            "posted_date": r.day(t, "posted_date"),
            "legal_entity": r.text(t, "legal_entity"),
            "department": r.text(t, "department"),
            "employee_id": r.text(t, "employee_id"),
            "vendor_name": r.text(t, "vendor_name"),
            "policy": r.text(t, "policy"),
            "policy_category": r.text(t, "policy_category"),
            "is_flagged": t.get("flagged"),
            "flag_status": r.text(t, "flag_status"),
            "flag_reasons": r.text(t, "flag_reasons"),
            "is_personal": t.get("personal"),
            "approval_status": r.text(t, "approval_status"),
            "last_approver_action_date": r.day(t, "last_approver_action_date"),
            "erp_sync_status": r.text(t, "erp_sync_status"),
            "statement_id": r.text(t, "statement_id"),
            "has_receipt": t["id"] in with_receipt or any(r.text(t, name) for name in RECEIPTS),
            "booking_count": len(uuids),
            "booking_uuid": uuids[0] if len(uuids) == 1 else None,
            "booking_type": kind(booking) if booking else None,
            "booking_start_date": r.day(booking, "startDate") if booking else None,
            "booking_end_date": r.day(booking, "endDate") if booking else None,
        }
        for index, line in enumerate(_lines(t)):
            item = line.pop("line_item_index")
            rows[(t["id"], item)] = {**shared, **line, "difference_amount": _difference(t) if index == 0 else 0}
    return rows


def _items(t: Record) -> list[dict[str, Any]]:
    return r.listed(t, "line_items")


def _item_currency(t: Record, item: dict[str, Any]) -> str | None:
    return r.upper(item, "currency") or r.upper(t, "posted_currency")


def _lines(t: Record) -> list[dict[str, Any]]:
    if not _items(t):
        return [
            {
                "line_item_index": None,
                "line_kind": "transaction",
                "line_description": r.text(t, "transaction_description"),
                "line_amount": r.number(t, "posted_amount"),
                "line_currency": r.upper(t, "posted_currency"),
                "gl_code_number": r.text(t, "gl_code_number"),
                "gl_code_name": r.text(t, "gl_code_name"),
                "cost_center": r.text(t, "cost_center"),
            }
        ]
    return [
        {
            "line_item_index": index,
            "line_kind": "line_item",
            "line_description": r.text(item, "description"),
            "line_amount": r.number(item, "amount"),
            "line_currency": _item_currency(t, item),
            "gl_code_number": r.text(item, "gl_code_number"),
            "gl_code_name": r.text(item, "gl_code_name"),
            "cost_center": r.text(item, "cost_center"),
        }
        for index, item in enumerate(_items(t))
    ]


def _difference(t: Record):
    """What the line items miss of the posted amount. None if it isn't known."""
    if not _items(t):
        return 0
    posted = r.number(t, "posted_amount")
    amounts = [r.number(item, "amount") for item in _items(t)]
    currencies = {_item_currency(t, item) for item in _items(t)}
    if posted is None or None in amounts or None in currencies or currencies != {r.upper(t, "posted_currency")}:
        return None
    return posted - (r.total(amounts) or 0)
