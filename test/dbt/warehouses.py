"""A DuckDB or PostgreSQL that holds the connector's tables, and dbt on it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import psycopg2

import dbt_process
from postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dbt"
Row = dict[str, Any]


@dataclass(frozen=True)
class Warehouse:
    """`name`: a target of dbt/integration_tests/profiles.yml. `folder`: for what dbt writes."""

    name: str
    folder: Path
    server: Postgres | None = None
    variables: Row = field(default_factory=dict)
    file: Path | None = None

    @property
    def path(self) -> Path:
        """Of the DuckDB."""
        return self.file or self.folder / "company.duckdb"

    def rows(self, sql: str) -> list[Row]:
        connection = self._connect()
        try:
            cursor = connection.cursor()
            cursor.execute(sql)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]
        finally:
            connection.close()

    def execute(self, sql: str) -> None:
        connection = self._connect()
        try:
            connection.cursor().execute(sql)
            connection.commit()
        finally:
            connection.close()

    def table(self, model: str, schema: str = "analytics") -> list[Row]:
        return self.rows(f"select * from {schema}.{model}")

    def dbt(self, *arguments: str, variables: Row | None = None, schema: str = "analytics") -> Result:
        """Runs a command of dbt in this environment."""
        environment = {
            # A whole path would be another profile for each copy of a warehouse, and dbt would parse everything again.
            "NAVAN_DUCKDB": self.path.name,
            "NAVAN_POSTGRES_PORT": str(self.server.port if self.server else 0),
            "NAVAN_TARGET_SCHEMA": schema,
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        }
        options = ["--project-dir", PACKAGE, "--profiles-dir", PACKAGE / "integration_tests", "--target", self.name]
        options += ["--target-path", self.folder / "target", "--vars", json.dumps({**self.variables, **(variables or {})})]
        command = ["--no-use-colors", "--log-level-file", "none", *arguments, *options]
        output = self.folder / "output"
        code = dbt_process.run([str(each) for each in command], environment, self.path.parent, output)
        return Result(code, output.read_text(), self.folder / "target")

    def build(self, *arguments: str, variables: Row | None = None, schema: str = "analytics") -> Result:
        """`dbt build`, which has to succeed."""
        result = self.dbt("build", *arguments, variables=variables, schema=schema)
        assert result.code == 0, result.output
        return result

    def _connect(self) -> Any:
        if self.server is None:
            return duckdb.connect(str(self.path))
        return psycopg2.connect(host="127.0.0.1", port=self.server.port, user=self.server.user, dbname=self.server.database)


@dataclass(frozen=True)
class Result:
    code: int
    output: str
    folder: Path

    def statuses(self) -> dict[str, str]:
        """By name of the node: success, pass, warn, fail, error, skipped."""
        results = json.loads((self.folder / "run_results.json").read_text())["results"]
        return {result["unique_id"].split(".", 2)[2]: result["status"] for result in results}
