"""The table sync_health as each destination writes it, loaded from the connector's records."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Iterable

import duckdb
import psycopg

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, Any]
POSTGRES_3 = {
    "string": "varchar", "time": "timestamp with time zone", "integer": "bigint", "number": "decimal(38,9)",
    "boolean": "boolean", "object": "jsonb", "array": "jsonb",
}  # fmt: skip
# Column types by destination; test/pyairbyte/test_health.py finds those of PyAirbyte.
FORMS: dict[str, dict[str, str]] = {
    "duckdb by PyAirbyte": {**POSTGRES_3, "time": "timestamp", "object": "json", "array": "json"},
    "duckdb with lists": {**POSTGRES_3, "object": "json", "array": "varchar[]"},
    "postgresql by Airbyte": POSTGRES_3,
    "postgresql by PyAirbyte": {**POSTGRES_3, "time": "timestamp", "object": "json", "array": "json"},
    "postgresql as text": {**POSTGRES_3, "time": "varchar", "object": "varchar", "array": "varchar", "integer": "decimal(38,9)"},
}  # fmt: skip


@cache
def columns() -> dict[str, str]:
    """Type by name, as the connector's own schema says."""
    script = "console.log(JSON.stringify(require('./dist/src/report/health/columns.js').HEALTH_STREAM.json_schema.properties))"
    done = subprocess.run(["node", "-e", script], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return {name: _type(field) for name, field in json.loads(done.stdout).items()}


def _type(field: dict[str, Any]) -> str:
    if "airbyte_type" in field:
        return "time"
    types = [field["type"]] if isinstance(field["type"], str) else field["type"]
    return next(each for each in types if each != "null")


@dataclass(frozen=True)
class Warehouse:
    """`form`: a key of FORMS. `dsn`: as the job takes it."""

    form: str
    dsn: str
    schema: str

    @property
    def table(self) -> str:
        return f"{self.schema}.sync_health"

    def load(self, rows: Iterable[Row], *, table: str = "sync_health") -> None:
        """Appends, as the destination does."""
        self.execute(self._create(table))
        (self._load_duckdb if self.is_duckdb else self._load_postgres)(table, list(rows))

    def execute(self, sql: str) -> None:
        with self._connect() as connection:
            connection.execute(sql)

    def _load_duckdb(self, table: str, rows: list[Row]) -> None:
        types = {name: FORMS[self.form][kind] for name, kind in columns().items()}
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
            file.flush()
            source = f"read_json('{file.name}', format = 'newline_delimited', columns = {types})"
            self.execute(f'insert into "{self.schema}"."{table}" ({_names()}) select {_names()} from {source}')

    def _load_postgres(self, table: str, rows: list[Row]) -> None:
        marks = ", ".join(["%s"] * len(columns()))
        values = [[_plain(row[name]) for name in columns()] for row in rows]
        with self._connect() as connection:
            connection.cursor().executemany(f'insert into "{self.schema}"."{table}" ({_names()}) values ({marks})', values)

    @property
    def is_duckdb(self) -> bool:
        return self.dsn.startswith("duckdb:")

    def _connect(self) -> Any:
        return duckdb.connect(self.dsn.removeprefix("duckdb:")) if self.is_duckdb else psycopg.connect(self.dsn, autocommit=True)

    def _create(self, table: str) -> str:
        types = FORMS[self.form]
        meta = f'"_airbyte_raw_id" varchar, "_airbyte_extracted_at" {types["time"]}, "_airbyte_meta" {types["object"]}'
        own = ", ".join(f'"{name}" {types[kind]}' for name, kind in columns().items())
        return f'create schema if not exists "{self.schema}"; create table if not exists "{self.schema}"."{table}" ({own}, {meta})'


def _names() -> str:
    return ", ".join(f'"{name}"' for name in columns())


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (dict, list)) else value
