"""One simulator for all tests, whose faults and clock each begins with. Started by test/receipts/run.sh."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest

from postgres import Postgres, binaries, running_postgres
from script import ROOT, Script
from simulator import Simulator, running_simulator


@pytest.fixture(scope="session")
def running() -> Iterator[Simulator]:
    options = ["--seed", "5", "--bookings", "0", "--users", "5", "--transactions", "60", "--receipt-host", "own"]
    with running_simulator(ROOT / "dist/simulator/main.js", options) as simulator:
        yield simulator


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    running.control("faults", [])
    running.control("latency", {"ms": 0})
    running.control("now", {})
    running.control("set", {"deadReceipts": "403", "receiptBytes": 2000})
    running.control("reset-log")
    return running


@pytest.fixture
def script(simulator: Simulator, tmp_path: Path) -> Script:
    return Script(simulator.url, tmp_path / "receipts", tmp_path / "output.jsonl")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    if binaries() is None:
        pytest.skip("no PostgreSQL under /usr/lib/postgresql, and apt could not install it")
    with running_postgres() as running:
        yield running
