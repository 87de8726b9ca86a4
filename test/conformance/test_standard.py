"""Airbyte's standard connector tests, run against the command `bin/source-navan`. Started by run.sh."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from airbyte_cdk.test import entrypoint_wrapper
from airbyte_cdk.test.standard_tests import docker_base
from airbyte_cdk.test.standard_tests import SourceTestSuiteBase

ROOT = Path(os.environ["CONNECTOR_ROOT"])
COMMAND = str(Path(__file__).resolve().parents[2] / "bin" / "source-navan")


def run_command(source: Any, args: list[str], expecting_exception: bool | None = None, *, expected_outcome: Any = None) -> Any:
    """In the place of the suite's own way, which imports a connector written in Python."""
    return docker_base.run_docker_airbyte_command([COMMAND, *args])


entrypoint_wrapper._run_command = run_command


class Command:
    """All that the suite asks of a connector before it runs a command."""

    @staticmethod
    def spec(logger: Any) -> Any:
        raise NotImplementedError


class TestSourceNavan(SourceTestSuiteBase):
    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return ROOT

    @classmethod
    def create_connector(cls, scenario: Any) -> Any:
        return Command()
