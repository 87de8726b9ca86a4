#!/usr/bin/env python3
"""Tells Slack and PagerDuty what the table sync_health says. Set-up and rules: README.md."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from typing import Callable

from changes import SEVERITIES, Change, changes
from channels import PAGERDUTY_URL, line, post_to_pagerduty, post_to_slack
from problem import Problem
from settings import arguments, secret
from state import State
from warehouse import Alert, Sync, key_of, syncs


@dataclass(frozen=True)
class Channel:
    """`least`: the severity from which on it is told."""

    name: str
    least: str
    post: Callable[[list[Change]], None]


def channels(options: argparse.Namespace) -> list[Channel]:
    found = []
    if routing_key := secret("PAGERDUTY_ROUTING_KEY"):
        url = secret("PAGERDUTY_EVENTS_URL") or PAGERDUTY_URL
        found.append(Channel("pagerduty", options.pagerduty_from, lambda told: post_to_pagerduty(url, routing_key, told)))
    if webhook := secret("SLACK_WEBHOOK_URL"):
        found.append(Channel("slack", "info" if options.info else "ticket", lambda told: post_to_slack(webhook, told)))
    if not found:
        raise Problem("neither SLACK_WEBHOOK_URL nor PAGERDUTY_ROUTING_KEY is set: there is no one to tell")
    return found


def with_missing(found: list[Sync], every: dict[str | None, int], now: float) -> list[Sync]:
    """Adds the alert of connections without a sync for two schedules to their newest sync."""
    newest = {sync.connection: sync for sync in found}

    def is_missing(sync: Sync) -> bool:
        own = every.get(sync.connection.split("/", 2)[2], every.get(None))
        return sync is newest[sync.connection] and own is not None and now - sync.finished_at > 2 * own

    def missing(connection: str) -> Alert:
        return Alert(key_of(connection, None, "nothing-ran"), "nothing-ran", "page")

    return [replace(sync, alerts=(*sync.alerts, missing(sync.connection))) if is_missing(sync) else sync for sync in found]


def from_severity(found: list[Sync], least: str) -> list[Sync]:
    told = SEVERITIES[SEVERITIES.index(least) :]
    return [replace(sync, alerts=tuple(alert for alert in sync.alerts if alert.severity in told)) for sync in found]


def read(options: argparse.Namespace, state: State, now: float) -> list[Sync]:
    dsn = secret("SYNC_HEALTH_DSN")
    if dsn is None:
        raise Problem("SYNC_HEALTH_DSN is not set: postgresql://… or duckdb:FILE")
    handled = [at for memory in state.memories() for at in memory.handled.values()]
    found = syncs(dsn, options.table, now, min(handled, default=now), options.recheck_hours)
    if not found:
        raise Problem(f"the table {options.table} has no rows: has a sync ended since sync_health was selected, or was it cleared?")
    return with_missing(found, dict(options.every), now)


def tell(channel: Channel, found: list[Sync], state: State, now: float, is_dry_run: bool) -> None:
    told, memory = changes(from_severity(found, channel.least), state.memory(channel.name), now)
    for change in told:
        print(f"{channel.name}: {line(change)}")
    if is_dry_run:
        return
    if told:
        channel.post(told)
    # A crash before this line tells the same again: rather twice than never.
    state.remember(channel.name, memory)


def main(argv: list[str]) -> int:
    options = arguments(argv)
    problems: list[Problem] = []
    try:
        now = time.time()
        state = State(options.state)
        ready = channels(options)
        found = read(options, state, now)
    except Problem as problem:
        ready, problems = [], [problem]
    for channel in ready:
        try:
            tell(channel, found, state, now, options.dry_run)
        except Problem as problem:
            problems.append(problem)
    for problem in problems:
        print(f"alerts.py: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
