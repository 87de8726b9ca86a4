"""The marts with their keys, and how a table differs from what it has to hold."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from . import expense, travel
from .records import Record, Rows

KEYS = {
    "navan__trips": ("trip_uuid",),
    "navan__travel_spend": ("booked_month", "travel_month", "booking_type", "department", "currency"),
    "navan__policy_compliance": ("booked_month", "booking_type", "currency"),
    "navan__advance_booking": ("booked_month", "route_kind"),
    "navan__savings": ("booked_month", "booking_type", "currency"),
    "navan__routes": ("booking_type", "first_place", "second_place", "currency"),
    "navan__hotel_nights": ("travel_month",),
    "navan__carbon": ("travel_month", "booking_type"),
    "navan__unused_credits": ("booking_uuid",),
    "navan__expense_report_lines": ("transaction_id", "line_item_index"),
}


def expected_marts(bookings: list[Record], transactions: list[Record], receipts: list[Record]) -> dict[str, Rows]:
    return {
        "navan__trips": travel.trips(bookings),
        "navan__travel_spend": travel.travel_spend(bookings),
        "navan__policy_compliance": travel.policy_compliance(bookings),
        "navan__advance_booking": travel.advance_booking(bookings),
        "navan__savings": travel.savings(bookings),
        "navan__routes": travel.routes(bookings),
        "navan__hotel_nights": travel.hotel_nights(bookings),
        "navan__carbon": travel.carbon(bookings),
        "navan__unused_credits": travel.unused_credits(bookings),
        "navan__expense_report_lines": expense.report_lines(transactions, bookings, receipts),
    }


def differences(mart: str, found: list[dict[str, Any]], wanted: Rows) -> list[str]:
    """All rows and values that differ. Decimals have to be equal in all of their digits, and none may be a float."""
    by_key = {tuple(row[name] for name in KEYS[mart]): row for row in found}
    problems = [] if len(by_key) == len(found) else [f"{mart}: {len(found)} rows have {len(by_key)} keys"]
    problems += [f"{mart} {key}: missing" for key in wanted.keys() - by_key.keys()]
    problems += [f"{mart} {key}: not expected" for key in by_key.keys() - wanted.keys()]
    for key in wanted.keys() & by_key.keys():
        row = by_key[key]
        problems += [
            f"{mart} {key} {name}: {row[name]!r}, expected {value!r}"
            for name, value in wanted[key].items()
            if isinstance(row[name], float) or _comparable(row[name]) != _comparable(value)
        ]
    return sorted(problems)


def unproven_columns(mart: str, found: list[dict[str, Any]], wanted: Rows) -> set[str]:
    """Columns for which nothing is expected."""
    proven = {name for row in wanted.values() for name in row} | set(KEYS[mart])
    return {name for row in found for name in row} - proven


def _comparable(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=timezone.utc)
    return value
