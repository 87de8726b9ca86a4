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
        read = ConcurrentDeclarativeSource
        source = ConcurrentDeclarativeSource(
            catalog=read.read_catalog(parsed.catalog) if getattr(parsed, "catalog", None) else None,
            config=read.read_config(parsed.config) if getattr(parsed, "config", None) else None,
            state=read.read_state(parsed.state) if getattr(parsed, "state", None) else None,
            source_config=yaml.load(MANIFEST.read_text(encoding="utf-8"), yaml.CSafeLoader),
        )
        logging.getLogger("airbyte").setLevel(logging.ERROR)
        lines: list[str] = []
        code = 0
        try:
            lines += AirbyteEntrypoint(source).run(parsed)
        except Exception as error:  # noqa: BLE001  whatever ends the command is its result
            lines.append("")
            code = 1
            return subprocess.CompletedProcess(arguments, code, "\n".join(lines), repr(error))
        return subprocess.CompletedProcess(arguments, code, "\n".join(lines), "")


def airbyte_in_process() -> Runtime:
    return AirbyteInProcess("airbyte-cdk", ())
