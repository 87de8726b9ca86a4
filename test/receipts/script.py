"""The script as a scheduler starts it, links to the simulator's files, and what is in the folder afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "examples" / "receipts" / "receipts.py"
# A plain ID: UUIDs in the simulator and at Navan.
IDS = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(1000)]


def message(**data: Any) -> str:
    return json.dumps({"type": "RECORD", "record": {"stream": "transaction_receipts", "data": data, "emitted_at": 0}}) + "\n"


@dataclass(frozen=True)
class Result:
    status: int
    stdout: str
    stderr: str


@dataclass
class Script:
    """`options`: those of every run."""

    url: str
    folder: Path
    output: Path
    options: list[str] = field(default_factory=lambda: ["--loopback", "--tries", "1"])
    environment: dict[str, str] = field(default_factory=dict)

    def link(self, name: str) -> str:
        return f"{self.url}/receipt-files/{name}"

    def links(self, ids: Iterable[str]) -> None:
        """Writes the connector's output, with one receipt of each transaction."""
        self.output.write_text("".join(message(transaction_id=each, receipt_url=self.link(each)) for each in ids))

    def start(self, *options: str, **process: Any) -> subprocess.Popen[str]:
        source = [] if "RECEIPTS_DSN" in self.environment else ["--jsonl", str(self.output)]
        command = [sys.executable, str(SCRIPT), "--to", str(self.folder), *source, *self.options, *options]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **self.environment}
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **process)

    def end(self, process: subprocess.Popen[str]) -> Result:
        stdout, stderr = process.communicate(timeout=60)
        return Result(process.returncode, stdout, stderr)

    def run(self, *options: str, **process: Any) -> Result:
        return self.end(self.start(*options, **process))

    def stored(self, *options: str) -> str:
        """Runs it, without a failure. The line of totals."""
        result = self.run(*options)
        assert (result.stderr, result.status) == ("", 0), result
        return result.stdout.strip()

    def reason(self, *options: str) -> str:
        """Runs it with one link. Why that failed."""
        self.links(IDS[:1])
        result = self.run(*options)
        assert (result.status, self.files()) == (1, {}), result
        first = result.stderr.splitlines()[0]
        assert first.startswith(f"receipts.py: {IDS[0]} receipt: "), result
        return first.split(" receipt: ")[1]

    def manifest(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "manifest.jsonl").read_text().splitlines()]

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (self.folder / "files").iterdir()}

    def verify(self) -> Result:
        return self.run("--verify")
