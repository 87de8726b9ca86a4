"""Which alerts the SQL finds after which sync, on each destination's table."""

from __future__ import annotations

import time

import pytest

from histories import COMPANY, NOW, failed, refused, sync, text, HOUR
from tables import Row, Warehouse
from warehouse import syncs

ME = f"us/{COMPANY}/"
History = list[list[Row]]
ERRORS = {"bookings": ["error-rate"]}


def found(warehouse: Warehouse, history: History, recheck_hours: float = 24) -> list[list[str]]:
    """Per sync, oldest first: code, severity and stream of each alert."""
    warehouse.load([row for rows in history for row in rows])
    asked = syncs(warehouse.dsn, warehouse.table, NOW.timestamp(), 0, recheck_hours)
    return [[" ".join([alert.code, alert.severity, alert.stream or "*"]) for alert in each.alerts] for each in asked]


RULES: dict[str, tuple[History, list[list[str]]]] = {
    "healthy syncs": ([sync(2), sync(1)], [[], []]),
    "a refused credential is one page, not one per stream": (
        [sync(3), refused(2), sync(1)],
        [[], ["token-refused page *", "token-failure info *"][::-1], []],
    ),
    "a token failure that recovered is info": (
        [sync(1, alerts={None: ["token-failure"]}, whole={"token_request_count": 3, "token_failure_count": 2})],
        [["token-failure info *"]],
    ),
    "a token failure that failed the sync is a page": (
        [failed(1, "transient_error", "unreachable", alerts={None: ["token-failure"]},
                whole={"status": "incomplete", "failure_type": "transient_error", "token_request_count": 5, "token_failure_count": 5})],
        [["token-failure page *"]],
    ),
    "errors in the third sync in a row": (
        [sync(4, alerts=ERRORS), sync(3, alerts=ERRORS), sync(2, alerts=ERRORS), sync(1, alerts=ERRORS)],
        [[], [], ["error-rate ticket bookings"], ["error-rate ticket bookings"]],
    ),
    "errors with a good sync between": (
        [sync(4, alerts=ERRORS), sync(3, alerts=ERRORS), sync(2), sync(1, alerts=ERRORS)],
        [[], [], [], []],
    ),
    "errors of a different stream each time concern the sync as a whole": (
        [sync(3, alerts=ERRORS), sync(2, alerts={"transactions": ["error-rate"]}), sync(1, alerts=ERRORS)],
        [[], [], ["error-rate ticket *"]],
    ),
    "attempts of a job count once": (
        [sync(3, job=1, attempt=0, alerts=ERRORS), sync(2.9, job=1, attempt=1, alerts=ERRORS), sync(2.8, job=1, attempt=2, alerts=ERRORS),
         sync(1, job=2, alerts=ERRORS)],
        [[], []],
    ),
    "the last attempt of a job counts": (
        [failed(3, "config_error", "missing-scope", job=1), sync(2.9, job=1, attempt=1)],
        [[]],
    ),
    "a gap counts whichever attempt met it": (
        [sync(3, job=1, alerts={"transactions": ["gap"]}, rows={"transactions": {"gap_from": "2026-06-01T00:00:00Z"}}),
         sync(2.9, job=1, attempt=1)],
        [["gap ticket transactions"]],
    ),
    "repeated rows change nothing": (
        [rows for rows in [sync(3, alerts=ERRORS)] for _ in range(3)] + [sync(1, alerts=ERRORS)],
        [[], []],
    ),
    "latency is info": ([sync(1, alerts={"transactions": ["latency-p95"]})], [["latency-p95 info transactions"]]),
    "the rate limit concerns the connection": (
        [sync(1, alerts={"bookings": ["rate-limit"], "transactions": ["rate-limit"]})],
        [["rate-limit info *"]],
    ),
    "no stream but sync_health": ([sync(1, streams=(), alerts={None: ["no-stream-selected"]})], [["no-stream-selected ticket *"]]),
    "the reserved code": ([sync(1, alerts={"bookings": ["changes-filter-failed"]})], [["changes-filter-failed ticket bookings"]]),
    "a code of a later version is a ticket": ([sync(1, alerts={"bookings": ["new-code"]})], [["new-code ticket bookings"]]),
    "a configuration error is a page at once": ([failed(1, "config_error", "missing-scope")], [["sync-config-error page *"]]),
    "a configuration error of one stream is not hidden by another's failure": (
        [sync(1, whole={"status": "incomplete", "failure_type": "transient_error"},
              rows={"transactions": {"status": "incomplete", "failure_type": "config_error", "error_code": "missing-scope"}})],
        [["sync-config-error page *"]],
    ),
    "a bug is a ticket at once": ([failed(1, "system_error", "unexpected")], [["sync-system-error ticket *"]]),
    "transient failures are a ticket in the third sync in a row": (
        [failed(3, "transient_error", "api-down"), failed(2, "transient_error", "api-down"), failed(1, "transient_error", "api-down")],
        [[], [], ["sync-failing ticket *"]],
    ),
    "transient failures with a good sync between": (
        [failed(4, "transient_error", "api-down"), failed(3, "transient_error", "api-down"), sync(2), failed(1, "transient_error", "api-down")],
        [[], [], [], []],
    ),
    "staleness as stored": ([sync(2, alerts={"bookings": ["bookings-stale"]}), sync(1)], [["bookings-stale ticket bookings"], []]),
    "staleness grows while no sync runs": ([sync(8 * 24 + 1)], [["bookings-stale ticket bookings"]]),
    "staleness is computed anew only for the newest sync": ([sync(9 * 24), sync(1)], [[], []]),
    "no staleness within eight days": ([sync(8 * 24 - 1)], [[]]),
    "no staleness during the first backfill": (
        [sync(9 * 24, rows={"bookings": {"is_backfill": True, "oldest_complete_read_at": None}})], [[]],
    ),
    "staleness of before a sync that failed early": (
        [sync(8 * 24 + 1), refused(1)],
        [[], ["bookings-stale ticket bookings", "token-failure info *", "token-refused page *"]],
    ),
    "no staleness of a stream that is no longer selected": ([sync(9 * 24), sync(1, streams=("transactions",))], [[], []]),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_alerts_of_each_sync(each_warehouse: Warehouse, rule: str) -> None:
    history, expected = RULES[rule]
    assert found(each_warehouse, history) == expected


def test_staleness_waits_for_twice_the_recheck(warehouse: Warehouse) -> None:
    assert found(warehouse, [sync(9 * 24)], recheck_hours=5 * 24) == [[]]
    assert found(warehouse, [], recheck_hours=4 * 24) == [["bookings-stale ticket bookings"]]


def test_connections_of_one_table_are_told_apart(each_warehouse: Warehouse) -> None:
    history = [
        sync(3, source_label="acme", alerts=ERRORS), sync(2.9, source_label="other", alerts=ERRORS), sync(2.8, region="eu", alerts=ERRORS),
        sync(1, source_label="acme", alerts={"bookings": ["gap"]}, rows={"bookings": {"gap_from": "2026-06-01T00:00:00Z"}}),
    ]  # fmt: skip
    each_warehouse.load([row for rows in history for row in rows])
    asked = syncs(each_warehouse.dsn, each_warehouse.table, NOW.timestamp(), 0, 24)
    assert [(each.connection, [alert.key for alert in each.alerts]) for each in asked] == [
        (f"eu/{COMPANY}/", []),
        (f"{ME}acme", []),
        (f"{ME}acme", [f"source-navan/{ME}acme/bookings/gap/1780272000"]),
        (f"{ME}other", []),
    ]


def test_a_refused_credential_belongs_to_the_only_company_of_its_label(warehouse: Warehouse) -> None:
    other = "b8a3b9c8-0000-4000-8000-000000000000"
    history = [
        sync(5, source_label="acme"), sync(4, source_label="other", company_uuid=other), refused(3, source_label="other"),
        sync(3, region="eu"), sync(3, region="eu", company_uuid=other), refused(2, region="eu"),
    ]  # fmt: skip
    warehouse.load([row for rows in history for row in rows])
    asked = syncs(warehouse.dsn, warehouse.table, NOW.timestamp(), 0, 24)
    refusals = [each.connection for each in asked if "token-refused" in [alert.code for alert in each.alerts]]
    assert refusals == ["eu/unknown/", f"us/{other}/other"]


def test_only_syncs_after_a_moment_and_the_newest_are_asked_for(warehouse: Warehouse) -> None:
    warehouse.load([row for hours in (4, 3, 2) for row in sync(hours, alerts=ERRORS)])
    asked = syncs(warehouse.dsn, warehouse.table, NOW.timestamp(), (NOW - 2.5 * HOUR).timestamp(), 24)
    # The row count before that moment still counts for three in a row.
    assert [[alert.code for alert in each.alerts] for each in asked] == [["error-rate"]]


def test_ten_thousand_rows_take_seconds(make_warehouse) -> None:
    rows = [row for hours in range(3400) for row in sync(hours, job=hours + 1, alerts=ERRORS if hours % 2 else None)]
    assert len(rows) > 10_000
    for form in ("duckdb by PyAirbyte", "postgresql by Airbyte"):
        warehouse = make_warehouse(form)
        warehouse.load(rows)
        begun = time.monotonic()
        asked = syncs(warehouse.dsn, warehouse.table, NOW.timestamp(), 0, 24)
        assert len(asked) == 3400
        assert time.monotonic() - begun < 10
