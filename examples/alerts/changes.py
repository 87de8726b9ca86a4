"""What is new since a channel was last told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterable

from warehouse import Alert, Sync

SEVERITIES = ("info", "ticket", "page")
# Data that is lost stays lost: a later sync without the alert resolves nothing.
EVENTS = {"gap"}


@dataclass
class Memory:
    """What a channel was told. `handled`: when the newest sync ended that it knows, by connection. `open`: by connection and key."""

    handled: dict[str, float] = field(default_factory=dict)
    open: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """`kind`: raised, resolved, or passed: raised and over between two runs of the job."""

    kind: str
    connection: str
    alert: Alert
    at: float


def changes(syncs: Iterable[Sync], memory: Memory, now: float) -> tuple[list[Change], Memory]:
    """`syncs`: oldest first. Of a connection that the channel doesn't know, only the newest counts."""
    found: list[Change] = []
    after = Memory()
    for connection, own in _by_connection(syncs).items():
        known = memory.open.get(connection, {})
        told, still_open = _of_connection(own, memory.handled.get(connection), known)
        found += told
        after.handled[connection] = own[-1].finished_at
        after.open[connection] = still_open
    for connection in memory.open.keys() - after.open.keys():
        found += [_resolved(connection, key, old, now) for key, old in memory.open[connection].items() if old["code"] not in EVENTS]
    return found, after


def _by_connection(syncs: Iterable[Sync]) -> dict[str, list[Sync]]:
    grouped: dict[str, list[Sync]] = {}
    for sync in syncs:
        grouped.setdefault(sync.connection, []).append(sync)
    return grouped


def _of_connection(
    own: list[Sync], handled: float | None, known: dict[str, dict[str, Any]]
) -> tuple[list[Change], dict[str, dict[str, Any]]]:
    newest = own[-1]
    missed = [] if handled is None else [sync for sync in own[:-1] if sync.finished_at > handled]
    current = {alert.key: alert for alert in newest.alerts}
    found: list[Change] = []
    still_open = {key: old for key, old in known.items() if key in current or old["code"] in EVENTS}
    for sync in missed:
        for alert in sync.alerts:
            is_new = alert.key not in current and alert.key not in known and alert.key not in still_open
            if is_new and alert.code in EVENTS:
                found.append(Change("raised", newest.connection, alert, sync.finished_at))
                still_open[alert.key] = _remembered(alert)
            elif is_new and not any(old.alert.key == alert.key for old in found):
                found.append(Change("passed", newest.connection, alert, sync.finished_at))
    for key, alert in current.items():
        if key not in still_open or _rank(alert.severity) > _rank(still_open[key]["severity"]):
            found.append(Change("raised", newest.connection, alert, newest.finished_at))
            still_open[key] = _remembered(alert)
    over = [key for key in known if key not in still_open]
    found += [_resolved(newest.connection, key, known[key], newest.finished_at) for key in over]
    return found, still_open


def _remembered(alert: Alert) -> dict[str, Any]:
    return {"code": alert.code, "severity": alert.severity, "stream": alert.stream}


def _resolved(connection: str, key: str, old: dict[str, Any], at: float) -> Change:
    return Change("resolved", connection, Alert(key, old["code"], old["severity"], old["stream"]), at)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)
