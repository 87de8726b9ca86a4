"""Names, folders, descriptions and tests of the models, as dbt-bouncer.yml has them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from company import Company

RULES = Path(__file__).with_name("dbt-bouncer.yml")


def test_the_package_keeps_the_conventions(company: Company, tmp_path: Path) -> None:
    target = company.warehouses["duckdb"].folder / "target"
    (tmp_path / RULES.name).write_text(f"dbt_artifacts_dir: {target}\n{RULES.read_text()}")
    command = [Path(sys.executable).with_name("dbt-bouncer"), "--config-file", RULES.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "WARN=0 ERROR=0" in done.stdout
