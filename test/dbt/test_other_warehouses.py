"""The SQL for the warehouses that are not run: dbt compiles every model and test with the warehouse's own adapter, without
a connection, and sqlglot parses it. A parse proves the syntax only: sqlglot accepts functions that do not exist."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import sqlglot

from destination_columns import TYPES, destination_columns
from expected.ledger import Settings
from warehouses import PACKAGE

HERE = Path(__file__).parent
DBT = Path(os.environ["DBT_WAREHOUSES_VENV"]) / "bin" / "dbt"


def compiled(warehouse: str, folder: Path) -> list[Path]:
    (folder / "profiles.yml").write_text((HERE / "unconnected.yml").read_text())
    variables = {
        "navan_columns": destination_columns(warehouse),
        "navan_transaction_custom_fields": ["Project", "it's"],
        "navan_booking_custom_fields": ["Cost code"],
        **Settings(currency="card", fx_fees="added").variables(),
    }
    command = [DBT, "--no-use-colors", "compile", "--no-introspect", "--no-populate-cache", "--target", warehouse]
    command += ["--project-dir", PACKAGE, "--profiles-dir", folder, "--target-path", folder / "target", "--log-path", folder]
    done = subprocess.run([*command, "--vars", json.dumps(variables)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    return sorted((folder / "target" / "compiled" / "navan").rglob("*.sql"))


@pytest.mark.parametrize("warehouse", TYPES)
def test_every_model_and_test_is_sql_of_the_warehouse(warehouse: str, tmp_path: Path) -> None:
    files = compiled(warehouse, tmp_path)
    models = {file.stem for file in files if "models" in file.parts and file.parent.suffix != ".yml"}
    assert models == {file.stem for file in (PACKAGE / "models").rglob("*.sql")}
    wrong = []
    for file in files:
        try:
            sqlglot.parse_one(file.read_text(), dialect=warehouse)
        except sqlglot.errors.SqlglotError as error:
            wrong.append(f"{file.name}: {error}")
    assert wrong == []
