"""Builds the ledger of the simulator's company in company.duckdb and exports it for NetSuite and SAP. Started by python.sh."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

work = tempfile.TemporaryDirectory()
# PyAirbyte reads these when it is imported: no registry, no telemetry, no files outside this folder.
os.environ["AIRBYTE_OFFLINE_MODE"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
for _name in ("AIRBYTE_PROJECT_DIR", "AIRBYTE_TEMP_DIR", "AIRBYTE_LOGGING_ROOT"):
    os.environ[_name] = work.name

from destinations import sync_duckdb  # noqa: E402
from expected.ledger import Settings  # noqa: E402
from ledger_build import SELECTED, WITHOUT, seeded  # noqa: E402
from ledger_company import LEDGER, seeds  # noqa: E402
from simulator import running_simulator  # noqa: E402
from warehouses import PACKAGE, ROOT, Warehouse  # noqa: E402

folder = ROOT / "reports" / "journal"
path = ROOT / "company.duckdb"
path.unlink(missing_ok=True)
with running_simulator(ROOT / "dist" / "simulator" / "main.js", LEDGER) as simulator:
    warehouse = Warehouse("duckdb", Path(work.name), file=path)
    sync_duckdb(simulator, warehouse, streams=("transactions", "statement_payments"))
with seeded(warehouse, seeds()):
    result = warehouse.build(*SELECTED, variables={**WITHOUT, **Settings().variables()})
print(result.output.strip().splitlines()[-1])
command = [sys.executable, PACKAGE / "export", "write", "--duckdb", path, "--format", "netsuite", "--format", "sap", "--folder", folder]
sys.exit(subprocess.run(command).returncode)
