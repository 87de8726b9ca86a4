"""A simulator for each test, and one PostgreSQL for all of them. Started by test/conformance/run.sh."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Iterator

import pytest

# PyAirbyte reads these when it is imported: no registry, no telemetry, no files beside the caller's.
os.environ["AIRBYTE_OFFLINE_MODE"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
PROJECT = tempfile.mkdtemp(prefix="source-navan-pyairbyte-")
os.environ["AIRBYTE_PROJECT_DIR"] = PROJECT
os.environ["AIRBYTE_TEMP_DIR"] = PROJECT
os.environ["AIRBYTE_LOGGING_ROOT"] = PROJECT

from postgres import Postgres, binaries, running_postgres  # noqa: E402
from runtimes import ROOT  # noqa: E402
from simulator import Simulator, running_simulator  # noqa: E402


def pytest_unconfigure() -> None:
    shutil.rmtree(PROJECT, ignore_errors=True)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    options = ["--seed", "5", "--bookings", "230", "--transactions", "25", "--users", "120"]
    with running_simulator(ROOT / "dist/simulator/main.js", options) as running:
        yield running


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    if binaries() is None:
        pytest.skip("no PostgreSQL under /usr/lib/postgresql, and apt could not install it")
    with running_postgres() as running:
        yield running
