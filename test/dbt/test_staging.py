"""Staging tables hold what the API has, value by value, in both warehouses."""

from __future__ import annotations

from decimal import Decimal

from company import Company
from warehouses import Warehouse

KEYS = {"bookings": ("uuid", "booking_uuid"), "transactions": ("id", "transaction_id"), "users": ("id", "user_id")}


def test_each_record_is_one_row(company: Company, warehouse: Warehouse) -> None:
    for stream, (field, key) in KEYS.items():
        found = [row[key] for row in warehouse.table(f"stg_navan__{stream}")]
        assert sorted(found) == sorted(record[field] for record in company.simulator.truth(stream))


def test_both_warehouses_have_the_same_rows(company: Company) -> None:
    ignored = {"_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_generation_id", "_airbyte_meta"}
    tables = {
        name: [row["table_name"] for row in each.rows("select table_name from information_schema.tables where table_schema = 'analytics'")]
        for name, each in company.warehouses.items()
    }
    assert sorted(tables["duckdb"]) == sorted(tables["postgres"])
