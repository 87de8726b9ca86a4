"""What the older suite asks of acceptance-test-config.yml and of the folder around it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterator

import pytest
import yaml

MANDATORY = ("spec", "connection", "discovery", "basic_read", "full_refresh", "incremental")
EVERYWHERE = {"config_path", "timeout_seconds", "deployment_mode"}
KEYS = {
    "spec": {"spec_path", "backward_compatibility_tests_config", "auth_default_method"},
    "connection": {"status"},
    "discovery": {"backward_compatibility_tests_config", "validate_primary_keys_data_type"},
    "basic_read": {
        "configured_catalog_path",
        "empty_streams",
        "expect_records",
        "validate_schema",
        "validate_stream_statuses",
        "validate_state_messages",
        "validate_primary_keys_data_type",
        "fail_on_extra_columns",
        "validate_data_points",
        "expect_trace_message_on_failure",
        "file_types",
        "client_container_config",
    },
    "full_refresh": {"configured_catalog_path", "ignored_fields", "client_container_config"},
    "incremental": {"configured_catalog_path", "future_state", "skip_comprehensive_incremental_tests", "client_container_config"},
    "connector_attributes": {"streams_without_primary_key", "allowed_hosts", "suggested_streams"},
}
NESTED = {
    "backward_compatibility_tests_config": {"previous_connector_version", "disable_for_version"},
    "expect_records": {"path", "bypass_reason", "exact_order"},
    "future_state": {"future_state_path", "missing_streams", "bypass_reason", "cursor_format"},
}
TOP = {"connector_image", "acceptance_tests", "base_path", "test_strictness_level", "custom_environment_variables"}


def unknown_keys(document: dict[str, Any]) -> list[str]:
    unknown = [key for key in document if key not in TOP]
    for section, content in document["acceptance_tests"].items():
        if section not in KEYS:
            unknown.append(section)
            continue
        for test in content.get("tests") or []:
            unknown += [f"{section}.{key}" for key in test if key not in KEYS[section] | EVERYWHERE]
            for name, keys in NESTED.items():
                unknown += [f"{section}.{name}.{key}" for key in test.get(name) or {} if key not in keys]
    return unknown


def entries(document: dict[str, Any], section: str) -> list[dict[str, Any]]:
    return document["acceptance_tests"][section]["tests"]


def paths(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "path" or key.endswith("_path"):
                yield value
            yield from paths(value)
    elif isinstance(node, list):
        for item in node:
            yield from paths(item)


def test_unknown_keys_are_refused(suite_config: dict[str, Any]) -> None:
    assert unknown_keys(suite_config) == []


@pytest.mark.parametrize("section, test", [("spec", {"speed": 1}), ("basic_read", {"expect_records": {"paths": "x"}})])
def test_a_key_that_does_not_exist_is_found(section: str, test: dict[str, Any]) -> None:
    assert len(unknown_keys({"acceptance_tests": {section: {"tests": [test]}}})) == 1


def test_strictness_is_high(suite_config: dict[str, Any]) -> None:
    assert suite_config["test_strictness_level"] == "high"


@pytest.mark.parametrize("section", MANDATORY)
def test_each_section_has_tests_or_a_reason(suite_config: dict[str, Any], section: str) -> None:
    content = suite_config["acceptance_tests"][section]
    assert bool(content.get("tests")) != bool(content.get("bypass_reason"))


def test_every_file_that_is_named_is_there(suite_config: dict[str, Any], folder: Path) -> None:
    named = list(paths(suite_config["acceptance_tests"]))
    assert named and [path for path in named if not (folder / path).is_file()] == []


def test_connection_is_tried_with_a_good_and_a_bad_config(suite_config: dict[str, Any]) -> None:
    assert [test["status"] for test in entries(suite_config, "connection")] == ["succeed", "failed"]


def test_basic_read_has_no_configured_catalog(suite_config: dict[str, Any]) -> None:
    assert all("configured_catalog_path" not in test for test in entries(suite_config, "basic_read"))


def test_empty_streams_have_reasons(suite_config: dict[str, Any]) -> None:
    empty = [stream for test in entries(suite_config, "basic_read") for stream in test.get("empty_streams", [])]
    assert empty and all(stream["bypass_reason"] for stream in empty)


def test_streams_without_a_primary_key_are_named_with_reasons(suite_config: dict[str, Any], streams: list[dict[str, Any]]) -> None:
    named = [stream for test in entries(suite_config, "connector_attributes") for stream in test["streams_without_primary_key"]]
    assert all(stream["bypass_reason"] for stream in named)
    assert {stream["name"] for stream in named} == {each["name"] for each in streams if "source_defined_primary_key" not in each}


def test_ignored_fields_have_reasons(suite_config: dict[str, Any]) -> None:
    ignored = [field for test in entries(suite_config, "full_refresh") for fields in test["ignored_fields"].values() for field in fields]
    assert ignored and all(field["bypass_reason"] for field in ignored)


def test_expected_records_cover_every_stream_that_is_not_declared_empty(
    suite_config: dict[str, Any], folder: Path, streams: list[dict[str, Any]]
) -> None:
    for test in entries(suite_config, "basic_read"):
        lines = (folder / test["expect_records"]["path"]).read_text().splitlines()
        empty = {stream["name"] for stream in test["empty_streams"]}
        assert {json.loads(line)["stream"] for line in lines} == {stream["name"] for stream in streams} - empty


def test_future_state_covers_every_incremental_stream(
    suite_config: dict[str, Any], folder: Path, incremental_streams: list[dict[str, Any]]
) -> None:
    for test in entries(suite_config, "incremental"):
        states = json.loads((folder / test["future_state"]["future_state_path"]).read_text())
        named = {state["stream"]["stream_descriptor"]["name"] for state in states}
        assert named == {stream["name"] for stream in incremental_streams}


def test_metadata_names_the_image_and_its_version(folder: Path, suite_config: dict[str, Any]) -> None:
    data = yaml.safe_load((folder / "metadata.yaml").read_text())["data"]
    dockerfile = (Path(__file__).resolve().parents[3] / "Dockerfile").read_text()
    assert f"LABEL io.airbyte.name={data['dockerRepository']} " in dockerfile
    assert f"ARG VERSION={data['dockerImageTag']}\n" in dockerfile
    for section in ("spec", "discovery"):
        for test in entries(suite_config, section):
            assert test["backward_compatibility_tests_config"]["disable_for_version"] == data["dockerImageTag"]


def test_hosts_and_suggested_streams_are_declared(folder: Path, streams: list[dict[str, Any]]) -> None:
    data = yaml.safe_load((folder / "metadata.yaml").read_text())["data"]
    assert data["allowedHosts"]["hosts"]
    assert set(data["suggestedStreams"]["streams"]) <= {stream["name"] for stream in streams}
