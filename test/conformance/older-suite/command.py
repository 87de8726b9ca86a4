"""Runs the command and reads what it writes the way Airbyte's older suite does."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COMMAND = Path(__file__).resolve().parents[3] / "bin" / "source-navan"

Message = dict[str, Any]


@dataclass(frozen=True)
class Run:
    exit_code: int
    stdout: str
    stderr: str
    seconds: float
    messages: list[Message] = field(repr=False)

    def of(self, kind: str) -> list[Message]:
        return [message for message in self.messages if message["type"] == kind]

    @property
    def records(self) -> list[Message]:
        return [message["record"] for message in self.of("RECORD")]

    @property
    def states(self) -> list[Message]:
        return [message["state"] for message in self.of("STATE")]

    @property
    def traces(self) -> list[Message]:
        return [message["trace"] for message in self.of("TRACE")]

    def records_of(self, stream: str) -> list[Message]:
        return [record for record in self.records if record["stream"] == stream]

    def states_of(self, stream: str) -> list[Message]:
        return [state for state in self.states if state["stream"]["stream_descriptor"]["name"] == stream]


def run(verb: str, **files: Path) -> Run:
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    began = time.monotonic()
    ended = subprocess.run([COMMAND, verb, *options], capture_output=True, timeout=600, check=False)
    seconds = time.monotonic() - began
    stdout, stderr = ended.stdout.decode(), ended.stderr.decode()
    # A run that fails is judged by both channels, one behind the other.
    text = stdout if ended.returncode == 0 else stdout + stderr
    # Python splits at more characters than JSON lines do.
    lines = [line for line in text.splitlines() if line.lstrip().startswith("{")]
    return Run(ended.returncode, stdout, stderr, seconds, [json.loads(line) for line in lines])
