"""PyAirbyte with this connector: three syncs with changes between them, and each time the tables equal the API."""

from __future__ import annotations

from pathlib import Path

import airbyte as ab
import pytest
from airbyte.caches import DuckDBCache, PostgresCache
from airbyte.caches.base import CacheBase

from postgres import Postgres
from simulator import Simulator
from syncs import WAYS, change, sync

ODD_TEXTS = ["\ud83d", "\ude00 low", "a \ud83d\ude00 \ud83d", "line \u2028 \u2029 \u0085", "huge"]


def three_syncs(ways: tuple[str, str, str], simulator: Simulator, cache: CacheBase) -> None:
    first = sync(ways[0], simulator, cache)
    assert first.problems == [] and first.processed > 0
    for round_, way in enumerate(ways[1:], 1):
        touched = change(simulator, round_)
        later = sync(way, simulator, cache)
        assert later.problems == []
        if way == "executable":
            # It went on from the state that the sync before left, whoever left it.
            assert touched <= later.processed < first.processed
        else:
            # PyAirbyte does not hand the state to a manifest, and so it reads everything again.
            assert later.processed >= first.processed


@pytest.mark.parametrize(
    "ways",
    [
        ("executable", "executable", "executable"),
        ("executable", "manifest", "executable"),
        ("manifest", "executable", "manifest"),
    ],
    ids="-".join,
)
def test_duckdb_holds_what_the_api_has_after_each_sync(
    ways: tuple[str, str, str], simulator: Simulator, tmp_path: Path
) -> None:
    three_syncs(ways, simulator, DuckDBCache(db_path=tmp_path / "cache.duckdb", schema_name="navan"))


def test_the_manifest_alone_needs_no_node(
    simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ways = ("manifest", "manifest", "manifest")
    three_syncs(ways, simulator, DuckDBCache(db_path=tmp_path / "cache.duckdb", schema_name="navan"))


def test_what_strict_readers_refuse_arrives_all_the_same(simulator: Simulator, tmp_path: Path) -> None:
    """PyAirbyte drops a line that its parser refuses, without a word."""
    odd = [{"uuid": f"odd-{number}", "created": "2026-11-01T00:00:00Z", "purpose": purpose} for number, purpose in enumerate(ODD_TEXTS)]
    simulator.control("insert", {"stream": "bookings", "records": odd})
    infinite = {"kind": "replace", "find": '"purpose":"huge"', "by": '"purpose":"huge","grandTotal":1e400'}
    simulator.control("faults", [{"match": {"path": "/v1/bookings"}, "fault": infinite}])
    source = ab.get_source("source-navan", config=simulator.control("config"), **WAYS["executable"])
    source.select_streams(["bookings"])
    result = source.read(cache=DuckDBCache(db_path=tmp_path / "cache.duckdb", schema_name="navan"))
    uuids = set(result["bookings"].to_pandas()["uuid"])
    assert len(uuids) == 230 + len(odd)
    assert {record["uuid"] for record in odd} <= uuids


@pytest.mark.parametrize("way", ["executable", "manifest"])
def test_postgresql_holds_what_the_api_has_after_each_sync(
    way: str, simulator: Simulator, postgres: Postgres
) -> None:
    cache = PostgresCache(
        host="127.0.0.1",
        port=postgres.port,
        username=postgres.user,
        password="",
        database=postgres.database,
        schema_name=f"navan_{way}",
    )
    three_syncs((way, way, way), simulator, cache)
