"""One sync by PyAirbyte, the changes between two, and what the tables have to hold after it."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import airbyte as ab
from airbyte.caches.base import CacheBase

from compare import KEYS, describe, different_paths
from runtimes import MANIFEST, ROOT
from simulator import Simulator
from tables import Row, expected, rows

# How PyAirbyte is told to run the connector.
WAYS: dict[str, dict[str, Any]] = {
    "executable": {"local_executable": ROOT / "bin" / "source-navan"},
    "manifest": {"source_manifest": MANIFEST},
}
# Links of receipts differ in every answer.
LINKS = {"receipt", "e_receipt", "receipt_url", "e_receipt_url"}


@dataclass(frozen=True)
class Sync:
    processed: int
    problems: list[str]


def sync(way: str, simulator: Simulator, cache: CacheBase) -> Sync:
    config = {
        **simulator.control("config"),
        # The truth is all that the API has, and Airbyte's runtime looks at old months in every sync.
        "personal_data": {"include_passports": True, "include_traveler_hr": True, "include_birth_date_and_gender": True},
        "bookings_recheck_hours": 0,
    }
    source = ab.get_source("source-navan", config=config, **WAYS[way])
    source.check()
    source.select_all_streams()
    result = source.read(cache=cache)
    engine = cache.get_sql_engine()
    problems: list[str] = []
    for stream, key in KEYS.items():
        schema = source.get_stream_json_schema(stream)
        found = rows(engine, f"{cache.schema_name}.{stream}", schema, key)
        truth = expected(_truth(simulator, stream), engine, schema, key)
        problems += _differences(stream, found, truth)
    engine.dispose()
    return Sync(result.processed_records, problems)


def change(simulator: Simulator, round_: int) -> int:
    """Changes bookings, transactions and a user, and inserts new ones of each. Returns how many are touched."""
    note = f"round {round_}: 1 € = 1,50 ' \" \\ \u2028"
    changed = simulator.control("change", {"stream": "bookings", "which": 15, "fields": {"reason": note, "grandTotal": 0.1 + round_}})
    touched = len(changed["ids"])
    changed = simulator.control("change", {"stream": "transactions", "which": 12, "fields": {"department": note}})
    touched += len(changed["ids"])
    simulator.control("change", {"stream": "users", "which": 1, "fields": {"department": note}})
    for stream, key, cursor in (("bookings", "uuid", "lastModified"), ("transactions", "id", "modified_timestamp")):
        added = copy.deepcopy(simulator.truth(stream)[::40])
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        for record in added:
            record.pop("transaction_source", None)
            record.update({key: f"added-{round_}-{record[key]}", cursor: now})
        touched += len(simulator.control("insert", {"stream": stream, "records": added})["ids"])
    simulator.control("insert", {"stream": "users", "records": [{"id": f"added-{round_}", "userName": note}]})
    return touched


def _truth(simulator: Simulator, stream: str) -> list[Row]:
    if stream != "transaction_receipts":
        return simulator.truth(stream)
    # Receipts are asked for by day, from that of a week ago on.
    week = (datetime.now(timezone.utc) - timedelta(days=7)).strftime("%Y-%m-%dT00:00:00Z")
    return simulator.truth(stream, since=week)


def _differences(stream: str, found: dict[str, Row], truth: dict[str, Row]) -> list[str]:
    problems = describe(f"{stream}: missing", truth.keys() - found.keys())
    problems += describe(f"{stream}: too many", found.keys() - truth.keys())
    for key in found.keys() & truth.keys():
        paths = different_paths(_without_links(found[key]), _without_links(truth[key]))
        problems += [f"{stream} {key} differs at {path}" for path in paths]
    return problems


def _without_links(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in LINKS}
