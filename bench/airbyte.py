"""How fast Airbyte's own runtime reads bookings with this manifest. Run it with the witness's Python:

    .venv-witness/bin/python bench/airbyte.py [--bookings 20000] [--rounds 5] [--manifest FILE]

Each read is a process whose stdout is drained at once. What the process needs to start is measured in each round and taken off. All kinds
of read take turns, so that other load on the machine affects all of them; compare ratios, not rates. The bare loop runs in the same Python,
asks for the same pages one after another, and parses and prints each record.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "test" / "witness"))
sys.dont_write_bytecode = True

from simulator import Simulator, running_simulator  # noqa: E402

COMMAND = str(Path(sys.executable).with_name("source-declarative-manifest"))
CATALOG = {
    "streams": [
        {
            "stream": {"name": "bookings", "json_schema": {}, "supported_sync_modes": ["full_refresh", "incremental"]},
            "sync_mode": "incremental",
            "destination_sync_mode": "append",
        }
    ]
}
BARE_LOOP = """
import json, sys, time
import orjson, requests
url, token, queries = sys.argv[1], sys.argv[2], json.load(open(sys.argv[3]))
session = requests.Session()
session.headers["Authorization"] = f"Bearer {token}"
for query in queries:
    for data in orjson.loads(session.get(f"{url}/v1/bookings", params=query).content)["data"]:
        record = {"stream": "bookings", "data": data, "emitted_at": time.time_ns() // 1_000_000}
        print(orjson.dumps({"type": "RECORD", "record": record}).decode())
"""


@dataclass
class Measured:
    seconds: float
    cpu_seconds: float
    records: int
    states: list[Any]

    def __sub__(self, other: Measured) -> Measured:
        return Measured(self.seconds - other.seconds, self.cpu_seconds - other.cpu_seconds, self.records, self.states)


def measured(command: list[str]) -> Measured:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    records, states = 0, []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        for line in process.stdout:
            records += line.startswith(b'{"type":"RECORD"')
            if line.startswith(b'{"type":"STATE"'):
                states = [json.loads(line)["state"]]
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(command)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(time.monotonic() - began, cpu, records, states)


class Bench:
    def __init__(self, simulator: Simulator, manifest: Path, folder: Path) -> None:
        self.simulator, self.manifest, self.folder = simulator, manifest, folder
        self.config: dict[str, Any] = simulator.control("config")

    def read(self, state: list[Any], **options: Any) -> Measured:
        inputs = {"config": {**self.config, **options}, "catalog": CATALOG, "state": state}
        arguments = [part for name, value in inputs.items() for part in (f"--{name}", self.file(name, value))]
        return measured([COMMAND, "read", *arguments, "--manifest-path", str(self.manifest)])

    def start(self) -> Measured:
        """A read of the current month's last day only, which has hardly any bookings."""
        return self.read([], start_date=datetime.now(timezone.utc).strftime("%Y-%m-%dT00:00:00Z"))

    def bare_loop(self, pages: list[dict[str, Any]]) -> Measured:
        queries = self.file("queries", [page["params"] for page in pages])
        return measured([sys.executable, "-c", BARE_LOOP, self.simulator.url, self.token(), queries])

    def bare_start(self) -> Measured:
        return measured([sys.executable, "-c", BARE_LOOP, self.simulator.url, "", self.file("queries", [])])

    def token(self) -> str:
        import requests

        form = {"grant_type": "client_credentials", **{key: self.config[key] for key in ("client_id", "client_secret")}}
        return requests.post(f"{self.simulator.url}/ta-auth/oauth/token", data=form, timeout=10).json()["access_token"]

    def file(self, name: str, value: Any) -> str:
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(value))
        return str(path)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bookings", type=int, default=20000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--manifest", type=Path, default=ROOT / "resources" / "manifest.yaml")
    chosen = options.parse_args()
    flags = ["--bookings", str(chosen.bookings), "--prepare", "true"]
    with running_simulator(ROOT / "dist/simulator/main.js", flags) as simulator, tempfile.TemporaryDirectory() as folder:
        bench = Bench(simulator, chosen.manifest, Path(folder))
        simulator.control("reset-log")
        # Also fills the server's page cache.
        first = bench.read([])
        pages = [request for request in simulator.requests() if request["path"] == "/v1/bookings"]
        kept = {"include_passports": True}
        kinds = {
            "first sync, the form's defaults": lambda: bench.read([]),
            "first sync, passports kept": lambda: bench.read([], personal_data=kept),
            "second sync, nothing changed": lambda: bench.read(first.states),
        }
        loops: list[Measured] = []
        rounds: dict[str, list[Measured]] = {kind: [] for kind in kinds}
        for _ in range(chosen.rounds):
            loops.append(bench.bare_loop(pages) - bench.bare_start())
            start = bench.start()
            for kind, read in kinds.items():
                rounds[kind].append(read() - start)
    print(f"{chosen.bookings} bookings on {len(pages)} pages, {chosen.rounds} rounds; starting takes {start.seconds:.1f} s")
    rate = chosen.bookings / median(one.seconds for one in loops)
    print(f"bare loop: {rate:.0f} bookings a second, {cost(loops, chosen.bookings)}")
    for kind, all_rounds in rounds.items():
        seconds = sorted(one.seconds for one in all_rounds)
        slowest, middle, fastest = (chosen.bookings / one for one in (seconds[-1], median(seconds), seconds[0]))
        times = median(one.cpu_seconds for one in all_rounds) / median(one.cpu_seconds for one in loops)
        print(
            f"{kind}: {middle:.0f} bookings a second ({slowest:.0f} to {fastest:.0f}), {cost(all_rounds, chosen.bookings)}, "
            f"{times:.1f} x the bare loop's; {all_rounds[-1].records} sent"
        )


def cost(rounds: list[Measured], bookings: int) -> str:
    return f"{1e6 * median(one.cpu_seconds for one in rounds) / bookings:.0f} µs of CPU each"


if __name__ == "__main__":
    main()
