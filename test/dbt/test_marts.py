"""Every number of the travel and expense marts equals what the API's records give, also after changes and a second sync."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from company import Company
from conftest import COMPANY, SIMULATOR
from destinations import sync_duckdb
from expected.marts import KEYS, differences, unproven_columns
from expected.records import Rows
from expected.travel import carbon
from simulator import running_simulator
from truth import now, truth, wanted_marts
from warehouses import Warehouse

OTHER_ANSWERS = ["--cancelled-total", "null", "--exchanges", "kept", "--empty-fields", "null", "--carbon-unit", "grams"]
OTHER_ANSWERS += ["--fx-fee", "inside", "--payouts", "rows", "--positive-credits", '["REFUND"]', "--seed", "3", "--bookings", "200"]
# What dbt's own tests prove, and the connection, of which there is one.
KEY_COLUMNS = {
    "source_relation", "trip_id", "travel_spend_id", "policy_compliance_id", "advance_booking_id", "savings_id",
    "route_id", "hotel_nights_id", "carbon_id", "unused_credit_id", "expense_report_line_id",
}  # fmt: skip


@pytest.fixture(scope="module")
def wanted(company: Company) -> dict[str, Rows]:
    """What the marts have to hold before the changes."""
    return wanted_marts(company.simulator)


@pytest.fixture(scope="module")
def wanted_after_changes(company: Company, wanted: dict[str, Rows]) -> dict[str, Rows]:
    """After changes that move bookings and transactions from one row of a mart to another, and a second sync."""
    # Of months that every sync reads; older ones are read once a day.
    recent = (now() - timedelta(days=85)).isoformat()

    def change(stream: str, count: int, **fields: object) -> None:
        which = {"from": recent, "count": count}
        changed = company.simulator.control("change", {"stream": stream, "which": which, "fields": fields})
        assert len(changed["ids"]) == count

    change("bookings", 12, bookingStatus="CANCELED", maxCancellationLoss=0)
    change("bookings", 7, bookingStatus="CONFIRMED", cancelledAt=None)
    change("bookings", 9, currency="JPY", savingMissed=12.5, grandTotal=54321)
    change("bookings", 11, departments=["A", "B", "C"], outOfPolicy=None)
    change("bookings", 8, startDate="2026-12-30", endDate="2027-01-02")
    change("bookings", 13, credit={"creditAvailable": 77.25, "creditAvailableUsd": 80})
    change("transactions", 25, approval_status="REJECTED", posted_amount="0.01")
    change("transactions", 14, line_items=[])
    company.sync()
    company.build()
    changed = wanted_marts(company.simulator)
    assert [mart for mart in KEYS if changed[mart] == wanted[mart]] == []
    return changed


@pytest.mark.parametrize("mart", KEYS)
def test_each_number_is_that_of_the_records(warehouse: Warehouse, wanted: dict[str, Rows], mart: str) -> None:
    assert differences(mart, warehouse.table(mart), wanted[mart]) == []


@pytest.mark.parametrize("mart", KEYS)
def test_each_column_is_expected(company: Company, wanted: dict[str, Rows], mart: str) -> None:
    found = company.warehouses["duckdb"].table(mart)
    assert unproven_columns(mart, found, wanted[mart]) - KEY_COLUMNS == set()


def test_each_column_has_something_to_prove(wanted: dict[str, Rows]) -> None:
    """A column that is always null or 0 would be equal whatever the model does."""
    empty = [
        f"{mart} {name}"
        for mart, rows in wanted.items()
        for name in {name for row in rows.values() for name in row}
        if not any(row[name] for row in rows.values())
    ]
    assert empty == []


@pytest.mark.parametrize("mart", KEYS)
def test_each_number_is_that_of_the_records_after_changes(
    warehouse: Warehouse, wanted_after_changes: dict[str, Rows], mart: str
) -> None:
    assert differences(mart, warehouse.table(mart), wanted_after_changes[mart]) == []


def test_each_number_if_the_open_questions_have_other_answers(tmp_path: Path) -> None:
    """Cancelled bookings without a total, exchanges that leave the old ticket live, nulls, emissions in grams."""
    duckdb = Warehouse("duckdb", tmp_path, variables={"navan_carbon_unit": "grams"})
    with running_simulator(SIMULATOR, [*COMPANY, *OTHER_ANSWERS]) as simulator:
        sync_duckdb(simulator, duckdb)
        result = duckdb.dbt("run", "--select", *(f"+{mart}" for mart in KEYS))
        assert result.code == 0, result.output
        wanted = {**wanted_marts(simulator), "navan__carbon": carbon(truth(simulator, "bookings"), "grams")}
    assert [each for mart in KEYS for each in differences(mart, duckdb.table(mart), wanted[mart])] == []


def test_an_unknown_unit_of_emissions_is_refused(company: Company) -> None:
    duckdb = company.warehouses["duckdb"]
    result = duckdb.dbt("run", "--select", "navan__carbon", variables={"navan_carbon_unit": "pounds"})
    assert result.code != 0
    assert "navan_carbon_unit is 'pounds'. It takes 'tons', 'kilograms' or 'grams'" in result.output

