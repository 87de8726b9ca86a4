"""Transactions as real data has them: line items that are missing, unreadable or of another currency, several bookings."""

from __future__ import annotations

from typing import Any

Transaction = dict[str, Any]
FIRST = "00000000-0000-4000-8000-000000000001"
SECOND = "00000000-0000-4000-8000-000000000051"
UNKNOWN = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def odd_transactions(modified: str) -> list[Transaction]:
    """`modified`: the time of their last change, recent enough for the API to show them."""

    def transaction(name: str, **fields: Any) -> Transaction:
        usual = {
            "id": f"00000000-0000-4000-9000-{name:0>12}",
            "modified_timestamp": modified,
            "transaction_type": "PURCHASE",
            "posted_amount": "50.00",
            "posted_currency": "EUR",
            "posted_date": modified[:10],
            "gl_code_number": "0650979706",
            "gl_code_name": "Repräsentation",
            "transaction_description": "Dinner 美咲",
            "line_items": [],
            "policy": "Meals",
            "flagged": False,
        }
        return {key: value for key, value in {**usual, **fields}.items() if value is not ...}

    def items(*amounts: Any, **fields: Any) -> list[dict[str, Any]]:
        return [{"amount": amount, "gl_code_number": f"0{number}", **fields} for number, amount in enumerate(amounts)]

    def booked(uuids: str | None) -> dict[str, Any]:
        return {"booking_details": {"navan_booking_uuids": uuids, "trip_uuid": "trip-odd-1"}}

    return [
        transaction("1", line_items=items("20.00", "30.00")),
        transaction("19", line_items=[*items("50.00", cost_center="CC-1"), *items("0.00")], cost_center="CC-2"),
        transaction("2", line_items=items("20.00", "29.99")),
        transaction("3", line_items=items("20.00", None)),
        transaction("4", line_items=items("20.00", "n/a")),
        transaction("5", line_items=items("20.00", "30.00", currency="USD")),
        transaction("6", line_items=items("20.00", "30.00", currency="eur")),
        transaction("7", line_items=[*items("20.00", currency="EUR"), *items("30.00", currency="GBP")]),
        transaction("8", line_items=None, posted_amount=None, posted_date=None),
        transaction("9", line_items=..., posted_amount=""),
        transaction("10", line_items=items("-20.00", "-30.00"), posted_amount="-50.00", transaction_type="REFUND"),
        transaction("11", line_items=items("1.005", "1.000"), posted_amount="2.005", posted_currency="kwd"),
        transaction("12", line_items=items("20", "30"), posted_amount=None),
        transaction("13", line_items=items("20.00", "30.00"), posted_currency=None),
        transaction("14", line_items=items("0.00"), posted_amount="0.00"),
        transaction("15", posted_amount="99999999999999999.99"),
        transaction("16", policy="", flagged=None, flag_reasons="", approval_status="", personal=True),
        transaction("17", receipt="https://receipts.example.com/1", e_receipt=""),
        transaction("18", receipt_navan="", e_receipt_navan="https://receipts.example.com/2"),
        transaction("21", **booked(FIRST)),
        transaction("22", **booked(FIRST.upper())),
        transaction("23", **booked(f"{FIRST}, {SECOND}")),
        transaction("24", **booked(f"{FIRST};{FIRST}")),
        transaction("25", **booked(UNKNOWN)),
        transaction("26", **booked("")),
        transaction("27", **booked(None)),
        transaction("28", booking_details=None, line_items=items("50.00")),
    ]
