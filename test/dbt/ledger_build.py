"""The ledger's models, built on the records of a simulator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

import warehouses
from expected.ledger import Ledger, Outcome, Settings
from expected.records import Record
from ledger_company import Seeds, load, package_with
from warehouses import Result, Row, Warehouse

# Apart from those of the other tests, which share a PostgreSQL.
SOURCE, TARGET = "ledger_source", "ledger"
WITHOUT = {f"navan__using_{stream}": False for stream in ("bookings", "users", "sync_health", "transaction_receipts")}
SELECTED = ("--select", "path:seeds", "+path:models/marts/ledger", "--exclude", "test_type:generic", "--indirect-selection", "cautious")
Records = tuple[list[Record], list[Record]]


@dataclass(frozen=True)
class Scenario:
    """Switches of the simulator, seeds, and variables of the package."""

    switches: dict[str, Any]
    seeds: Seeds
    settings: Settings


@contextmanager
def seeded(warehouse: Warehouse, seeds: Seeds) -> Iterator[None]:
    """Runs dbt on a package with these seeds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouses, "PACKAGE", package_with(seeds, warehouse.folder / "package"))
        yield


def build(warehouse: Warehouse, scenario: Scenario, records: Records, *arguments: str, **variables: Any) -> Result:
    load(warehouse, SOURCE, *records)
    with seeded(warehouse, scenario.seeds):
        settings = {**WITHOUT, **scenario.settings.variables(), "navan_schema": SOURCE, **variables}
        return warehouse.build(*SELECTED, *arguments, variables=settings, schema=TARGET)


def table(warehouse: Warehouse, model: str) -> list[Row]:
    return warehouse.table(model, TARGET)


def outcomes(scenario: Scenario, records: Records) -> dict[tuple[str, str], Outcome]:
    """By kind of record and id."""
    ledger = Ledger(scenario.seeds, scenario.settings)
    transactions, payments = records
    payments = [{**record, "transaction_source": "statement-payments"} for record in payments]
    return {key_of(record): ledger.outcome(record) for record in transactions + payments}


def key_of(record: Record) -> tuple[str, str]:
    """Without the list that a transaction is in, because transactions move."""
    kind = "statement-payments" if record["transaction_source"] == "statement-payments" else "transactions"
    return kind, record["id"]
