"""The package on fakesnow, an emulation of Snowflake. Started by test_fakesnow.py in an environment of its own:

    python fakesnow_build.py FOLDER

FOLDER has columns.json (columns and types by table, as destination-snowflake writes them) and a <table>.jsonl for each table. Writes
result.json: by model its status, what dbt says of it, and its rows.
"""

from __future__ import annotations

import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import snowflake.connector
from dbt.cli.main import dbtRunner
from fakesnow import server  # before the module of the same name
from fakesnow.server import shared_fs

PACKAGE = Path(__file__).resolve().parents[2] / "dbt"
DATABASE = "COMPANY"
DUCKDB_TYPES = {
    "VARCHAR": "VARCHAR", "TIMESTAMP_TZ": "TIMESTAMPTZ", "DATE": "DATE", "FLOAT": "DOUBLE", "NUMBER": "BIGINT",
    "BOOLEAN": "BOOLEAN", "VARIANT": "JSON",
}  # fmt: skip


def load(snowflake_: Any, duckdb: Any, folder: Path, columns: dict[str, dict[str, str]]) -> None:
    """Tables by Snowflake's SQL, rows by DuckDB's, which is faster."""
    snowflake_.execute("create schema NAVAN")
    for table, types in columns.items():
        snowflake_.execute(f"create table NAVAN.{table} ({', '.join(f'{name} {type_}' for name, type_ in types.items())})")
        read = ", ".join(f"{name}: '{DUCKDB_TYPES[type_]}'" for name, type_ in types.items())
        rows = f"read_json('{folder / table}.jsonl', format = 'newline_delimited', columns = {{{read}}})"
        duckdb.execute(f"insert into {DATABASE}.NAVAN.{table.upper()} select * from {rows}")


def profile(connection: dict[str, Any]) -> dict[str, Any]:
    target = {**connection, "type": "snowflake", "schema": "ANALYTICS", "warehouse": "none", "threads": 1}
    return {"navan": {"target": "fakesnow", "outputs": {"fakesnow": target}}}


def _text(value: Any) -> Any:
    return {"decimal": str(value)} if isinstance(value, Decimal) else str(value)


def main(folder: Path) -> None:
    with server() as address, shared_fs.duck_conn.cursor() as duckdb:
        # One thread, so that its mistakes are the same in every run.
        duckdb.execute("set global threads = 1")
        # fakesnow describes the tables of the session's database only, so that models and sources share it.
        connection = {**address, "database": DATABASE}
        with snowflake.connector.connect(**connection) as connected:
            load(connected.cursor(), duckdb, folder, json.loads((folder / "columns.json").read_text()))
        (folder / "profiles.yml").write_text(json.dumps(profile(connection)))
        command = ["build", "--exclude-resource-types", "test", "unit_test", "--project-dir", PACKAGE, "--profiles-dir", folder, "--target-path", folder / "target"]
        ran = dbtRunner().invoke(["--log-level-file", "none", "--no-use-colors", *map(str, command)])
        if ran.exception:
            raise ran.exception
        result = {}
        for each in (each for each in ran.result.results if each.node.resource_type == "model"):
            rows = []
            if each.status == "success":
                found = duckdb.execute(f"select * from {each.node.relation_name}")
                names = [column[0].lower() for column in found.description]
                rows = [dict(zip(names, row)) for row in found.fetchall()]
            result[each.node.name] = {"status": each.status, "message": each.message, "rows": rows}
    (folder / "result.json").write_text(json.dumps(result, default=_text))


if __name__ == "__main__":
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    main(Path(sys.argv[1]))
