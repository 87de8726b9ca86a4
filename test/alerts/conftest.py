"""A warehouse for each test, and stand-ins for Slack and PagerDuty. Started by test/alerts/run.sh."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Iterator

import pytest

from postgres import Postgres, binaries, running_postgres
from receivers import Job, Receiver, receiving
from tables import FORMS, Warehouse

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    if binaries() is None:
        pytest.skip("no PostgreSQL under /usr/lib/postgresql, and apt could not install it")
    with running_postgres() as running:
        yield running


@pytest.fixture
def make_warehouse(request: pytest.FixtureRequest, tmp_path: Path):
    def make(form: str) -> Warehouse:
        schema = f"navan_{next(_numbers)}"
        if form.startswith("duckdb"):
            return Warehouse(form, f"duckdb:{tmp_path / 'warehouse.duckdb'}", schema)
        server = request.getfixturevalue("postgres")
        return Warehouse(form, f"postgresql://{server.user}@127.0.0.1:{server.port}/{server.database}", schema)

    return make


@pytest.fixture(params=FORMS)
def each_warehouse(request: pytest.FixtureRequest, make_warehouse) -> Warehouse:
    return make_warehouse(request.param)


@pytest.fixture
def warehouse(make_warehouse) -> Warehouse:
    return make_warehouse("duckdb by PyAirbyte")


@pytest.fixture
def slack() -> Iterator[Receiver]:
    with receiving(Receiver(200), "/services/T0/B0/secret") as receiver:
        yield receiver


@pytest.fixture
def pagerduty() -> Iterator[Receiver]:
    with receiving(Receiver(202), "/v2/enqueue") as receiver:
        yield receiver


@pytest.fixture
def job(warehouse: Warehouse, tmp_path: Path, slack: Receiver, pagerduty: Receiver) -> Job:
    return Job(warehouse.dsn, warehouse.table, tmp_path / "state.json", slack, pagerduty)
