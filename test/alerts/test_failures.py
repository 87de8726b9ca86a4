"""When a channel, the warehouse or the set-up fails: exit 1, a clear line, and nothing is forgotten."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from urllib.error import URLError

import pytest

import channels
from changes import Change
from histories import COMPANY, refused, sync
from problem import Problem
from receivers import ROUTING_KEY, Job, Receiver
from tables import Warehouse
from warehouse import Alert, without_password

KEY = f"source-navan/us/{COMPANY}//*/token-refused"
CHANGE = Change("raised", f"us/{COMPANY}/", Alert(KEY, "token-refused", "page"), 1_780_000_000.0)


def waits_for(url: str) -> list[float]:
    waited: list[float] = []
    try:
        channels.post_to_slack(url, [CHANGE], waited.append)
    except Problem as problem:
        assert url.rsplit("/", 1)[1] not in str(problem)
        return [*waited, -1.0]
    return waited


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        ([], []),
        ([(429, {"Retry-After": "30"})], [30.0]),
        ([(429, {})], [2.0]),
        ([(429, {"Retry-After": "soon"})], [2.0]),
        ([(500, {}), (503, {})], [2.0, 4.0]),
        ([(500, {})] * 4, [2.0, 4.0, 8.0, -1.0]),
        ([(429, {"Retry-After": "61"})], [-1.0]),
        ([(404, {})], [-1.0]),
    ],
    ids=str,
)
def test_a_channel_is_tried_again_as_it_asks(slack: Receiver, answers: list, waits: list[float]) -> None:
    slack.answers = list(answers)
    assert waits_for(slack.url) == waits
    assert len(slack.taken) == (0 if waits[-1:] == [-1.0] else 1)


def test_a_channel_that_cannot_be_reached_is_tried_four_times(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, timeout: float) -> None:
        assert timeout == 10
        raise URLError("refused")

    monkeypatch.setattr(channels, "urlopen", refuse)
    assert waits_for("http://127.0.0.1:1/secret") == [2.0, 4.0, 8.0, -1.0]


def test_an_address_that_is_no_url_is_not_repeated(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(refused(1))
    job.environment = {"SLACK_WEBHOOK_URL": "hooks-secret"}
    result = job.run()
    assert (result.status, "hooks-secret" in result.stderr) == (1, False)
    assert result.stderr == "alerts.py: Slack did not take the message: its address is not a URL. The next run sends it again.\n"


def test_a_channel_that_fails_is_told_by_the_next_run_and_the_other_is_not_told_twice(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(refused(1))
    job.slack.answers = [(404, {})]
    result = job.run()
    assert result.status == 1
    assert result.stderr == "alerts.py: Slack did not take the message: HTTP 404 refused_by_stand_in. The next run sends it again.\n"
    assert (len(job.slack.taken), len(job.pagerduty.taken)) == (0, 1)
    slack, pagerduty = job.told()
    assert (len(slack), pagerduty) == (1, [])


def test_pagerdutys_refusal_leaves_slack_told(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([*sync(2), *refused(1)])
    job.pagerduty.answers = [(400, {})]
    result = job.run()
    assert (result.status, len(job.slack.taken)) == (1, 1)
    assert "PagerDuty did not take the message: HTTP 400" in result.stderr and ROUTING_KEY not in result.stderr
    assert job.told() == ([], [f"trigger critical {KEY}"])


def test_pagerduty_is_sent_an_interrupted_series_again_under_the_same_keys(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([*sync(3), *sync(3, region="eu"), *refused(2), *refused(2, region="eu")])
    job.pagerduty.answers = [(202, {}), (400, {})]
    assert job.run().status == 1
    (first,) = job.pagerduty.taken
    assert len(job.told()[1]) == 2
    assert first["dedup_key"] in [event["dedup_key"] for event in job.pagerduty.taken]


PROBLEMS = {
    "no warehouse": ({"SYNC_HEALTH_DSN": ""}, [], "SYNC_HEALTH_DSN is not set"),
    "another kind of warehouse": ({"SYNC_HEALTH_DSN": "mysql://me:hush@host/db"}, [], "begins with neither postgresql:// nor duckdb:"),
    "no such file": ({"SYNC_HEALTH_DSN": "duckdb:/nowhere/at.all"}, [], "there is no DuckDB file /nowhere/at.all"),
    "an unreachable server": ({"SYNC_HEALTH_DSN": "postgresql://me:hush@127.0.0.1:1/db"}, [], "PostgreSQL: connection"),
    "a password with a bare percent sign": ({"SYNC_HEALTH_DSN": "postgresql://me:hush%zz@127.0.0.1:1/db"}, [], 'PostgreSQL: invalid percent-encoded token: "…"'),
    "no channel": ({"SLACK_WEBHOOK_URL": "", "PAGERDUTY_ROUTING_KEY": ""}, [], "neither SLACK_WEBHOOK_URL nor PAGERDUTY_ROUTING_KEY is set"),
    "a secret file that is not there": ({"SLACK_WEBHOOK_URL_FILE": "/nowhere/url"}, [], "SLACK_WEBHOOK_URL_FILE: No such file or directory: /nowhere/url"),
    "no such table": ({}, ["--table", "navan.sync_helath"], "the table navan.sync_helath is not there: is the stream sync_health selected"),
    "a name that is none": ({}, ["--table", "x; drop table y"], "'x; drop table y' is not the name of a table"),
    "a folder that is not there": ({}, ["--state", "/nowhere/state.json"], "--state: No such file or directory: /nowhere/state.json"),
}  # fmt: skip


@pytest.mark.parametrize("case", PROBLEMS)
def test_a_wrong_set_up_is_named(warehouse: Warehouse, job: Job, case: str) -> None:
    environment, options, expected = PROBLEMS[case]
    warehouse.load(refused(1))
    job.environment = environment
    result = job.run(*options)
    assert result.status == 1
    assert result.stderr.startswith(f"alerts.py: {expected}") or expected in result.stderr
    assert result.stderr.count("\n") == 1 and "hush" not in result.stderr
    assert (job.slack.taken, job.pagerduty.taken) == ([], [])


def test_a_password_that_libpq_takes_for_a_host_is_not_repeated() -> None:
    said = 'could not translate host name "hush2@db.example.com" to address'
    without = 'could not translate host name "…@db.example.com" to address'
    assert without_password(said, "postgresql://me:hush1@hush2@db.example.com/x") == without


@pytest.mark.parametrize("form", ["duckdb by PyAirbyte", "postgresql by Airbyte"])
def test_missing_tables_and_columns_are_named(make_warehouse, job: Job, form: str) -> None:
    warehouse = make_warehouse(form)
    job.dsn, job.table = warehouse.dsn, warehouse.table
    if warehouse.is_duckdb:
        warehouse.execute("select 1")
    assert f"the table {warehouse.table} is not there" in job.run().stderr
    warehouse.load([])
    assert f"the table {warehouse.table} has no rows" in job.run().stderr
    warehouse.execute(f"alter table {warehouse.table} drop column is_backfill")
    result = job.run()
    assert f"the table {warehouse.table} lacks a column" in result.stderr and "is_backfill" in result.stderr
    assert result.status == 1 and "Traceback" not in result.stderr


def test_a_cleared_table_resolves_nothing(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(refused(1))
    job.told()
    warehouse.execute(f"delete from {warehouse.table}")
    result = job.run()
    assert (result.status, job.pagerduty.taken[1:]) == (1, [])
    assert "has no rows" in result.stderr


def test_a_file_named_like_its_schema_is_read(warehouse: Warehouse, job: Job, tmp_path: Path) -> None:
    warehouse.load(refused(1))
    file = tmp_path / f"{warehouse.schema}.duckdb"
    shutil.copy(warehouse.dsn.removeprefix("duckdb:"), file)
    job.dsn = f"duckdb:{file}"
    result = job.run()
    assert (result.status, result.stderr) == (0, "") and job.pagerduty.taken


def test_a_file_that_another_program_writes_is_named(warehouse: Warehouse, job: Job) -> None:
    import duckdb

    warehouse.load(refused(1))
    with duckdb.connect(warehouse.dsn.removeprefix("duckdb:")):
        result = job.run()
    assert result.status == 1 and "DuckDB: IO Error: Could not set lock" in result.stderr


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2}', "not JSON"])
def test_a_file_that_is_no_state_is_left_alone(warehouse: Warehouse, job: Job, content: str) -> None:
    warehouse.load(refused(1))
    job.state.write_text(content)
    result = job.run()
    assert result.status == 1 and "is not a state of this job" in result.stderr
    assert (job.state.read_text(), job.pagerduty.taken) == (content, [])


@pytest.mark.parametrize("every", ["6", "0h", "6w", "=6h ", ""])
def test_a_schedule_that_is_none_is_a_usage_error(job: Job, every: str) -> None:
    result = job.run(f"--every={every}")
    assert result.status == 2 and "is not a schedule" in result.stderr


@pytest.mark.parametrize("driver", ["duckdb", "psycopg"])
def test_a_missing_driver_is_named(warehouse: Warehouse, job: Job, tmp_path: Path, driver: str) -> None:
    warehouse.load(refused(1))
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / f"{driver}.py").write_text(f"raise ImportError('no {driver}')")
    dsn = {} if driver == "duckdb" else {"SYNC_HEALTH_DSN": "postgresql://127.0.0.1:1/db"}
    job.environment = {"PYTHONPATH": str(tmp_path / "hidden"), **dsn}
    assert "needs a driver: pip install" in job.run().stderr


def test_secrets_can_come_from_files(warehouse: Warehouse, job: Job, tmp_path: Path) -> None:
    warehouse.load(refused(1))
    (tmp_path / "url").write_text(f"{job.slack.url}\n")
    job.environment = {"SLACK_WEBHOOK_URL": "", "SLACK_WEBHOOK_URL_FILE": str(tmp_path / "url")}
    assert len(job.told()[0]) == 1


def test_the_job_needs_no_python_later_than_3_10() -> None:
    import ast

    for file in Path(channels.__file__).parent.glob("*.py"):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 10))
        assert sys.version_info >= (3, 10)
