"""What PyAirbyte does with the rows of sync_health: docs/monitoring.md says it, and test/alerts/tables.py makes such tables."""

from __future__ import annotations

from pathlib import Path

import airbyte as ab
import pytest
from airbyte.caches import DuckDBCache, PostgresCache
from airbyte.caches.base import CacheBase
from airbyte.exceptions import AirbyteConnectorFailedError
from sqlalchemy import text

from postgres import Postgres
from simulator import Simulator
from syncs import WAYS

STREAMS = ["bookings", "users", "sync_health"]
TYPES = {
    "duckdb": {"id": "VARCHAR", "finished_at": "TIMESTAMP", "job_id": "BIGINT", "is_backfill": "BOOLEAN", "alerts": "JSON"},
    "postgresql": {
        "id": "character varying", "finished_at": "timestamp without time zone", "job_id": "bigint", "is_backfill": "boolean", "alerts": "json",
    },
}  # fmt: skip


def found(cache: CacheBase, sql: str) -> list[tuple[object, ...]]:
    engine = cache.get_sql_engine()
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(sql))]
    engine.dispose()
    return rows


def rows_survive_only_successful_syncs(simulator: Simulator, cache: CacheBase) -> None:
    def read() -> int:
        source.read(cache=cache)
        return len(found(cache, f"SELECT 1 FROM {cache.schema_name}.sync_health"))

    source = ab.get_source("source-navan", config=simulator.control("config"), **WAYS["executable"])
    source.select_streams(STREAMS)
    assert read() == 3
    refused = {"match": {"path": "/v1/bookings"}, "fault": {"kind": "status", "status": 403}}
    simulator.control("faults", [refused])
    with pytest.raises(AirbyteConnectorFailedError):
        read()
    assert found(cache, f"SELECT DISTINCT status FROM {cache.schema_name}.sync_health") == [("complete",)]


def types(cache: CacheBase) -> dict[object, object]:
    sql = f"SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '{cache.schema_name}' AND table_name = 'sync_health'"
    return dict(found(cache, sql))  # type: ignore[arg-type]


def test_duckdb_gets_no_row_of_a_failed_sync(simulator: Simulator, tmp_path: Path) -> None:
    cache = DuckDBCache(db_path=tmp_path / "cache.duckdb", schema_name="navan")
    rows_survive_only_successful_syncs(simulator, cache)
    assert types(cache).items() >= TYPES["duckdb"].items()


def test_postgresql_gets_no_row_of_a_failed_sync(simulator: Simulator, postgres: Postgres) -> None:
    cache = PostgresCache(
        host="127.0.0.1", port=postgres.port, username=postgres.user, password="", database=postgres.database, schema_name="navan_health"
    )  # fmt: skip
    rows_survive_only_successful_syncs(simulator, cache)
    assert types(cache).items() >= TYPES["postgresql"].items()
