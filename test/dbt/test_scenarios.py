"""Sets of variables, and tables as other destinations and other connections have them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from company import Company
from expected.marts import KEYS, differences
from expected.records import Rows
from truth import wanted_marts
from warehouses import Warehouse

EXPENSE = ("transactions", "transaction_receipts", "statement_payments")
LINES = "navan__expense_report_lines"
LACKING = ("carbonEmissions", "statement_id")


def without(*streams: str) -> dict[str, bool]:
    return {f"navan__using_{stream}": False for stream in streams}


@pytest.fixture
def copy(company: Company, tmp_path: Path) -> Warehouse:
    """The company's DuckDB without its models."""
    made = Warehouse("duckdb", tmp_path)
    shutil.copy(company.warehouses["duckdb"].path, made.path)
    made.execute("drop schema analytics cascade")
    return made


def models(warehouse: Warehouse, schema: str = "analytics") -> set[str]:
    return {row["table_name"] for row in warehouse.rows(f"select table_name from information_schema.tables where table_schema = '{schema}'")}


def problems(warehouse: Warehouse, wanted: dict[str, Rows], source_relation: str = "navan") -> list[str]:
    """Of all marts."""
    return [
        each
        for mart, rows in wanted.items()
        for each in differences(mart, [row for row in warehouse.table(mart) if row["source_relation"] == source_relation], rows)
    ]


def drop(warehouse: Warehouse, *streams: str) -> None:
    warehouse.execute("".join(f"drop table navan.{stream};" for stream in streams))


def test_bookings_only(company: Company, copy: Warehouse) -> None:
    drop(copy, *EXPENSE, "users", "sync_health")
    copy.build(variables=without(*EXPENSE, "users", "sync_health"))
    wanted = wanted_marts(company.simulator)
    del wanted[LINES]
    assert problems(copy, wanted) == []
    assert not {LINES, "navan__transaction_line_item", "navan__booking_transactions", "navan__sync_status"} & models(copy)


def test_expense_only(company: Company, copy: Warehouse) -> None:
    drop(copy, "bookings", "users")
    copy.build(variables=without("bookings", "users"))
    of_bookings = {"booking_count": None, "booking_uuid": None, "booking_type": None, "booking_start_date": None, "booking_end_date": None}
    lines = wanted_marts(company.simulator)[LINES]
    assert problems(copy, {LINES: {key: {**line, **of_bookings} for key, line in lines.items()}}) == []
    assert models(copy) & KEYS.keys() == {LINES}
    assert "navan__sync_status" in models(copy)


def test_a_table_that_is_missing_is_an_error_that_names_the_variable(copy: Warehouse) -> None:
    drop(copy, "users")
    result = copy.dbt("run", "--select", "stg_navan__users")
    assert result.code == 1
    assert "Found no table navan.users in database company, where the connection 'navan' should have the stream users." in result.output
    assert "set the variable navan__using_users to false" in result.output


def test_several_connections_custom_fields_and_columns_that_a_table_lacks(company: Company, copy: Warehouse) -> None:
    """The second connection writes names in capitals, appends, and its tables are of an earlier version."""
    for table in (*EXPENSE, "bookings", "users", "sync_health"):
        names = [row["column_name"] for row in copy.rows(f"select column_name from information_schema.columns where table_schema = 'navan' and table_name = '{table}'")]
        lacking = {name.lower() for name in LACKING} | {"_airbyte_meta"}
        listed = ", ".join(f'{name} as "{name.upper()}"' for name in names if name not in lacking)
        copy.execute(f'create schema if not exists EMEA; create table EMEA.{table} as select {listed} from navan.{table}')
    copy.execute("insert into EMEA.BOOKINGS select * replace (lastmodified - interval 1 hour as \"LASTMODIFIED\", 0 as \"GRANDTOTAL\") from EMEA.BOOKINGS")
    variables = {
        "navan_sources": [{"name": "amer", "schema": "navan"}, {"name": "emea", "schema": "EMEA"}],
        "navan_transaction_custom_fields": ["PROJECT", "it's not there"],
        "navan_booking_custom_fields": ["Cost code"],
        "navan_staging_materialized": "table",
    }
    copy.build(variables=variables)
    wanted = wanted_marts(company.simulator)
    assert problems(copy, wanted, "amer") == []
    assert problems(copy, wanted_marts(company.simulator, LACKING), "emea") == []
    columns = copy.rows("select * from analytics.navan__transaction_custom_columns limit 1")[0]
    assert columns.keys() == {"source_relation", "transaction_id", "custom_project", "custom_it_s_not_there"}
    long = "select count(distinct transaction_id) as n from analytics.navan__transaction_custom_field where lower(name) = 'project' or lower(label) = 'project'"
    wide = "select count(distinct transaction_id) as n from analytics.navan__transaction_custom_columns where custom_project is not null"
    assert copy.rows(long) == copy.rows(wide) != [{"n": 0}]
    kinds = copy.rows("select distinct table_type from information_schema.tables where table_name = 'stg_navan__bookings'")
    assert kinds == [{"table_type": "BASE TABLE"}]


def test_a_postgresql_whose_names_are_in_capitals(company: Company) -> None:
    """As sent is the company's own: this is the other extreme that a quoted name can have."""
    warehouse = company.warehouses["postgres"]
    warehouse.execute('drop schema if exists capitals cascade; create schema capitals')
    for table in ("bookings", "sync_health", "users"):
        names = [row["column_name"] for row in warehouse.rows(f"select column_name from information_schema.columns where table_schema = 'navan' and table_name = '{table}'")]
        listed = ", ".join(f'"{name}" as "{name.upper()}"' for name in names)
        warehouse.execute(f'create table capitals."{table.upper()}" as select {listed} from navan."{table}"')
    variables = {"navan_schema": "capitals", **{f"navan_{table}_identifier": table.upper() for table in ("bookings", "sync_health", "users")}}
    warehouse.build("--select", "stg_navan__bookings", "stg_navan__users", "navan__booking_segment", variables=variables, schema="of_capitals")
    for model in ("stg_navan__bookings", "stg_navan__users", "navan__booking_segment"):
        assert len(warehouse.table(model, "of_capitals")) == len(warehouse.table(model))
