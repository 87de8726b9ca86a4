"""Airbyte's runtime inside this process: its start takes longer than most reads."""

from __future__ import annotations

import logging
import subprocess
from typing import Any

import yaml
from airbyte_cdk.entrypoint import AirbyteEntrypoint
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource

from runtimes import MANIFEST, Runtime


class AirbyteInProcess(Runtime):
    def _execute(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        parsed = AirbyteEntrypoint.parse_args(arguments)
        files = ConcurrentDeclarativeSource
        source = ConcurrentDeclarativeSource(
            catalog=files.read_catalog(parsed.catalog) if parsed.command == "read" else None,
            config=files.read_config(parsed.config),
            state=files.read_state(parsed.state) if parsed.command == "read" else None,
            source_config=yaml.load(MANIFEST.read_text(encoding="utf-8"), yaml.CSafeLoader),
        )
        logging.getLogger("airbyte").setLevel(logging.ERROR)
        lines: list[str] = []
        try:
            lines += AirbyteEntrypoint(source).run(parsed)
        except Exception as error:  # Whatever ends the command is its result, as the exit code of a process is.
            return subprocess.CompletedProcess(arguments, 1, "\n".join(lines), repr(error))
        return subprocess.CompletedProcess(arguments, 0, "\n".join(lines), "")


def airbyte_in_process() -> Runtime:
    return AirbyteInProcess("airbyte-cdk", ())
