"""What a read wrote to stdout, sorted by kind, and the files that show it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable

Record = dict[str, Any]


@dataclass
class Read:
    exit_code: int
    records: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    """Stream name to its records, in the order they came."""
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Stream name to its last state, as an entry of the list that `--state` takes."""
    errors: list[str] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)
    """Stream name to its last status."""

    @property
    def failed(self) -> bool:
        return self.exit_code != 0 or bool(self.errors)

    def dump(self, folder: Path) -> None:
        """`<stream>.ndjson` (one record a line), `state.json` (what `--state` takes), `errors.txt`."""
        folder.mkdir(parents=True, exist_ok=True)
        for stream, records in self.records.items():
            lines = (json.dumps(record, ensure_ascii=False, sort_keys=True) for record in records)
            (folder / f"{stream}.ndjson").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        (folder / "state.json").write_text(json.dumps(list(self.states.values()), indent=2))
        (folder / "errors.txt").write_text("\n".join(self.errors))


def parse_messages(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Every line has to be a message: a stray one is an error."""
    return [json.loads(line) for line in lines if line.strip()]


def collect(messages: Iterable[dict[str, Any]], exit_code: int) -> Read:
    read = Read(exit_code)
    for message in messages:
        match message:
            case {"type": "RECORD", "record": {"stream": stream, "data": data}}:
                read.records[stream].append(data)
            case {"type": "STATE", "state": {"stream": {"stream_descriptor": {"name": stream}}} as state}:
                read.states[stream] = {"type": "STREAM", "stream": state["stream"]}
            case {"type": "TRACE", "trace": {"type": "ERROR", "error": error}}:
                read.errors.append(error["message"])
            case {"type": "TRACE", "trace": {"type": "STREAM_STATUS", "stream_status": status}}:
                read.statuses[status["stream_descriptor"]["name"]] = status["status"]
    return read
