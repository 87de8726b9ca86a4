"""Fills company.duckdb with the simulator's company, builds all models and shows two of them. Started by `npm run dbt:example`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

work = tempfile.TemporaryDirectory()
# PyAirbyte reads these when it is imported: no registry, no telemetry, no files outside this folder.
os.environ["AIRBYTE_OFFLINE_MODE"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
for _name in ("AIRBYTE_PROJECT_DIR", "AIRBYTE_TEMP_DIR", "AIRBYTE_LOGGING_ROOT"):
    os.environ[_name] = work.name

import duckdb  # noqa: E402

from destinations import sync_duckdb  # noqa: E402
from simulator import running_simulator  # noqa: E402
from warehouses import ROOT, Warehouse  # noqa: E402

OPTIONS = ["--seed", "1", "--bookings", "1000", "--transactions", "200", "--expenses", "ledger", "--travel", "trips"]
SHOWN = {
    "navan__trips": "select trip_id, trip_name, start_date, end_date, booking_count from analytics.navan__trips order by start_date desc limit 5",
    "navan__expense_report_lines": "select posted_date, line_description, line_amount, line_currency, gl_code_number, approval_status"
    " from analytics.navan__expense_report_lines where line_kind = 'line_item' order by posted_date desc limit 5",
}


def main() -> None:
    path = ROOT / "company.duckdb"
    path.unlink(missing_ok=True)
    with running_simulator(ROOT / "dist" / "simulator" / "main.js", OPTIONS) as simulator:
        warehouse = Warehouse("duckdb", Path(work.name), file=path)
        sync_duckdb(simulator, warehouse)
    print(warehouse.build().output.strip().splitlines()[-1])
    with duckdb.connect(str(path), read_only=True) as connection:
        for model, sql in SHOWN.items():
            print(model)
            connection.sql(sql).show()
    print(f"{path} has all tables: those of the connector in the schema navan, the models in the schema analytics.")


if __name__ == "__main__":
    main()
