"""What the older suite asks of check and discover."""

from __future__ import annotations

from typing import Any

import jsonschema

from command import Run
from schemas import keywords, schemas, types

Stream = dict[str, Any]
SCALARS = {"string", "integer", "number", "boolean", "null"}


def test_check_succeeds(check_run: Run) -> None:
    assert (check_run.exit_code, [each["connectionStatus"]["status"] for each in check_run.of("CONNECTION_STATUS")]) == (0, ["SUCCEEDED"])


def test_check_of_a_wrong_secret_fails_with_exit_code_0(failed_check_run: Run) -> None:
    statuses = [each["connectionStatus"]["status"] for each in failed_check_run.of("CONNECTION_STATUS")]
    assert (failed_check_run.exit_code, statuses) == (0, ["FAILED"])
    assert [trace for trace in failed_check_run.traces if trace["type"] == "ERROR"] == []


def test_discover_is_one_catalog(discover_run: Run) -> None:
    assert (discover_run.exit_code, len(discover_run.of("CATALOG"))) == (0, 1)


def test_names_are_unique(streams: list[Stream]) -> None:
    names = [stream["name"] for stream in streams]
    assert names and len(names) == len(set(names))


def test_sync_modes_are_declared(streams: list[Stream]) -> None:
    assert all(stream["supported_sync_modes"] for stream in streams)


def test_schemas_are_valid(streams: list[Stream]) -> None:
    for stream in streams:
        jsonschema.Draft7Validator.check_schema(stream["json_schema"])
        assert stream["json_schema"]["properties"]


def test_references_and_combinations_are_absent(streams: list[Stream]) -> None:
    assert [found for stream in streams for found in keywords(stream["json_schema"], {"$ref", "allOf", "not"})] == []


def test_additional_properties_are_true(streams: list[Stream]) -> None:
    for stream in streams:
        assert stream["json_schema"]["additionalProperties"] is True
        for path, each in schemas(stream["json_schema"]):
            assert each.get("additionalProperties", True) is True, path


def test_types_are_known(streams: list[Stream]) -> None:
    known = SCALARS | {"object", "array"}
    assert [path for stream in streams for path, each in schemas(stream["json_schema"]) if not set(types(each)) <= known] == []


def test_dates_carry_format_and_airbyte_type(streams: list[Stream]) -> None:
    times = [each for stream in streams for _, each in schemas(stream["json_schema"]) if each.get("format") == "date-time"]
    assert times and all(each["airbyte_type"] == "timestamp_with_timezone" for each in times)


def test_nothing_is_null(streams: list[Stream]) -> None:
    assert [name for stream in streams for name, value in stream.items() if value is None] == []


def test_a_namespace_is_absent_and_not_empty(streams: list[Stream]) -> None:
    assert all("namespace" not in stream for stream in streams)


def test_primary_keys_are_lists_of_lists(streams: list[Stream]) -> None:
    for stream in streams:
        keys = stream.get("source_defined_primary_key")
        assert keys is None or keys and all(isinstance(key, list) and all(isinstance(part, str) for part in key) for key in keys)


def test_primary_keys_are_scalars_of_the_schema(streams: list[Stream]) -> None:
    for stream in streams:
        for key in stream.get("source_defined_primary_key", []):
            assert set(types(stream["json_schema"]["properties"][key[0]])) <= SCALARS


def test_cursors_are_in_the_schema(incremental_streams: list[Stream]) -> None:
    for stream in incremental_streams:
        assert stream["source_defined_cursor"] is True
        assert len(stream["default_cursor_field"]) == 1
        assert stream["default_cursor_field"][0] in stream["json_schema"]["properties"]


def test_a_cursor_has_one_type_that_is_not_null(incremental_streams: list[Stream]) -> None:
    for stream in incremental_streams:
        kinds = types(stream["json_schema"]["properties"][stream["default_cursor_field"][0]])
        assert len([kind for kind in kinds if kind != "null"]) == 1


def test_check_takes_less_than_a_minute(check_run: Run, failed_check_run: Run) -> None:
    assert max(check_run.seconds, failed_check_run.seconds) < 60


def test_discover_takes_less_than_five_minutes(discover_run: Run) -> None:
    assert discover_run.seconds < 300
