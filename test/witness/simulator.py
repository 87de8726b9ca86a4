"""The simulator as a child process, with its control calls."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Simulator:
    def __init__(self, options: list[str]) -> None:
        command = ["node", str(ROOT / "dist" / "simulator" / "main.js"), *options]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
        assert self._process.stdout
        self.url = self._process.stdout.readline().strip()

    def __enter__(self) -> "Simulator":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    def config(self) -> dict[str, Any]:
        return json.loads(self._get("config"))

    def truth(self, stream: str) -> list[dict[str, Any]]:
        """Every record as it stands now."""
        return [json.loads(line) for line in self._get(f"truth?stream={stream}").split("\n") if line]

    def change(self, stream: str, count: int, fields: dict[str, Any]) -> list[str]:
        """Changes that many records, spread over all of them; returns their ids."""
        return self._post("change", {"stream": stream, "which": count, "fields": fields})["ids"]

    def insert(self, stream: str, records: list[dict[str, Any]]) -> list[str]:
        return self._post("insert", {"stream": stream, "records": records})["ids"]

    def _get(self, what: str) -> str:
        with urllib.request.urlopen(f"{self.url}/_control/{what}") as answer:
            return answer.read().decode()

    def _post(self, what: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(f"{self.url}/_control/{what}", json.dumps(body).encode(), method="POST")
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())
