"""The connector against the simulator, its records in a warehouse, and the job."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, Iterator

import pytest

from receivers import Job
from simulator import Simulator, running_simulator
from tables import ROOT, Row, Warehouse

STREAMS = ("bookings", "transactions", "sync_health")


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    options = ["--seed", "5", "--bookings", "40", "--transactions", "5", "--users", "5"]
    with running_simulator(ROOT / "dist/simulator/main.js", options) as running:
        yield running


class Connector:
    """Syncs as Airbyte does, with the state of the sync before."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.folder = folder
        self.config = {**simulator.control("config"), "bookings_recheck_hours": 0}
        self.states: dict[str, Any] = {}

    def start(self, **config: Any) -> subprocess.Popen[str]:
        streams = [
            {"stream": {"name": name, "json_schema": {}, "supported_sync_modes": ["incremental"]}, "sync_mode": "incremental",
             "destination_sync_mode": "append"}
            for name in STREAMS
        ]  # fmt: skip
        files = {"config": {**self.config, **config}, "catalog": {"streams": streams}, "state": list(self.states.values())}
        for name, content in files.items():
            (self.folder / f"{name}.json").write_text(json.dumps(content))
        options = [option for name in files for option in (f"--{name}", str(self.folder / f"{name}.json"))]
        return subprocess.Popen([ROOT / "bin" / "source-navan", "read", *options], stdout=subprocess.PIPE, text=True)

    def end(self, process: subprocess.Popen[str]) -> tuple[int, list[Row]]:
        """The exit code, and the records of sync_health."""
        output, _ = process.communicate(timeout=60)
        messages = [json.loads(line) for line in output.splitlines()]
        for message in messages:
            if message["type"] == "STATE":
                state = message["state"]
                self.states[state["stream"]["stream_descriptor"]["name"]] = state
        records = [message["record"] for message in messages if message["type"] == "RECORD"]
        return process.returncode, [record["data"] for record in records if record["stream"] == "sync_health"]

    def sync(self, **config: Any) -> tuple[int, list[Row]]:
        return self.end(self.start(**config))


@pytest.fixture
def connector(simulator: Simulator, tmp_path: Path) -> Connector:
    (tmp_path / "connector").mkdir()
    return Connector(simulator, tmp_path / "connector")


@pytest.mark.parametrize("form", ["duckdb by PyAirbyte", "postgresql by Airbyte"])
def test_a_refused_secret_pages_until_it_is_replaced(
    make_warehouse, job: Job, connector: Connector, form: str
) -> None:
    warehouse: Warehouse = make_warehouse(form)
    job.dsn, job.table = warehouse.dsn, warehouse.table

    def told_after(**config: Any) -> tuple[int, list[str], list[str]]:
        status, rows = connector.sync(**config)
        warehouse.load(rows)
        slack, pagerduty = job.told("--every", "6h")
        return status, [line.split("` ·")[0] for line in slack], [event.split(" ")[0] for event in pagerduty]

    assert told_after() == (0, [], [])
    assert told_after(client_secret="0" * 32) == (1, ["*[page]* `token-refused"], ["trigger"])
    assert told_after() == (0, ["*[resolved]* `token-refused"], ["resolve"])


def test_a_sync_that_fails_leaves_its_rows(warehouse: Warehouse, job: Job, connector: Connector, simulator: Simulator) -> None:
    simulator.control("faults", [{"match": {"path": "/v1/bookings"}, "fault": {"kind": "status", "status": 403}}])
    status, rows = connector.sync()
    assert status == 1
    assert [(row["stream"], row["status"]) for row in rows if row["stream"] != "transactions"] == [("bookings", "incomplete"), (None, "incomplete")]
    warehouse.load(rows)
    assert job.told()[0][0].startswith("*[page]* `sync-config-error`")


def stopped(connector: Connector, simulator: Simulator, by: signal.Signals) -> list[Row]:
    simulator.control("faults", [{"match": {"path": "/v1/bookings"}, "fault": {"kind": "delay", "ms": 20_000}}])
    process = connector.start()
    deadline = time.monotonic() + 20
    while not any(request["path"].startswith("/v1/bookings") for request in simulator.requests()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(by)
    status, rows = connector.end(process)
    assert status == -by
    return rows


def test_a_stop_signal_leaves_rows(connector: Connector, simulator: Simulator) -> None:
    rows = stopped(connector, simulator, signal.SIGTERM)
    assert {row["error_code"] for row in rows if row["status"] == "incomplete"} == {"interrupted"}
    assert rows[-1]["stream"] is None


def test_a_kill_leaves_none(connector: Connector, simulator: Simulator) -> None:
    assert stopped(connector, simulator, signal.SIGKILL) == []


def test_an_invalid_configuration_leaves_one(connector: Connector) -> None:
    status, rows = connector.sync(start_date="yesterday")
    assert status == 1
    assert [(row["stream"], row["status"], row["failure_type"]) for row in rows] == [(None, "incomplete", "config_error")]
