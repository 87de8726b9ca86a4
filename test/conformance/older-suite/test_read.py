"""What the older suite asks of full refreshes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Iterator

import jsonschema

from command import Run
from schemas import types

Stream = dict[str, Any]
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})")

# The connector's own stream: the API cannot leave these out.
NEVER_NULL = {"sync_health": {"schema_version", "started_at", "finished_at"}}

# 1.0 is a number and no integer.
STRICT = jsonschema.Draft7Validator.TYPE_CHECKER.redefine(
    "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
)
Validator = jsonschema.validators.extend(jsonschema.Draft7Validator, type_checker=STRICT)


def dated(schema: Stream, value: Any) -> Iterator[tuple[str, Any]]:
    """Every value whose schema has a format, with it."""
    if schema.get("format") in ("date", "date-time"):
        yield schema["format"], value
    if isinstance(value, dict):
        for name, each in schema.get("properties", {}).items():
            if name in value:
                yield from dated(each, value[name])
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for item in value:
            yield from dated(schema["items"], item)


def without(record: dict[str, Any], fields: list[str]) -> str:
    return json.dumps({name: value for name, value in record.items() if name not in fields}, sort_keys=True)


def test_the_read_ends_well(full_reads: tuple[Run, Run]) -> None:
    assert [run.exit_code for run in full_reads] == [0, 0]


def test_every_stream_has_a_record(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    # Also transaction_receipts, which is declared empty for another reason.
    assert [stream["name"] for stream in streams if not full_reads[0].records_of(stream["name"])] == []


def test_records_are_of_configured_streams(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    assert {record["stream"] for record in full_reads[0].records} <= {stream["name"] for stream in streams}


def test_records_fit_the_schema_with_strict_integers(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    for stream in streams:
        validator = Validator(stream["json_schema"])
        problems = [error.message for record in full_reads[0].records_of(stream["name"]) for error in validator.iter_errors(record["data"])]
        assert problems == []


def test_no_record_has_a_column_that_the_schema_lacks(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    for stream in streams:
        declared = set(stream["json_schema"]["properties"])
        assert {name for record in full_reads[0].records_of(stream["name"]) for name in record["data"]} <= declared


def test_a_date_time_is_a_text_or_null_and_a_date_is_a_day(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    seen: set[str] = set()
    for stream in streams:
        for record in full_reads[0].records_of(stream["name"]):
            for kind, value in dated(stream["json_schema"], record["data"]):
                if value is not None:
                    seen.add(kind)
                    assert (DATE if kind == "date" else DATE_TIME).fullmatch(value), (stream["name"], kind, value)
    assert seen == {"date", "date-time"}


def test_primary_keys_are_there_and_scalar(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    for stream in streams:
        for record in full_reads[0].records_of(stream["name"]):
            for key in stream.get("source_defined_primary_key", []):
                value = record["data"][key[0]]
                assert value is not None and not isinstance(value, (dict, list))


def test_each_stream_has_at_least_three_statuses_in_order(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    for stream in streams:
        statuses = [
            trace["stream_status"]["status"]
            for trace in full_reads[0].traces
            if trace["type"] == "STREAM_STATUS" and trace["stream_status"]["stream_descriptor"]["name"] == stream["name"]
        ]
        assert len(statuses) >= 3
        assert (statuses[0], statuses[1], statuses[-1]) == ("STARTED", "RUNNING", "COMPLETE")


def test_each_stream_has_a_typed_state_that_counts_its_records(full_reads: tuple[Run, Run], streams: list[Stream]) -> None:
    for stream in streams:
        states = full_reads[0].states_of(stream["name"])
        assert states and all(state["type"] == "STREAM" and state["stream"]["stream_state"] is not None for state in states)
        counted = sum(state["sourceStats"]["recordCount"] for state in states)
        assert counted == len(full_reads[0].records_of(stream["name"]))


def test_expected_records_are_there(full_reads: tuple[Run, Run], folder: Path) -> None:
    found = {(record["stream"], without(record["data"], [])) for record in full_reads[0].records}
    lines = (folder / "integration_tests" / "expected_records.jsonl").read_text().split("\n")
    expected = [json.loads(line) for line in lines if line]
    assert len(expected) > 40
    assert [each["data"] for each in expected if (each["stream"], without(each["data"], [])) not in found] == []


def test_two_reads_give_the_same_records(full_reads: tuple[Run, Run], streams: list[Stream], suite_config: dict[str, Any]) -> None:
    ignored = suite_config["acceptance_tests"]["full_refresh"]["tests"][0]["ignored_fields"]
    # The suite's catalog for this test has only streams with full refresh.
    for stream in (each for each in streams if "full_refresh" in each["supported_sync_modes"]):
        fields = [field["name"] for field in ignored.get(stream["name"], [])]
        first, second = (sorted(without(record["data"], fields) for record in run.records_of(stream["name"])) for run in full_reads)
        assert first == second


def test_ignored_fields_do_differ(full_reads: tuple[Run, Run], suite_config: dict[str, Any]) -> None:
    ignored = suite_config["acceptance_tests"]["full_refresh"]["tests"][0]["ignored_fields"]
    for stream, fields in ignored.items():
        for field in fields:
            first, second = ({record["data"].get(field["name"]) for record in run.records_of(stream)} for run in full_reads)
            assert first != second, (stream, field["name"])


def test_emitted_at_of_one_read_is_below_that_of_the_next(full_reads: tuple[Run, Run]) -> None:
    first, second = ([record["emitted_at"] for record in run.records] for run in full_reads)
    assert max(first) < min(second)


def test_a_read_takes_less_than_ten_minutes(full_reads: tuple[Run, Run]) -> None:
    assert max(run.seconds for run in full_reads) < 600


def test_types_of_nullable_fields_allow_null(streams: list[Stream]) -> None:
    for stream in streams:
        keys = {key[0] for key in stream.get("source_defined_primary_key", [])} | NEVER_NULL.get(stream["name"], set())
        for name, schema in stream["json_schema"]["properties"].items():
            assert "null" in types(schema) or name in keys, name
