from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Callable

import pytest
import yaml

from command import Run, run


@pytest.fixture(scope="session")
def folder() -> Path:
    """The connector folder that prepare.mjs has made."""
    return Path(os.environ["OLDER_SUITE_FOLDER"])


@pytest.fixture(scope="session")
def suite_config(folder: Path) -> dict[str, Any]:
    return yaml.safe_load((folder / "acceptance-test-config.yml").read_text())


@pytest.fixture(scope="session")
def config(folder: Path) -> Path:
    return folder / "secrets" / "config.json"


@pytest.fixture(scope="session")
def spec_run() -> Run:
    return run("spec")


@pytest.fixture(scope="session")
def spec(spec_run: Run) -> dict[str, Any]:
    return spec_run.of("SPEC")[0]["spec"]["connectionSpecification"]


@pytest.fixture(scope="session")
def check_run(config: Path) -> Run:
    return run("check", config=config)


@pytest.fixture(scope="session")
def failed_check_run(folder: Path) -> Run:
    return run("check", config=folder / "secrets" / "invalid_config.json")


@pytest.fixture(scope="session")
def discover_run(config: Path) -> Run:
    return run("discover", config=config)


@pytest.fixture(scope="session")
def streams(discover_run: Run) -> list[dict[str, Any]]:
    return discover_run.of("CATALOG")[0]["catalog"]["streams"]


@pytest.fixture(scope="session")
def configured(tmp_path_factory: pytest.TempPathFactory, streams: list[dict[str, Any]]) -> Path:
    """As the suite's basic read: each stream in the first of its modes."""
    entries = [
        {"stream": stream, "sync_mode": stream["supported_sync_modes"][0], "destination_sync_mode": "overwrite"} for stream in streams
    ]
    path = tmp_path_factory.mktemp("catalog") / "catalog.json"
    path.write_text(json.dumps({"streams": entries}))
    return path


@pytest.fixture(scope="session")
def full_reads(config: Path, configured: Path) -> tuple[Run, Run]:
    """Two, one after the other."""
    return run("read", config=config, catalog=configured), run("read", config=config, catalog=configured)


@pytest.fixture(scope="session")
def read_incrementally(folder: Path, config: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    catalog = folder / "integration_tests" / "incremental_catalog.json"

    def read(states: list[dict[str, Any]] | None = None) -> Run:
        if states is None:
            return run("read", config=config, catalog=catalog)
        state = tmp_path_factory.mktemp("state") / "state.json"
        state.write_text(json.dumps(states))
        return run("read", config=config, catalog=catalog, state=state)

    return read


@pytest.fixture(scope="session")
def first_incremental(read_incrementally: Callable[..., Run]) -> Run:
    return read_incrementally()


@pytest.fixture(scope="session")
def incremental_streams(streams: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [stream for stream in streams if "incremental" in stream["supported_sync_modes"]]


@pytest.fixture(scope="session")
def bad_catalog_run(config: Path, tmp_path_factory: pytest.TempPathFactory, streams: list[dict[str, Any]]) -> Run:
    """The suite's own invalid catalog: both modes are no modes."""
    path = tmp_path_factory.mktemp("invalid") / "catalog.json"
    entry = {"stream": {**streams[0], "name": "__invalid__"}, "sync_mode": "INVALID", "destination_sync_mode": "INVALID"}
    path.write_text(json.dumps({"streams": [entry]}))
    return run("read", config=config, catalog=path)


@pytest.fixture(scope="session")
def all_runs(
    spec_run: Run,
    check_run: Run,
    failed_check_run: Run,
    discover_run: Run,
    full_reads: tuple[Run, Run],
    first_incremental: Run,
    bad_catalog_run: Run,
) -> list[Run]:
    return [spec_run, check_run, failed_check_run, discover_run, *full_reads, first_incremental, bad_catalog_run]
