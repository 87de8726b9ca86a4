"""Every number of the travel and expense marts equals what the API's records give, also after changes and a second sync."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from conftest import COMPANY, NOW, SIMULATOR
from destinations import AirbyteOnPostgres, sync_duckdb
from expected import records as r
from expected.marts import KEYS, differences, expected_marts, unproven_columns
from expected.records import Record, Rows
from odd_bookings import ODD_BOOKINGS
from odd_transactions import odd_transactions
from postgres import Postgres
from simulator import EXPENSE_TYPES, Simulator, running_simulator
from warehouses import Warehouse

SCHEMA, BUILT = "odd_navan", "odd_analytics"
# What dbt's own tests prove, and the connection, of which there is one.
KEY_COLUMNS = {
    "source_relation", "trip_id", "travel_spend_id", "policy_compliance_id", "advance_booking_id", "savings_id",
    "route_id", "hotel_nights_id", "carbon_id", "unused_credit_id", "expense_report_line_id",
}  # fmt: skip


@dataclass
class OddCompany:
    """`wanted`: what the marts have to hold after the last build."""

    simulator: Simulator
    warehouses: dict[str, Warehouse]
    airbyte: AirbyteOnPostgres
    wanted: dict[str, Rows]

    def sync_and_build(self) -> None:
        sync_duckdb(self.simulator, self.warehouses["duckdb"], SCHEMA)
        self.airbyte.sync()
        for warehouse in self.warehouses.values():
            warehouse.build(schema=BUILT)
        self.wanted = expected_marts(*_truth(self.simulator))

    def differences(self, warehouse: str, mart: str) -> list[str]:
        return differences(mart, self.warehouses[warehouse].table(mart, BUILT), self.wanted[mart])


@pytest.fixture(scope="module")
def odd_company(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[OddCompany]:
    variables = {"navan_schema": SCHEMA}
    with running_simulator(SIMULATOR, COMPANY) as simulator:
        simulator.control("insert", {"stream": "bookings", "records": ODD_BOOKINGS})
        simulator.control("insert", {"stream": "transactions", "records": odd_transactions(NOW)})
        made = OddCompany(
            simulator,
            {
                "duckdb": Warehouse("duckdb", tmp_path_factory.mktemp("duckdb"), variables=variables),
                "postgres": Warehouse("postgres", tmp_path_factory.mktemp("postgres"), postgres, variables),
            },
            AirbyteOnPostgres(simulator, postgres, SCHEMA),
            {},
        )
        made.sync_and_build()
        yield made


@pytest.fixture(scope="module")
def changed_company(odd_company: OddCompany) -> OddCompany:
    """After changes that move bookings and transactions from one row of a mart to another, and a second sync."""
    # Of months that every sync reads; older ones are read once a day.
    recent = (datetime.fromisoformat(NOW.replace("Z", "+00:00")) - timedelta(days=85)).isoformat()

    def change(stream: str, count: int, **fields: object) -> None:
        which = {"from": recent, "count": count}
        changed = odd_company.simulator.control("change", {"stream": stream, "which": which, "fields": fields})
        assert len(changed["ids"]) == count

    change("bookings", 12, bookingStatus="CANCELED", maxCancellationLoss=0)
    change("bookings", 7, bookingStatus="CONFIRMED", cancelledAt=None)
    change("bookings", 9, currency="JPY", savingMissed=12.5, grandTotal=54321)
    change("bookings", 11, departments=["A", "B", "C"], outOfPolicy=None)
    change("bookings", 8, startDate="2026-12-30", endDate="2027-01-02")
    change("transactions", 25, approval_status="REJECTED", posted_amount="0.01")
    change("transactions", 14, line_items=[])
    odd_company.sync_and_build()
    return odd_company


@pytest.mark.parametrize("mart", KEYS)
@pytest.mark.parametrize("warehouse", ["duckdb", "postgres"])
def test_each_number_is_that_of_the_records(odd_company: OddCompany, warehouse: str, mart: str) -> None:
    assert odd_company.differences(warehouse, mart) == []


@pytest.mark.parametrize("mart", KEYS)
def test_each_column_is_expected(odd_company: OddCompany, mart: str) -> None:
    found = odd_company.warehouses["duckdb"].table(mart, BUILT)
    assert unproven_columns(mart, found, odd_company.wanted[mart]) - KEY_COLUMNS == set()


def test_each_mart_has_something_to_prove(odd_company: OddCompany) -> None:
    """A column that is always null or 0 would be equal whatever the model does."""
    empty = [
        f"{mart} {name}"
        for mart, rows in odd_company.wanted.items()
        for name in {name for row in rows.values() for name in row}
        if not any(row[name] for row in rows.values())
    ]
    assert empty == []


@pytest.mark.parametrize("mart", KEYS)
@pytest.mark.parametrize("warehouse", ["duckdb", "postgres"])
def test_each_number_is_that_of_the_records_after_changes(
    changed_company: OddCompany, warehouse: str, mart: str
) -> None:
    assert changed_company.differences(warehouse, mart) == []


def _truth(simulator: Simulator) -> tuple[list[Record], list[Record], list[Record]]:
    transactions = [
        {**record, "transaction_source": name}
        for name in EXPENSE_TYPES
        for record in _records(simulator, stream="transactions", type=name)
    ]
    # The stream reads receipts by day, from that of a week ago on.
    week = datetime.fromisoformat(NOW.replace("Z", "+00:00")) - timedelta(days=7)
    receipts = _records(simulator, stream="transaction_receipts", **{"from": week.strftime("%Y-%m-%dT00:00:00Z")})
    return _records(simulator, stream="bookings"), transactions, receipts


def _records(simulator: Simulator, **parameters: str) -> list[Record]:
    with urlopen(f"{simulator.url}/_control/truth?{urlencode(parameters)}") as answer:
        return [r.parse(line) for line in answer.read().decode().split("\n") if line]
