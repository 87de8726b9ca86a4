"""What the older suite, and the protocol's own models, ask of every line."""

from __future__ import annotations

import json
from pathlib import Path

from airbyte_protocol.models import AirbyteMessage

from command import Run

LEVELS = {"FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"}
SPLITTERS = "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e"


def test_each_message_is_one_of_the_protocol(all_runs: list[Run]) -> None:
    for run in all_runs:
        for message in run.messages:
            AirbyteMessage.model_validate(message)


def test_nothing_but_messages_is_on_stdout(all_runs: list[Run]) -> None:
    for run in all_runs:
        assert all(isinstance(json.loads(line), dict) for line in run.stdout.splitlines())


def test_python_splits_lines_where_json_lines_end(full_reads: tuple[Run, Run]) -> None:
    stdout = full_reads[0].stdout
    assert len(stdout.splitlines()) == stdout.count("\n")
    assert not set(SPLITTERS) & set(stdout)
    # They are in the data, so they left as escapes.
    assert "\\u2028" in stdout and "\\u0085" in stdout


def test_stdout_ends_with_a_newline(all_runs: list[Run]) -> None:
    assert all(run.stdout.endswith("\n") for run in all_runs)


def test_no_json_is_on_stderr(all_runs: list[Run]) -> None:
    assert [line for run in all_runs for line in run.stderr.splitlines() if line.lstrip().startswith("{")] == []


def test_log_levels_are_those_of_the_protocol(all_runs: list[Run]) -> None:
    logs = [message["log"]["level"] for run in all_runs for message in run.of("LOG")]
    assert logs and set(logs) <= LEVELS


def test_every_trace_says_when_it_was_emitted(all_runs: list[Run]) -> None:
    traces = [trace for run in all_runs for trace in run.traces]
    assert traces and all(isinstance(trace["emitted_at"], (int, float)) for trace in traces)


def test_an_invalid_catalog_is_a_trace_error(bad_catalog_run: Run) -> None:
    assert bad_catalog_run.exit_code != 0
    errors = [trace for trace in bad_catalog_run.traces if trace["type"] == "ERROR"]
    assert errors and all(error["error"]["message"] for error in errors)


def test_no_message_carries_a_secret(all_runs: list[Run], config: Path) -> None:
    secret = json.loads(config.read_text())["client_secret"]
    assert [run for run in all_runs if secret in run.stdout + run.stderr] == []
