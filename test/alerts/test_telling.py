"""What Slack and PagerDuty are told, run by run."""

from __future__ import annotations

import json

import pytest

from histories import COMPANY, failed, refused, sync
from receivers import Job
from tables import Warehouse

ME = f"us/{COMPANY}/"
WHO = f"company {COMPANY} (us)"
KEY = f"source-navan/{ME}/"
ERRORS = {"bookings": ["error-rate"]}


def gap(hours_ago: float, since: str = "2026-06-01T00:00:00Z", **more):
    return sync(hours_ago, alerts={"transactions": ["gap"]}, rows={"transactions": {"gap_from": since}}, **more)


def test_a_page_is_told_once_and_resolved_once(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(5))
    assert job.told() == ([], [])
    warehouse.load(refused(4))
    assert job.told() == ([f"*[page]* `token-refused` · {WHO}"], [f"trigger critical {KEY}*/token-refused"])
    assert job.told() == ([], [])
    warehouse.load(refused(3))
    assert job.told() == ([], [])
    warehouse.load(sync(2))
    assert job.told() == ([f"*[resolved]* `token-refused` · {WHO}"], [f"resolve {KEY}*/token-refused"])
    assert job.told() == ([], [])


def test_a_ticket_is_a_warning(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([row for hours in (3, 2, 1) for row in sync(hours, alerts=ERRORS)])
    assert job.told() == ([f"*[ticket]* `error-rate` · {WHO}, bookings"], [f"trigger warning {KEY}bookings/error-rate"])


def test_tickets_can_be_kept_from_pagerduty(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(failed(1, "system_error", "unexpected"))
    slack, pagerduty = job.told("--pagerduty-from", "page")
    assert (len(slack), pagerduty) == (1, [])


def test_info_is_told_on_request_and_only_to_slack(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(1, alerts={"bookings": ["latency-p95"]}))
    assert job.told() == ([], [])
    assert job.told("--info") == ([f"*[info]* `latency-p95` · {WHO}, bookings"], [])


def test_a_token_failure_that_turns_into_a_page_is_told_again(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(2, alerts={None: ["token-failure"]}))
    assert job.told("--info") == ([f"*[info]* `token-failure` · {WHO}"], [])
    whole = {"status": "incomplete", "failure_type": "transient_error", "token_request_count": 5, "token_failure_count": 5}
    warehouse.load(sync(1, alerts={None: ["token-failure"]}, whole=whole))
    assert job.told("--info") == ([f"*[page]* `token-failure` · {WHO}"], [f"trigger critical {KEY}*/token-failure"])


def test_attempts_of_a_job_are_one_sync(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(failed(2, "config_error", "missing-scope", job=1))
    assert len(job.told()[1]) == 1
    warehouse.load(failed(1.9, "config_error", "missing-scope", job=1, attempt=1))
    assert job.told() == ([], [])
    warehouse.load(sync(1.8, job=1, attempt=2))
    assert job.told()[1] == [f"resolve {KEY}*/sync-config-error"]


def test_what_came_and_went_between_two_runs_is_told_without_a_page(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(5))
    job.told()
    warehouse.load([*refused(4), *refused(3), *sync(2)])
    assert job.told() == ([f"*[page, over]* `token-refused` · {WHO}"], [])
    assert job.told() == ([], [])


def test_a_gap_between_two_runs_is_told_and_never_resolved(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(5))
    job.told()
    warehouse.load([*gap(4), *sync(3)])
    first = f"trigger warning {KEY}transactions/gap/1780272000"
    assert job.told() == ([f"*[ticket]* `gap` · {WHO}, transactions"], [first])
    assert job.told() == ([], [])
    warehouse.load(gap(2, since="2026-08-01T00:00:00Z"))
    assert job.told()[1] == [f"trigger warning {KEY}transactions/gap/1785542400"]
    warehouse.load(sync(1))
    assert job.told() == ([], [])


def test_the_first_run_tells_only_of_the_newest_sync(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([*refused(4), *gap(3), *failed(2, "config_error", "missing-scope"), *sync(1)])
    assert job.told() == ([], [])


def test_nothing_ran_for_two_schedules(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(13))
    assert job.told("--every", "7h") == ([], [])
    assert job.told("--every", "6h") == ([f"*[page]* `nothing-ran` · {WHO}"], [f"trigger critical {KEY}*/nothing-ran"])
    assert job.told("--every", "6h") == ([], [])
    warehouse.load(sync(0.1))
    assert job.told("--every", "6h") == ([f"*[resolved]* `nothing-ran` · {WHO}"], [f"resolve {KEY}*/nothing-ran"])


def test_each_label_has_its_schedule(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([*sync(13, source_label="daily"), *sync(13, source_label="acme")])
    assert job.told("--every", "6h", "--every", "daily=1d")[0] == ["*[page]* `nothing-ran` · acme (us)"]
    assert job.told("--every", "daily=1d")[0] == ["*[resolved]* `nothing-ran` · acme (us)"]


def test_staleness_grows_without_a_sync(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(8 * 24 + 1))
    assert job.told() == ([f"*[ticket]* `bookings-stale` · {WHO}, bookings"], [f"trigger warning {KEY}bookings/bookings-stale"])
    warehouse.load(sync(1))
    assert job.told()[1] == [f"resolve {KEY}bookings/bookings-stale"]


def test_connections_of_one_table_have_alerts_of_their_own(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([*refused(2, source_label="a"), *sync(3, source_label="a"), *sync(2, source_label="b")])
    assert job.told()[0] == ["*[page]* `token-refused` · a (us)"]
    warehouse.load([*sync(1, source_label="b"), *refused(0.5, source_label="b")])
    assert job.told()[0] == ["*[page]* `token-refused` · b (us)"]
    warehouse.load(sync(0.2, source_label="a"))
    assert job.told()[0] == ["*[resolved]* `token-refused` · a (us)"]


def test_a_connection_whose_rows_were_deleted_is_forgotten(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([*refused(2, source_label="old"), *sync(3, source_label="old"), *sync(1, source_label="new")])
    job.told()
    warehouse.execute(f"delete from {warehouse.table} where source_label = 'old'")
    assert job.told() == (["*[resolved]* `token-refused` · old (us)"], [f"resolve source-navan/us/{COMPANY}/old/*/token-refused"])
    assert "old" not in job.state.read_text()


def test_a_lost_state_tells_again_under_the_same_key(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(refused(1))
    first = job.told()
    job.state.unlink()
    assert job.told() == first


def test_a_crash_before_the_state_is_kept_tells_again(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(sync(2))
    job.told()
    before = job.state.read_text()
    warehouse.load(refused(1))
    first = job.told()
    job.state.write_text(before)
    assert job.told() == first


def test_messages_hold_facts_and_no_text_of_others(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(failed(1, "config_error", "missing-scope", job=71, source_label="<a&b>"))
    job.told()
    (message,) = job.slack.taken
    (event,) = job.pagerduty.taken
    first, second = message["blocks"][0]["text"]["text"].split("\n")
    assert first == "*[page]* `sync-config-error` · &lt;a&amp;b&gt; (us)"
    assert second.startswith("The sync failed, and someone has to act. _(20")
    assert second.endswith(" UTC, job 71, error `missing-scope`)_")
    assert message["text"] == f"{first}\n{second}"
    assert event["payload"].pop("timestamp").endswith("+00:00")
    assert event["payload"] == {
        "summary": "Navan: sync-config-error · <a&b> (us). The sync failed, and someone has to act.",
        "source": "source-navan <a&b> (us)",
        "severity": "critical",
        "component": "sync",
        "class": "sync-config-error",
        "custom_details": {"code": "sync-config-error", "job_id": 71, "error_code": "missing-scope"},
    }


def test_long_labels_fit_into_pagerdutys_key(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(failed(1, "config_error", "missing-scope", source_label="x" * 300))
    job.told()
    (event,) = job.pagerduty.taken
    assert len(event["dedup_key"]) == 255 and event["dedup_key"].endswith("x/*/sync-config-error")


def test_many_alerts_are_split_into_messages_that_slack_takes(warehouse: Warehouse, job: Job) -> None:
    warehouse.load([row for number in range(60) for row in failed(1, "config_error", "missing-scope", source_label=f"n{number}")])
    slack, _ = job.told("--pagerduty-from", "page")
    assert len(slack) == 60
    assert [len(message["blocks"]) for message in job.slack.taken] == [40, 20]


def test_a_dry_run_prints_and_keeps_nothing(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(refused(1))
    result = job.run("--dry-run")
    assert result.status == 0 and "slack: *[page]* `token-refused`" in result.stdout
    assert (job.slack.taken, job.pagerduty.taken) == ([], [])
    assert len(job.told()[1]) == 1


@pytest.mark.parametrize("only", ["slack", "pagerduty"])
def test_one_channel_is_enough(warehouse: Warehouse, job: Job, only: str) -> None:
    warehouse.load(sync(2))
    warehouse.load(refused(1))
    job.environment = {"SLACK_WEBHOOK_URL": ""} if only == "pagerduty" else {"PAGERDUTY_ROUTING_KEY": ""}
    slack, pagerduty = job.told()
    assert (len(slack), len(pagerduty)) == ((1, 0) if only == "slack" else (0, 1))
    # The other is told when it is set up.
    job.environment = {}
    slack, pagerduty = job.told()
    assert (len(slack), len(pagerduty)) == ((0, 1) if only == "slack" else (1, 0))
    assert set(json.loads(job.state.read_text())) == {"version", "slack", "pagerduty"}
