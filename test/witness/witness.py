"""Runs both runtimes on one manifest and one simulator, and compares. See README.md."""

from __future__ import annotations

import argparse
import sys
import uuid
from datetime import datetime, timezone
from typing import Any

from compare import (
    KEYS, by_key, no_duplicates, nothing_lost, same_catalogs, same_records, same_specs, same_states,
)
from differences import DIFFERENCES
from messages import Read
from runtimes import ROOT, Runtime, airbyte, ours
from simulator import Simulator

REPORTS = ROOT / "reports" / "witness"
# Receipts of seven days: which those are, their records do not tell.
WITH_TRUTH = [stream for stream in KEYS if stream != "transaction_receipts"]


class Results:
    def __init__(self) -> None:
        self.passed = self.failed = 0

    def add(self, name: str, problems: list[str]) -> None:
        if problems:
            self.failed += 1
            print(f"FAIL {name}", *problems, sep="\n       ")
        else:
            self.passed += 1
            print(f"ok   {name}")


class Witness:
    def __init__(self, simulator: Simulator, results: Results) -> None:
        self.simulator = simulator
        self.results = results
        self.config = {
            **simulator.config(),
            "bookings_recheck_hours": 0,
            "personal_data": {"include_passports": True, "include_traveler_hr": True},
        }
        self.streams: list[dict[str, Any]] = []

    def run(self, runtimes: tuple[Runtime, ...]) -> None:
        self.descriptions(runtimes)
        first = {runtime.name: self.read("first", runtime, "incremental", []) for runtime in runtimes}
        self.compare_reads("first read", first)
        full = {runtime.name: self.read("full", runtime, "full_refresh", []) for runtime in runtimes}
        self.compare_reads("full refresh", full)
        before = {stream: by_key(stream, self.truth(stream)) for stream in WITH_TRUTH}
        self.change()
        second = {
            runtime.name: self.go_on("second", runtime, first[other.name], before)
            for runtime, other in zip(runtimes, reversed(runtimes))
        }
        now = {stream: by_key(stream, self.truth(stream)) for stream in WITH_TRUTH}
        for runtime, other in zip(runtimes, reversed(runtimes)):
            self.go_on("third", runtime, second[other.name], now)

    def descriptions(self, runtimes: tuple[Runtime, ...]) -> None:
        for runtime in runtimes:
            wrong = {**self.config, "client_secret": "0" * 32}
            self.results.add(f"{runtime.name}: check", [] if runtime.check(self.config) == "SUCCEEDED" else ["failed"])
            self.results.add(f"{runtime.name}: check refuses a wrong secret", [] if runtime.check(wrong) == "FAILED" else ["did not"])
        catalogs = [runtime.discover(self.config) for runtime in runtimes]
        self.streams = catalogs[-1]
        if len(runtimes) == 2:
            self.results.add("one spec", same_specs(*(runtime.spec()["connectionSpecification"] for runtime in runtimes)))
            self.results.add("one catalog", same_catalogs(*catalogs))

    def compare_reads(self, name: str, reads: dict[str, Read]) -> None:
        for runtime, read in reads.items():
            self.results.add(f"{name}: {runtime} ends well", read.errors or ([] if read.exit_code == 0 else [f"exit {read.exit_code}"]))
            for stream in KEYS:
                self.results.add(f"{name}: {runtime} sends no {stream} twice", no_duplicates(stream, read.records[stream]))
            for stream in WITH_TRUTH:
                truth = by_key(stream, self.truth(stream))
                self.results.add(f"{name}: {runtime} has all {stream} ({len(truth)})", same_records(stream, self.sent(read, stream), truth))
        if len(reads) == 2:
            one, other = reads.values()
            for stream in KEYS:
                self.results.add(f"{name}: one {stream}", same_records(stream, self.sent(one, stream), self.sent(other, stream)))
            for stream in ("bookings", "transactions"):
                self.results.add(f"{name}: one shape of state for {stream}", same_states(stream, one, other))

    def go_on(self, step: str, runtime: Runtime, earlier: Read, before: dict[str, Any]) -> Read:
        """Reads on from a state that the other runtime may have written."""
        read = self.read(step, runtime, "incremental", list(earlier.states.values()))
        self.results.add(f"{step}: {runtime.name} ends well", read.errors or ([] if read.exit_code == 0 else [f"exit {read.exit_code}"]))
        for stream in ("bookings", "transactions"):
            now = by_key(stream, self.truth(stream))
            sent = self.sent(read, stream)
            self.results.add(f"{step}: {runtime.name} goes on and loses no {stream} ({len(sent)} sent)", nothing_lost(stream, before[stream], sent, now))
        return read

    def change(self) -> None:
        """Old and new bookings, every kind of transaction; and new bookings."""
        self.simulator.change("bookings", 60, {"bookingStatus": "CANCELED"})
        for kind in ("fees", "card-transactions", "repayments"):
            self.simulator.change(kind, 8, {"approval_status": "APPROVED"})
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        template = self.truth("bookings")[-1]
        fresh = [{**template, "uuid": str(uuid.uuid4()), "created": now, "lastModified": now} for _ in range(5)]
        self.simulator.insert("bookings", fresh)

    def read(self, step: str, runtime: Runtime, mode: str, state: list[dict[str, Any]]) -> Read:
        catalog = {"streams": [self.configured(stream, mode) for stream in self.streams]}
        read = runtime.read(self.config, catalog, state)
        read.dump(REPORTS / f"{step}-{runtime.name}")
        return read

    @staticmethod
    def configured(stream: dict[str, Any], mode: str) -> dict[str, Any]:
        supported = mode if mode in stream["supported_sync_modes"] else "full_refresh"
        return {"stream": stream, "sync_mode": supported, "destination_sync_mode": "append"}

    def truth(self, stream: str) -> list[dict[str, Any]]:
        return self.simulator.truth(stream)

    @staticmethod
    def sent(read: Read, stream: str) -> dict[str, Any]:
        records = by_key(stream, read.records[stream])
        if stream == "transactions":
            for record in records.values():
                record.pop("transaction_source", None)
        return records


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bookings", default="1500")
    parser.add_argument("--seed", default="11")
    parser.add_argument("--only", choices=["airbyte"], help="without this connector")
    options = parser.parse_args()
    runtimes = (airbyte(),) if options.only else (ours(), airbyte())
    results = Results()
    with Simulator(["--bookings", options.bookings, "--seed", options.seed]) as simulator:
        Witness(simulator, results).run(runtimes)
    print("\nDifferent on purpose:", *(f"- {each.name}: {each.reason}" for each in DIFFERENCES), sep="\n")
    print(f"{results.passed} passed, {results.failed} failed")
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
