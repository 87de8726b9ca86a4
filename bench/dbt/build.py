"""How long the dbt package takes to build in DuckDB, and how much memory, as the tables grow:

    npm run bench:dbt [-- --rows 1000 10000 100000 1000000]

The connector fills one DuckDB from the simulator with 2,000 bookings and 2,000 transactions. They are then copied with new UUIDs until
each table has ROWS rows, since a million answers of the simulator would take longer than what is measured; transactions still name
their bookings, bookings their trips. The build is `dbt build`: all models and all tests, with the profile of
dbt/integration_tests.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
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
from warehouses import PACKAGE, ROOT, Warehouse  # noqa: E402

COMPANY = ["--seed", "1", "--bookings", "2000", "--transactions", "2000", "--users", "500", "--expenses", "ledger", "--travel", "trips"]
# By table: the columns that hold UUIDs of bookings, trips or transactions.
UUIDS = {"bookings": ["uuid", "tripuuids"], "transactions": ["id", "booking_details"]}
HEX = "[0-9a-f]"
TAIL = f"{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}"


def multiply(path: Path, rows: int) -> None:
    """Each copy has its number as the first four digits of its UUIDs."""
    with duckdb.connect(str(path), config={"memory_limit": "3GB", "threads": 2, "preserve_insertion_order": False}) as connection:
        for table, columns in UUIDS.items():
            new = ", ".join(
                f"cast(regexp_replace(cast({column} as varchar), '{HEX}{{4}}({TAIL})', printf('%04x', copy) || '\\1', 'g')"
                f" as {'json' if column in ('tripuuids', 'booking_details') else 'varchar'}) as {column}"
                for column in columns
            )
            connection.execute(
                f"alter table navan.{table} rename to company_{table};"
                f"create table navan.{table} as select * exclude (copy) replace ({new}) from navan.company_{table},"
                f" range((select cast(ceil({rows} / count(*)) as bigint) from navan.company_{table})) as copies (copy) limit {rows};"
                f"drop table navan.company_{table}"
            )
            found = connection.execute(f"select count(*), count(distinct {columns[0]}) from navan.{table}").fetchone()
            assert found == (rows, rows), f"{table}: {found} rows and keys, expected {rows}"


def build(path: Path, folder: Path) -> tuple[float, float, float, dict[str, float]]:
    """Seconds, seconds of CPU, peak memory in GB, seconds by model."""
    command = [Path(sys.executable).with_name("dbt"), "--no-use-colors", "build", "--target", "duckdb", "--project-dir", PACKAGE]
    command += ["--profiles-dir", PACKAGE / "integration_tests", "--target-path", folder / "target", "--log-path", folder / "logs"]
    environment = {**os.environ, "NAVAN_DUCKDB": str(path), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    with (folder / "output").open("w") as output:
        began = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
    if status:
        raise RuntimeError((folder / "output").read_text())
    results = json.loads((folder / "target" / "run_results.json").read_text())["results"]
    models = {result["unique_id"].split(".")[2]: result["execution_time"] for result in results}
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e6, models


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    chosen = options.parse_args()
    folder = Path(work.name)
    company = folder / "company.duckdb"
    with running_simulator(ROOT / "dist" / "simulator" / "main.js", COMPANY) as simulator:
        sync_duckdb(simulator, Warehouse("duckdb", folder, file=company))
    for rows in chosen.rows:
        path = folder / "rows.duckdb"
        shutil.copy(company, path)
        multiply(path, rows)
        load = os.getloadavg()[0]
        seconds, cpu, memory, models = build(path, folder)
        slowest = ", ".join(f"{name} {models[name]:.0f}" for name in sorted(models, key=lambda name: -models[name])[:5])
        print(f"{rows:,} bookings and {rows:,} transactions: {seconds:.0f} s, {cpu:.0f} s of CPU, {memory:.2f} GB, load before {load:.1f}; slowest, in s: {slowest}", flush=True)
        path.unlink()


if __name__ == "__main__":
    main()
