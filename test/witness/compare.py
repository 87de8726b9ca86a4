"""Comparisons by value. Each gives the list of what is wrong, in words, without values of records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterable, Mapping

import yaml

from differences import OUR_STATE_KEY, AIRBYTE_STATE_KEYS, evened
from messages import Read, Record

MANIFEST = yaml.safe_load((Path(__file__).parents[2] / "resources/manifest.yaml").read_text())
# The primary key of each stream that has one.
KEYS = {name: key[0] for name, stream in MANIFEST["definitions"].items() if isinstance(stream, dict) and (key := stream.get("primary_key"))}
# Streams that are one partition, with their cursor: it is at the top level of the state.
ONE_PARTITION = {"statement_payments": "modified_timestamp"}
SHOWN = 5


def key_of(stream: str, record: Record) -> str:
    """Without a primary key, the whole record."""
    return str(record[KEYS[stream]]) if stream in KEYS else json.dumps(evened("record", stream, record), sort_keys=True)


def by_key(stream: str, records: Iterable[Record]) -> dict[str, Record]:
    """The last record of each key, evened."""
    return {key_of(stream, record): evened("record", stream, record) for record in records}


def same_specs(one: Any, other: Any) -> list[str]:
    ours, theirs = (evened("spec", "", spec) for spec in (one, other))
    return [f"spec differs at {path}" for path in different_paths(ours, theirs)]


def same_catalogs(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[str]:
    ours, theirs = ({s["name"]: evened("catalog", s["name"], s) for s in streams} for streams in (one, other))
    return [f"catalog differs at {path}" for path in different_paths(ours, theirs)]


def same_records(stream: str, one: Mapping[str, Record], other: Mapping[str, Record]) -> list[str]:
    """`one` and `other`: evened records by key."""
    problems = [
        *describe(f"{stream}: only in the first", one.keys() - other.keys()),
        *describe(f"{stream}: only in the second", other.keys() - one.keys()),
    ]
    for key in one.keys() & other.keys():
        if one[key] != other[key]:
            problems += [f"{stream} {key} differs at {path}" for path in different_paths(one[key], other[key])]
    return problems[: 2 * SHOWN]


def no_duplicates(stream: str, records: list[Record]) -> list[str]:
    seen: set[str] = set()
    twice = {key for record in records if (key := key_of(stream, record)) in seen or seen.add(key)}
    return describe(f"{stream}: sent more than once", twice)


def nothing_lost(stream: str, before: Mapping[str, Record], sent: Mapping[str, Record], now: Mapping[str, Record]) -> list[str]:
    """After a read that goes on from a state: whatever changed since `before` was sent, and whatever was sent is true `now`."""
    changed = {key for key, record in now.items() if before.get(key) != record}
    problems = describe(f"{stream}: changed, not sent", changed - sent.keys())
    problems += describe(f"{stream}: sent, unknown to the API", sent.keys() - now.keys())
    untrue = {key for key in sent.keys() & now.keys() if sent[key] != now[key]}
    return problems + describe(f"{stream}: sent with values that the API does not have", untrue)


def same_states(stream: str, one: Read, other: Read) -> list[str]:
    states = [read.states[stream]["stream"]["stream_state"] for read in (one, other)]
    for state in states:
        own = {ONE_PARTITION[stream]} if stream in ONE_PARTITION else {"states"}
        if stream in ONE_PARTITION and not own <= state.keys():
            return [f"{stream}: no cursor in the state"]
        unknown = state.keys() - own - {OUR_STATE_KEY, "__ab_no_cursor_state_message"} - AIRBYTE_STATE_KEYS
        if unknown:
            return [f"{stream}: unknown keys in the state: {', '.join(sorted(unknown))}"]
    first, second = (evened("state", stream, state) for state in states)
    return [] if first == second else [f"{stream}: partitions of the state differ"]


def describe(what: str, keys: Iterable[str]) -> list[str]:
    found = sorted(keys)
    return [f"{what}: {len(found)} ({', '.join(found[:SHOWN])}{', …' if len(found) > SHOWN else ''})"] if found else []


def different_paths(one: Any, other: Any, path: str = "") -> list[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted(one.keys() | other.keys())
        return [p for key in keys for p in different_paths(one.get(key), other.get(key), f"{path}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [p for index, pair in enumerate(zip(one, other)) for p in different_paths(*pair, f"{path}/{index}")]
    return [] if one == other else [path or "/"]
