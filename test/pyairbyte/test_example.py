"""The example of the README, run as it stands there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from runtimes import ROOT
from simulator import Simulator

EXAMPLE = ROOT / "examples" / "pyairbyte.py"


def test_the_readme_shows_the_example() -> None:
    assert f"```python\n{EXAMPLE.read_text()}```" in (ROOT / "README.md").read_text()


def test_the_example_reads_all_bookings_and_then_keeps_them(simulator: Simulator, tmp_path: Path) -> None:
    (tmp_path / "bin").symlink_to(ROOT / "bin")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "config.json").write_text(json.dumps(simulator.control("config")))

    def run() -> str:
        done = subprocess.run(
            [sys.executable, EXAMPLE], cwd=tmp_path, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        return done.stdout.splitlines()[-1]

    assert run() == f"{len(simulator.truth('bookings'))} bookings"
    assert run() == f"{len(simulator.truth('bookings'))} bookings"
