"""The company of the tests: a simulator, its tables in both warehouses, and the models that dbt built on them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest

# PyAirbyte reads these when it is imported: no registry, no telemetry, no files outside this folder.
PROJECT = tempfile.mkdtemp(prefix="source-navan-dbt-")
os.environ["AIRBYTE_OFFLINE_MODE"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
for _name in ("AIRBYTE_PROJECT_DIR", "AIRBYTE_TEMP_DIR", "AIRBYTE_LOGGING_ROOT"):
    os.environ[_name] = PROJECT

from company import Company  # noqa: E402
from destinations import AirbyteOnPostgres  # noqa: E402
from odd_bookings import ODD_BOOKINGS  # noqa: E402
from odd_transactions import odd_transactions  # noqa: E402
from postgres import Postgres, binaries, running_postgres  # noqa: E402
from simulator import running_simulator  # noqa: E402
from warehouses import ROOT, Warehouse  # noqa: E402

SIMULATOR = ROOT / "dist" / "simulator" / "main.js"
# The ledger's transactions change at full hours. Not one itself: at midnight, a clock that is a moment behind has another day.
NOW = datetime.now(timezone.utc).replace(minute=5, second=0, microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")
COMPANY = ["--seed", "1", "--now", NOW, "--bookings", "400", "--transactions", "80", "--users", "60"]
COMPANY += ["--expenses", "ledger", "--travel", "trips"]


def pytest_unconfigure() -> None:
    shutil.rmtree(PROJECT, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    if binaries() is None:
        pytest.skip("no PostgreSQL under /usr/lib/postgresql, and apt could not install it")
    with running_postgres() as running:
        yield running


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Company]:
    """With odd records among the generated ones."""
    duckdb = Warehouse("duckdb", tmp_path_factory.mktemp("duckdb"))
    on_postgres = Warehouse("postgres", tmp_path_factory.mktemp("postgres"), postgres)
    with running_simulator(SIMULATOR, COMPANY) as simulator:
        made = Company(simulator, {"duckdb": duckdb, "postgres": on_postgres}, AirbyteOnPostgres(simulator, postgres))
        simulator.control("insert", {"stream": "bookings", "records": ODD_BOOKINGS})
        simulator.control("insert", {"stream": "transactions", "records": odd_transactions(NOW)})
        made.sync()
        made.build()
        yield made


@pytest.fixture(params=["duckdb", "postgres"])
def warehouse(request: pytest.FixtureRequest, company: Company) -> Warehouse:
    """Each warehouse with the company's models."""
    return company.warehouses[request.param]
