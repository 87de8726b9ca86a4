"""The API's records, and the marts that they have to give."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode
from urllib.request import urlopen

from conftest import NOW
from expected.marts import expected_marts
from expected.records import Record, Rows, parse
from simulator import EXPENSE_TYPES, Simulator


def now() -> datetime:
    return datetime.fromisoformat(NOW.replace("Z", "+00:00"))


def truth(simulator: Simulator, stream: str) -> list[Record]:
    if stream != "transactions":
        return _records(simulator, stream=stream)
    return [
        {**record, "transaction_source": name} for name in EXPENSE_TYPES for record in _records(simulator, stream=stream, type=name)
    ]


def wanted_marts(simulator: Simulator, lacking: tuple[str, ...] = ()) -> dict[str, Rows]:
    """`lacking`: fields that no record has."""
    bookings, transactions = (
        [{name: value for name, value in record.items() if name not in lacking} for record in truth(simulator, stream)]
        for stream in ("bookings", "transactions")
    )
    return expected_marts(bookings, transactions, _receipts(simulator))


def _receipts(simulator: Simulator) -> list[Record]:
    """The stream reads them by day, from that of a week ago on."""
    week = now() - timedelta(days=7)
    return _records(simulator, stream="transaction_receipts", **{"from": week.strftime("%Y-%m-%dT00:00:00Z")})


def _records(simulator: Simulator, **parameters: str) -> list[Record]:
    with urlopen(f"{simulator.url}/_control/truth?{urlencode(parameters)}") as answer:
        return [parse(line) for line in answer.read().decode().split("\n") if line]
