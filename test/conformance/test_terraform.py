"""The Terraform example beside the connector: its configuration, its streams, its layout."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import hcl2
import jsonschema
import pytest
import yaml
from airbyte_api.models import ConnectionSyncModeEnum

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "terraform"
MANIFEST = yaml.safe_load((ROOT / "resources" / "manifest.yaml").read_text(encoding="utf-8"))
SPEC = MANIFEST["spec"]["connection_specification"]


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    options = hcl2.SerializationOptions(strip_string_quotes=True, explicit_blocks=False)
    with (EXAMPLE / "main.tf").open(encoding="utf-8") as file:
        return hcl2.load(file, serialization_options=options)["locals"][0]


def defaults(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        name: defaults(value) if value["type"] == "object" else value["default"]
        for name, value in schema["properties"].items()
        if value["type"] == "object" or "default" in value
    }


def test_given_its_configuration_when_validated_then_the_spec_accepts_it(values: dict[str, Any]) -> None:
    variables = {"client_id": "00000000-0000-0000-0000-000000000000", "client_secret": "0" * 32}
    jsonschema.validate(values["configuration"] | variables, SPEC)


def test_given_its_configuration_when_compared_with_the_spec_then_it_has_every_default_and_no_other_key(values: dict[str, Any]) -> None:
    configuration = values["configuration"]
    required = {key: configuration[key] for key in SPEC["required"]}
    assert configuration == required | defaults(SPEC)


def test_given_its_streams_when_compared_with_the_catalog_then_they_are_the_suggested_in_their_best_mode(values: dict[str, Any]) -> None:
    suggested = {name for name, stream in MANIFEST["metadata"]["source_navan"]["streams"].items() if stream["suggested"]}
    incremental = {stream["name"] for stream in MANIFEST["definitions"].values() if "incremental_sync" in stream}
    modes = {name: ConnectionSyncModeEnum(mode).value for name, mode in values["streams"].items()}
    assert modes == {
        name: "incremental_deduped_history" if name in incremental else "full_refresh_overwrite" for name in suggested
    }


def test_given_its_files_when_formatted_by_terraform_then_they_stay_as_they_are() -> None:
    terraform = shutil.which("terraform")
    if terraform is None:
        pytest.skip("terraform is not installed")
    subprocess.run([terraform, "fmt", "-check", "-diff", EXAMPLE], check=True)
