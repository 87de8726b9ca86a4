"""The style of the SQL, by sqlfluff.cfg."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from warehouses import PACKAGE

RULES = Path(__file__).with_name("sqlfluff.cfg")


def test_models_and_tests_keep_the_style() -> None:
    command = [Path(sys.executable).with_name("sqlfluff"), "lint", "--config", RULES, PACKAGE / "models", PACKAGE / "tests"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
