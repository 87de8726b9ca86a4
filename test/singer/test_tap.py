"""A client that is no kin of this connector: a tap of singer-sdk reads the simulator and gets its truth."""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path

from runtimes import ROOT
from simulator import running_simulator

TAP = Path(__file__).with_name("tap.py")
# The tap's schemas name these fields, and singer-sdk sends no others.
FIELDS = {
    "bookings": ("uuid", "created", "lastModified"),
    "users": ("id", "userName"),
    "fees": ("id", "modified_timestamp", "posted_amount"),
}


def test_given_a_simulator_when_a_tap_reads_it_then_its_records_are_the_truth(tmp_path: Path) -> None:
    options = ["--now", "2026-11-24T12:00:00Z", "--bookings", "730", "--users", "130", "--transactions", "180"]
    with running_simulator(ROOT / "dist/simulator/main.js", options) as simulator:
        days = {"from_day": "2026-09-01", "to_day": "2026-11-24"}
        config = tmp_path / "config.json"
        config.write_text(json.dumps({**simulator.control("config"), **days}), encoding="utf-8")
        tap = subprocess.run(
            [os.environ["SINGER_PYTHON"], str(TAP), "--config", str(config)],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert tap.returncode == 0, tap.stderr[-2000:]
        truth = {stream: simulator.truth(stream) for stream in FIELDS}

    read = defaultdict(list)
    for message in map(json.loads, tap.stdout.split("\n")[:-1]):
        if message["type"] == "RECORD":
            read[message["stream"]].append(message["record"])

    for stream, fields in FIELDS.items():
        expected = [{field: record[field] for field in fields} for record in truth[stream]]
        key = fields[0]
        assert len(expected) > 100
        assert sorted(read[stream], key=lambda record: record[key]) == sorted(expected, key=lambda record: record[key])
