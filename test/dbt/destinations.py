"""Syncs of the connector into both warehouses: DuckDB by PyAirbyte, PostgreSQL as Airbyte's destination 3 writes it."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import airbyte as ab
import psycopg2
from airbyte.caches import DuckDBCache

from postgres import Postgres
from simulator import Simulator
from warehouses import ROOT, Warehouse

CONNECTOR = ROOT / "bin" / "source-navan"
WHOLE_STREAMS = ("users", "transaction_receipts")
# What is off by default is read as well, so that its columns can be compared.
PERSONAL_DATA = {"include_passports": True, "include_traveler_hr": True}
STREAMS = ("bookings", "transactions", "users", "transaction_receipts", "statement_payments", "sync_health")
# Airbyte's types by those of JSON schemas, in destination-postgres 3; a union of types is jsonb.
TYPES = {"string": "varchar", "number": "decimal(38,9)", "integer": "bigint", "boolean": "boolean", "object": "jsonb", "array": "jsonb"}


def sync_duckdb(simulator: Simulator, warehouse: Warehouse, schema: str = "navan", streams: tuple[str, ...] = STREAMS) -> None:
    cache = DuckDBCache(db_path=warehouse.path, schema_name=schema)
    source = ab.get_source("source-navan", config=_config(simulator), local_executable=CONNECTOR)
    source.select_streams(list(streams))
    source.read(cache=cache)
    cache.get_sql_engine().dispose()


class AirbyteOnPostgres:
    """One connection of Airbyte: its state, its generations, its syncs. Each stream in the mode of docs/streams.md."""

    def __init__(self, simulator: Simulator, server: Postgres, schema: str = "navan", streams: tuple[str, ...] = STREAMS) -> None:
        self._simulator, self._server, self._schema, self._names = simulator, server, schema, streams
        self._state: list[Any] = []
        self._syncs = 0

    def sync(self) -> None:
        self._syncs += 1
        config = _config(self._simulator)
        catalog = json.loads(_only(self._run("discover", {"config": config}), "CATALOG"))["catalog"]["streams"]
        chosen = [self._configured(stream) for stream in catalog if stream["name"] in self._names]
        lines = self._run("read", {"config": config, "catalog": {"streams": chosen}, "state": self._state})
        for line in lines:
            if line.startswith('{"type":"STATE"'):
                self._keep(json.loads(line)["state"])
        self._load(chosen, [line for line in lines if line.startswith('{"type":"RECORD"')])

    def _configured(self, stream: dict[str, Any]) -> dict[str, Any]:
        whole = stream["name"] in WHOLE_STREAMS
        generation = self._syncs if whole else 1
        return {
            "stream": stream,
            "sync_mode": "full_refresh" if whole else "incremental",
            "destination_sync_mode": "overwrite" if whole else "append" if stream["name"] == "sync_health" else "append_dedup",
            "primary_key": stream.get("source_defined_primary_key", []),
            "cursor_field": stream.get("default_cursor_field", []),
            "generation_id": generation,
            "minimum_generation_id": generation if whole else 0,
            "sync_id": self._syncs,
        }

    def _keep(self, state: dict[str, Any]) -> None:
        name = state["stream"]["stream_descriptor"]["name"]
        self._state = [each for each in self._state if each["stream"]["stream_descriptor"]["name"] != name] + [state]

    def _run(self, verb: str, inputs: dict[str, Any]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            options: list[str] = []
            for name, value in inputs.items():
                path = Path(folder, f"{name}.json")
                path.write_text(json.dumps(value), encoding="utf-8")
                options += [f"--{name}", str(path)]
            done = subprocess.run([CONNECTOR, verb, *options], capture_output=True, encoding="utf-8", check=True)
        return done.stdout.split("\n")

    def _load(self, streams: list[dict[str, Any]], records: list[str]) -> None:
        with psycopg2.connect(host="127.0.0.1", port=self._server.port, user=self._server.user, dbname=self._server.database) as connection:
            cursor = connection.cursor()
            cursor.execute(f'create schema if not exists "{self._schema}"; create temp table messages (position serial, message jsonb)')
            cursor.executemany("insert into messages (message) values (%s)", [(line,) for line in records])
            for stream in streams:
                cursor.execute(self._statements(stream))
        connection.close()

    def _statements(self, stream: dict[str, Any]) -> str:
        """Creates the table, and writes the records of this sync to it, in the stream's mode."""
        name, mode = stream["stream"]["name"], stream["destination_sync_mode"]
        table = f'"{self._schema}"."{name}"'
        types = {field: _type(schema) for field, schema in stream["stream"]["json_schema"]["properties"].items()}
        own = ", ".join(f'"{field}" {type_}' for field, type_ in types.items())
        names = ", ".join(f'"{field}"' for field in types)
        values = ", ".join(_value(field, type_) for field, type_ in types.items())
        meta = json.dumps({"sync_id": stream["sync_id"], "changes": []})
        create = (
            f"create table if not exists {table} (_airbyte_raw_id varchar not null, _airbyte_extracted_at timestamptz not null,"
            f" _airbyte_meta jsonb not null, _airbyte_generation_id bigint, {own});"
        )
        of_stream = f"message #>> '{{record,stream}}' = '{name}'"
        newest, clear = "", ""
        if mode == "overwrite":
            clear = f"delete from {table};"
        if mode == "append_dedup":
            key, cursor = stream["primary_key"][0][0], stream["cursor_field"][0]
            path = f"message #>> '{{record,data,{key}}}'"
            newest = f"distinct on ({path})"
            order = f"order by {path}, (message #>> '{{record,data,{cursor}}}')::timestamptz desc nulls last, position desc"
            clear = f'delete from {table} where "{key}" in (select {path} from messages where {of_stream});'
        else:
            order = "order by position"
        insert = (
            f"insert into {table} (_airbyte_raw_id, _airbyte_extracted_at, _airbyte_meta, _airbyte_generation_id, {names})"
            f" select {newest} gen_random_uuid()::varchar, to_timestamp((message #>> '{{record,emitted_at}}')::numeric / 1000),"
            f" '{meta}'::jsonb, {stream['generation_id']}, {values} from messages where {of_stream} {order};"
        )
        return create + clear + insert


def _config(simulator: Simulator) -> dict[str, Any]:
    return {**simulator.control("config"), "personal_data": PERSONAL_DATA}


def _only(lines: list[str], kind: str) -> str:
    found = [line for line in lines if line.startswith(f'{{"type":"{kind}"')]
    assert len(found) == 1, f"{len(found)} {kind} messages, expected 1"
    return found[0]


def _type(schema: dict[str, Any]) -> str:
    types = [each for each in ([schema["type"]] if isinstance(schema["type"], str) else schema["type"]) if each != "null"]
    if schema.get("airbyte_type") == "timestamp_with_timezone":
        return "timestamptz"
    if schema.get("format") == "date":
        return "date"
    return TYPES[types[0]] if len(types) == 1 else "jsonb"


def _value(field: str, type_: str) -> str:
    if type_ == "jsonb":
        return f"nullif(message #> '{{record,data,{field}}}', 'null'::jsonb)"
    return f"(message #>> '{{record,data,{field}}}')::{type_}"
