"""dbt in a process of its own, forked from one that has imported dbt: the import takes as long as a build of ten models."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["dbt.cli.main", "dbt.adapters.duckdb", "dbt.adapters.postgres"])


def run(arguments: list[str], environment: dict[str, str], folder: Path, output: Path) -> int:
    """The exit code. `folder`: where it runs. `output`: a file for what dbt prints."""
    process = FORKS.Process(target=_dbt, args=(arguments, environment, folder, output))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _dbt(arguments: list[str], environment: dict[str, str], folder: Path, output: Path) -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import cli

    with output.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ.update(environment)
    os.chdir(folder)
    try:
        cli(arguments)
    finally:
        # A program does so at its exit, of which such a process has none. Else a .wal would have the tables.
        DuckDBConnectionManager.close_all_connections()
