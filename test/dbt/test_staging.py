"""Staging models hold what the API has, value by value, in both warehouses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from company import Company
from comparable import LINKS, comparable
from expected.staging import columns, expected_row
from truth import truth
from warehouses import Warehouse

KEYS = {"bookings": "booking_uuid", "transactions": "transaction_id", "users": "user_id", "statement_payments": "statement_payment_id"}
# Whose rows have other figures in every sync.
# Hashes are of each warehouse's own texts of numbers.
OWN_FIGURES = {"stg_navan__sync_health", "navan__sync_status", "navan__row_counts", "int_navan__ledger_fingerprints"}


@pytest.mark.parametrize("stream", KEYS)
def test_each_value_is_that_of_the_api(company: Company, warehouse: Warehouse, stream: str) -> None:
    key, listed = KEYS[stream], [column for column in columns(stream) if column["alias"] not in LINKS]
    wanted = {row[key]: row for row in (expected_row(record, listed) for record in truth(company.simulator, stream))}
    found = {row[key]: row for row in warehouse.table(f"stg_navan__{stream}")}
    assert found.keys() == wanted.keys()
    assert len(wanted) > 10
    differences = [
        f"{id_} {name}: {found[id_][name]!r}, expected {value!r}"
        for id_, row in wanted.items()
        for name, value in row.items()
        if found[id_][name] != value
    ]
    assert differences == []


@pytest.mark.parametrize("stream", ["bookings", "transactions"])
def test_json_stays_as_the_api_sends_it(company: Company, warehouse: Warehouse, stream: str) -> None:
    fields = {"bookings": ["passengers", "segments", "customFields", "etickets"], "transactions": ["line_items", "custom_field_values"]}[stream]
    aliases = {column["name"]: column["alias"] for column in columns(stream) if column.get("name") in fields and column["type"] == "json"}
    found = {row[KEYS[stream]]: row for row in warehouse.table(f"stg_navan__{stream}")}
    id_ = "uuid" if stream == "bookings" else "id"
    for record in company.simulator.truth(stream):
        for field, alias in aliases.items():
            assert _json(found[record[id_]][alias]) == record.get(field)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def test_both_warehouses_have_the_same_rows_in_every_model(company: Company) -> None:
    names = {name: _models(each) for name, each in company.warehouses.items()}
    assert names["duckdb"] == names["postgres"]
    different = {
        name: sorted(_rows(company, "duckdb", name) ^ _rows(company, "postgres", name))[:2]
        for name in sorted(names["duckdb"] - OWN_FIGURES)
    }
    assert "\n".join(f"{name}: {row}" for name, rows in different.items() for row in rows) == ""


def _models(warehouse: Warehouse) -> set[str]:
    sql = "select table_name from information_schema.tables where table_schema = 'analytics'"
    return {row["table_name"] for row in warehouse.rows(sql)}


def _rows(company: Company, warehouse: str, name: str) -> set[str]:
    return {comparable(row) for row in company.warehouses[warehouse].table(name)}
