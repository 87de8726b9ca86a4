"""Airbyte's standard connector tests, run on Airbyte's own runtime with this project's manifest. Started by run.sh."""

from __future__ import annotations

import os
from pathlib import Path

from airbyte_cdk.test.standard_tests import DeclarativeSourceTestSuite


class TestManifest(DeclarativeSourceTestSuite):
    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return Path(os.environ["CONNECTOR_ROOT"])

    manifest_yaml_path = Path(__file__).resolve().parents[2] / "resources" / "manifest.yaml"
