"""What sync_health and the generations of a table decide, on tables with histories that a sync or two do not have."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from company import Company
from warehouses import Result, Warehouse

NOW = datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
MODELS = ["--select", "stg_navan__users", "stg_navan__bookings", "+navan__sync_status", "+navan__row_counts"]


def ago(hours: float) -> str:
    return str(NOW - timedelta(hours=hours))


def sync(hours: float, stream: str | None, status: str = "complete", alerts: str = "[]", counts: str = "null", **more: str) -> str:
    values = {
        "id": f"'{hours}/{stream}'", "stream": f"'{stream}'" if stream else "null", "status": f"'{status}'",
        "started_at": f"'{ago(hours)}'", "finished_at": f"'{ago(hours - 0.5)}'", "alerts": f"'{alerts}'",
        "api_row_count_by_part": f"'{counts}'", **more,
    }  # fmt: skip
    return f"insert into navan.sync_health ({', '.join(values)}) values ({', '.join(values.values())});"


def user(id_: str, hours: float, name: str = "x") -> str:
    return f"insert into navan.users (id, username, _airbyte_extracted_at) values ('{id_}', '{name}', '{ago(hours)}');"


def booking(id_: str, created: str, modified: str, extracted_hours: float, reason: str) -> str:
    return (
        "insert into navan.bookings (uuid, created, lastmodified, reason, _airbyte_extracted_at)"
        f" values ('{id_}', '{created}', {modified}, '{reason}', '{ago(extracted_hours)}');"
    )


HISTORY = [
    # Two complete reads of users, and one that broke off after a user: who was deleted is in the first one only.
    user("deleted", 49.9), user("stays", 49.9, "old"), user("stays", 29.9, "new"), user("added", 29.8), user("stays", 4.9, "broken"),
    sync(50, "users"), sync(30, "users", counts='{"all": 3}'), sync(5, "users", "incomplete", error_code="'network'"),
    # The newest row of a booking is that of its last change, then that of the last read.
    booking("b1", "2026-10-31 23:59:59.5", f"'{ago(50)}'", 1, "older change, read later"), booking("b1", "2026-10-31 23:59:59.5", f"'{ago(40)}'", 30, "newest"),
    booking("b2", "2026-11-02 00:00:00", "null", 30, "earlier read"), booking("b2", "2026-11-02 00:00:00", "null", 9, "newest"),
    booking("b3", "2026-11-02 00:00:00", f"'{ago(40)}'", 30, "earlier read"), booking("b3", "2026-11-02 00:00:00", f"'{ago(40)}'", 9, "newest"),
    sync(30, "bookings", alerts='["error-rate"]'), sync(20, "bookings", alerts='["latency-p95","error-rate"]'),
    sync(10, "bookings", alerts='["error-rate", "gap"]', counts='{"2026-11": 4, "2026-10": 1, "2026-09": null}', oldest_complete_read_at=f"'{ago(300)}'", is_backfill="false"),
    sync(30, None), sync(10, None, "incomplete", failure_type="'config_error'"), sync(5, None, alerts='["token-refused"]'),
]  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The company's tables, emptied, with HISTORY."""
    made = Warehouse("duckdb", tmp_path_factory.mktemp("history"))
    shutil.copy(company.warehouses["duckdb"].path, made.path)
    made.execute("delete from navan.users; delete from navan.bookings; delete from navan.sync_health; drop schema analytics cascade;")
    made.execute("".join(HISTORY))
    return made


@pytest.fixture(scope="module")
def built(warehouse: Warehouse) -> Iterator[Result]:
    yield warehouse.dbt("build", *MODELS)


def test_users_are_those_of_the_newest_complete_read(warehouse: Warehouse, built: Result) -> None:
    assert {(row["user_id"], row["user_name"]) for row in warehouse.table("stg_navan__users")} == {("stays", "new"), ("added", "x")}


def test_a_booking_is_its_newest_row(warehouse: Warehouse, built: Result) -> None:
    rows = warehouse.table("stg_navan__bookings")
    assert [row["reason"] for row in rows] == ["newest"] * 3


def test_the_status_of_each_stream(warehouse: Warehouse, built: Result) -> None:
    rows = {row["stream"]: row for row in warehouse.table("navan__sync_status")}
    assert rows.keys() == {None, "users", "bookings"}
    users = rows["users"]
    assert (users["last_sync_status"], users["last_sync_error_code"], users["sync_count"]) == ("incomplete", "network", 3)
    assert users["syncs_since_complete"] == 1
    assert users["last_complete_at"] == NOW - timedelta(hours=29.5)
    assert rows["bookings"]["error_rate_syncs_in_a_row"] == 3
    assert rows[None]["error_rate_syncs_in_a_row"] == 0


def test_rows_that_the_api_has_and_the_warehouse_lacks(warehouse: Warehouse, built: Result) -> None:
    rows = {(row["stream"], row["part"]): row for row in warehouse.table("navan__row_counts")}
    assert rows.keys() == {("bookings", "2026-11"), ("bookings", "2026-10"), ("users", "all")}
    november = rows["bookings", "2026-11"]
    # b1 was made in the last second of October, which the API may count to both months.
    assert (november["api_row_count"], november["row_count"], november["most_row_count"], november["is_short"]) == (4, 2, 3, True)
    assert not rows["bookings", "2026-10"]["is_short"]
    assert (rows["users", "all"]["row_count"], rows["users", "all"]["is_short"]) == (2, True)


def test_thresholds_that_were_crossed_fail_with_their_severity(built: Result) -> None:
    statuses = built.statuses()
    found = {name.split(".")[0]: status for name, status in statuses.items() if status in ("warn", "fail", "error")}
    assert found == {
        "assert_no_token_refused": "fail",
        "warn_of_gap": "warn",
        "warn_of_missing_rows": "warn",
        "warn_of_repeated_error_rates": "warn",
        "warn_of_stale_bookings": "warn",
    }


def test_a_value_that_airbyte_nulled_is_a_warning(warehouse: Warehouse, built: Result) -> None:
    changes = '{"sync_id": 7, "changes": [{"field": "grandTotal", "change": "NULLED", "reason": "DESTINATION_SERIALIZATION_ERROR"}]}'
    warehouse.execute(f"update navan.bookings set _airbyte_meta = '{changes}' where uuid = 'b2'")
    result = warehouse.dbt("test", "--select", "stg_navan__bookings,test_name:no_airbyte_changes")
    assert list(result.statuses().values()) == ["warn"]


def test_sources_are_as_fresh_as_their_last_complete_sync(warehouse: Warehouse, built: Result) -> None:
    """Users were last read whole 29.5 hours ago, although a sync of theirs ended later."""
    result = warehouse.dbt("source", "freshness", "--select", "source:navan.users")
    assert result.code == 0, result.output
    assert "WARN freshness of navan.users" in result.output


def test_no_sync_at_all_for_too_long_is_an_error(warehouse: Warehouse, built: Result) -> None:
    warehouse.execute(f"update analytics.navan__sync_status set last_sync_finished_at = '{ago(49)}' where stream is null")
    result = warehouse.dbt("test", "--select", "assert_syncs_ran")
    assert list(result.statuses().values()) == ["fail"]
