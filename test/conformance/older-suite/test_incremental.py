"""What the older suite asks of incremental reads."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from command import Run

Read = Callable[..., Run]
Stream = dict[str, Any]


@pytest.fixture(scope="module")
def future_state(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "integration_tests" / "future_state.json").read_text())


@pytest.fixture(scope="module")
def future_read(read_incrementally: Read, future_state: list[dict[str, Any]]) -> Run:
    return read_incrementally(future_state)


def latest(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the platform keeps: the last state of each stream."""
    return list({state["stream"]["stream_descriptor"]["name"]: state for state in states}.values())


def cursors(node: Any, field: str) -> Iterator[Any]:
    """Values under the cursor field's name, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == field:
                yield value
            yield from cursors(value, field)
    elif isinstance(node, list):
        for item in node:
            yield from cursors(item, field)


def test_the_first_read_has_records_and_states(first_incremental: Run) -> None:
    assert first_incremental.exit_code == 0
    assert first_incremental.records and first_incremental.states


def test_the_second_read_differs_from_the_first(first_incremental: Run, read_incrementally: Read, incremental_streams: list[Stream]) -> None:
    second = read_incrementally(latest(first_incremental.states))
    assert second.exit_code == 0
    # sync_health has one record per stream and sync, whatever a state covers.
    for stream in (each for each in incremental_streams if each["name"] != "sync_health"):
        assert len(second.records_of(stream["name"])) < len(first_incremental.records_of(stream["name"]))


def test_reading_from_any_state_gives_what_it_does_not_cover(
    first_incremental: Run, read_incrementally: Read, incremental_streams: list[Stream]
) -> None:
    total = Counter(record["stream"] for record in first_incremental.records)
    states = first_incremental.states
    tested = 0
    for index in range(0, len(states), max(1, len(states) // 10)):
        covered: Counter[str] = Counter()
        for state in states[: index + 1]:
            covered[state["stream"]["stream_descriptor"]["name"]] += state["sourceStats"]["recordCount"]
        again = read_incrementally(latest(states[: index + 1]))
        for stream in incremental_streams:
            name = stream["name"]
            assert len(again.records_of(name)) >= total[name] - covered[name], (index, name)
        tested += 1
    assert tested >= 10


def test_a_state_in_the_far_future_gives_no_records(future_read: Run) -> None:
    assert (future_read.exit_code, future_read.records) == (0, [])


def test_a_state_in_the_far_future_gives_a_state_for_each_stream(future_read: Run, incremental_streams: list[Stream]) -> None:
    assert all(future_read.states_of(stream["name"]) for stream in incremental_streams)


def test_a_future_cursor_keeps_its_shape_and_is_not_pulled_back(
    future_read: Run, future_state: list[dict[str, Any]], incremental_streams: list[Stream]
) -> None:
    for stream in incremental_streams:
        (field,) = stream["default_cursor_field"]
        (before,) = [each for each in future_state if each["stream"]["stream_descriptor"]["name"] == stream["name"]]
        after = future_read.states_of(stream["name"])[-1]
        given, kept = (Counter(cursors(each, field)) for each in (before, after))
        assert given and given == kept


def test_state_keys_are_the_cursor_fields_name(first_incremental: Run, incremental_streams: list[Stream]) -> None:
    for stream in incremental_streams:
        (field,) = stream["default_cursor_field"]
        assert list(cursors(first_incremental.states_of(stream["name"])[-1], field))


def test_cursors_of_a_stream_have_one_format(first_incremental: Run, future_state: list[dict[str, Any]], incremental_streams: list[Stream]) -> None:
    for stream in incremental_streams:
        (field,) = stream["default_cursor_field"]
        of_reads = [value for state in first_incremental.states_of(stream["name"]) for value in cursors(state, field)]
        of_future = [value for state in future_state for value in cursors(state, field)]
        assert of_reads and len({(type(value), len(value)) for value in of_reads + of_future}) == 1


def test_states_are_typed_and_name_their_stream(first_incremental: Run) -> None:
    for state in first_incremental.states:
        assert state["type"] == "STREAM"
        assert state["stream"]["stream_descriptor"]["name"]


def test_an_incremental_read_takes_less_than_twenty_minutes(first_incremental: Run) -> None:
    assert first_incremental.seconds < 1200
