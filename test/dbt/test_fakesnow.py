"""The package on fakesnow, an emulation of Snowflake: it builds all models, and their rows are those of PostgreSQL, except for what
is known to differ."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

import pytest

from company import Company
from comparable import comparable
from destination_columns import destination_columns
from warehouses import Row

HERE = Path(__file__).parent
PYTHON = Path(os.environ["DBT_FAKESNOW_VENV"]) / "bin" / "python"
# Models that fakesnow does not build, and what it says.
REFUSED: dict[str, str] = {}
# Columns that differ. A text that is an element of a list keeps its quotation marks; FLATTEN numbers some lists' elements in another order.
DIFFERENT = {
    "navan__booking_eticket": {"eticket"},
    "int_navan__traveler_trips": {"trip_uuid"},
    "navan__trips": {"trip_id", "trip_uuid"},
    "navan__booking_segment": {"segment_index"},
    "navan__booking_passenger": {"passenger_index"},
    "int_navan__booking_travelers": {"passenger_index"},
}  # fmt: skip
# Columns that may differ, because the order of line items is another one in some runs only.
UNSTEADY = {
    "navan__transaction_line_item": {"line_item_index"},
    "navan__expense_report_lines": {"line_item_index", "expense_report_line_id", "difference_amount"},
    "int_navan__ledger_fingerprints": {"transaction_fingerprint", "posted_fingerprint", "accrual_fingerprint", "reimbursement_fingerprint"},
}
# With such marks, an empty department is a value, and a booking has a share more.
NOT_COMPARED = {"navan__booking_allocations", "navan__travel_spend"}
# Of the digits of a FLOAT, and of a sum, which is one there.
DIGITS = 12


@pytest.fixture(scope="module")
def built(company: Company, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    folder = tmp_path_factory.mktemp("fakesnow")
    columns = destination_columns("snowflake")
    (folder / "columns.json").write_text(json.dumps(columns))
    for table, names in columns.items():
        rows = company.warehouses["postgres"].rows(f'select row_to_json(each) as row from navan."{table}" as each')
        spelled = {name.upper(): name for name in rows[0]["row"]}
        lines = [json.dumps({name: row["row"][spelled[name.upper()]] for name in names}) for row in rows]
        (folder / f"{table}.jsonl").write_text("\n".join(lines))
    done = subprocess.run([PYTHON, HERE / "fakesnow_build.py", folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "result.json").read_text(), object_hook=_decimal)


def _decimal(found: Row) -> Row | Decimal:
    return Decimal(found["decimal"]) if found.keys() == {"decimal"} else found


def test_models_that_it_does_not_build(built: dict[str, Row]) -> None:
    assert {name: model["message"] for name, model in built.items() if model["status"] != "success"} == REFUSED


def test_rows_are_those_of_postgresql_but_for_known_differences(company: Company, built: dict[str, Row]) -> None:
    def same(model: str, without: Collection[str] = ()) -> bool:
        wanted = company.warehouses["postgres"].table(model)
        return _rows(built[model]["rows"], without) == _rows(wanted, without)

    known = {**DIFFERENT, **UNSTEADY}
    assert [model for model in built.keys() - NOT_COMPARED if not same(model, known.get(model, ()))] == []
    assert {model for model in built.keys() - UNSTEADY.keys() if not same(model)} == DIFFERENT.keys() | NOT_COMPARED


def _rows(rows: list[Row], without: Collection[str]) -> Counter[str]:
    return Counter(comparable(row, DIGITS, without) for row in rows)
