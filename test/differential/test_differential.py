"""This connector and Airbyte's own runtime, on the same manifest and the same simulator, one for each seed."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from airbyte_in_process import airbyte_in_process
from compare import by_key, no_duplicates, nothing_lost, same_catalogs, same_records, same_specs
from cursors import CURSOR, cursors, newest
from expected import STREAMS, Truth, expected
from messages import Read
from runtimes import ROOT, Runtime, airbyte, ours
from scenarios import SEEDS, scenario
from simulator import Simulator, running_simulator
from windows import Window, windows

OURS = ours(ROOT / "bin" / "source-navan")
AIRBYTE = airbyte_in_process()
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Seen:
    read: Read
    windows: set[Window]
    began: datetime
    ended: datetime


def test_the_specs_are_the_same() -> None:
    assert same_specs(OURS.spec(), airbyte().spec()) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_both_runtimes_agree(seed: int) -> None:
    drawn = scenario(seed)
    with running_simulator(ROOT / "dist/simulator/main.js", drawn.flags) as simulator:
        config = {**simulator.control("config"), **drawn.config}
        streams = OURS.discover(config)
        assert same_catalogs(streams, AIRBYTE.discover(config)) == []
        catalog = configured(streams)

        then = expected(simulator, config)
        first = {}
        for runtime in (OURS, AIRBYTE):
            simulator.control("faults", [drawn.fault])
            first[runtime.name] = see(simulator, runtime, config, catalog, [])
        mine, theirs = first[OURS.name], first[AIRBYTE.name]
        assert problems_of_first_reads(mine, theirs, then) == []
        assert mine.windows == theirs.windows
        assert problems_of_states(mine, theirs) == []

        change(simulator, seed)
        now = expected(simulator, config)
        for state in (mine, theirs):
            both = [see(simulator, one, config, catalog, list(state.read.states.values())) for one in (OURS, AIRBYTE)]
            for seen in both:
                assert problems_of_later_read(seen, then, now) == []
            assert both[0].windows == both[1].windows


def see(simulator: Simulator, runtime: Runtime, config: dict[str, Any], catalog: dict[str, Any], state: list[Any]) -> Seen:
    simulator.control("reset-log")
    began = datetime.now(timezone.utc)
    read = runtime.read(config, catalog, state)
    ended = datetime.now(timezone.utc)
    assert not read.failed, f"{runtime.name}: {read.errors}"
    return Seen(read, windows(simulator.requests()), began, ended)


def problems_of_first_reads(mine: Seen, theirs: Seen, then: Truth) -> list[str]:
    problems: list[str] = []
    for seen in (mine, theirs):
        for stream in STREAMS:
            problems += no_duplicates(stream, seen.read.records[stream])
            problems += same_records(stream, by_key(stream, seen.read.records[stream]), then[stream])
    # The simulator's truth knows only the keys of receipts.
    receipts = [by_key("transaction_receipts", seen.read.records["transaction_receipts"]) for seen in (mine, theirs)]
    return problems + same_records("transaction_receipts", *receipts)


def problems_of_later_read(seen: Seen, then: Truth, now: Truth) -> list[str]:
    problems: list[str] = []
    for stream in CURSOR:
        problems += nothing_lost(stream, then[stream], by_key(stream, seen.read.records[stream]), now[stream])
    return problems + same_records("users", by_key("users", seen.read.records["users"]), now["users"])


def problems_of_states(mine: Seen, theirs: Seen) -> list[str]:
    """Theirs is the newest change of each partition that has records; ours lies within the read, and never before theirs."""
    problems: list[str] = []
    for stream in CURSOR:
        own, other = cursors(mine.read, stream), cursors(theirs.read, stream)
        if own.keys() != other.keys():
            problems.append(f"{stream}: partitions of the states differ")
        changed = newest(stream, theirs.read.records[stream])
        problems += [f"{stream} {name}: theirs is not the newest change" for name, at in changed.items() if other[name] != at]
        problems += [
            f"{stream} {name}: ours is not a moment of the read"
            for name, at in own.items()
            if not mine.began - 2 * SECOND <= at <= mine.ended
        ]
    return problems


def change(simulator: Simulator, seed: int) -> None:
    """Changes some of everything, several at one instant, and adds copies under other keys."""
    together = (datetime.now(timezone.utc) - SECOND).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    for stream, key in (("bookings", "uuid"), ("transactions", "id")):
        fields = {"department": f"changed by {seed}"}
        simulator.control("change", {"stream": stream, "which": 17, "fields": fields})
        simulator.control("change", {"stream": stream, "which": 5, "fields": fields, "lastModified": together})
        added = copy.deepcopy(simulator.truth(stream)[::31])
        for record in added:
            record.pop("transaction_source", None)
            record.update({key: f"added-{record[key]}", CURSOR[stream]: together})
        simulator.control("insert", {"stream": stream, "records": added})
    simulator.control("change", {"stream": "users", "which": 1, "fields": {"department": f"changed by {seed}"}})


def configured(streams: list[dict[str, Any]]) -> dict[str, Any]:
    def one(stream: dict[str, Any]) -> dict[str, Any]:
        mode = "incremental" if stream["name"] in CURSOR else "full_refresh"
        return {"stream": stream, "sync_mode": mode, "destination_sync_mode": "append"}

    return {"streams": [one(stream) for stream in streams]}
