"""Compares this connector with Airbyte's own runtime on the same manifest, the same data and each other's states."""

from __future__ import annotations

import argparse
import copy
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from compare import MANIFEST, OUR_STATE_KEY, by_key, describe, no_duplicates, nothing_lost, same_catalogs, same_records, same_specs, same_states
from differences import DIFFERENCES
from forms import Config, filled_in
from messages import Read, Record
from removals import same_removals
from runtimes import ROOT, AirbyteRuntime, Runtime, airbyte, in_environment, ours
from simulator import Simulator, running_simulator

REPORTS = ROOT / "reports" / "witness"
INCREMENTAL = ("bookings", "transactions", "statement_payments")
# The truth knows only the keys of receipts, and reaches further back than they do.
WITHOUT_TRUTH = ("transaction_receipts",)

Truth = dict[str, dict[str, Record]]


class Witness:
    def __init__(self, runtimes: list[Runtime], older: list[AirbyteRuntime], simulator: Simulator) -> None:
        self.runtimes = runtimes
        self.older = older
        self.simulator = simulator
        # Old months at every sync: Airbyte's runtime knows no other way.
        self.config: dict[str, Any] = {**simulator.control("config"), "bookings_recheck_hours": 0}
        # The truth is everything the API has, so everything is asked for, except where a step says otherwise.
        self.everything = {**self.config, "personal_data": {"include_passports": True, "include_traveler_hr": True, "include_birth_date_and_gender": True}}
        self.problems: list[str] = []
        self.compared = 0
        self.catalog: list[dict[str, Any]] = []

    def run(self) -> bool:
        """True if nothing differs that is not on the list of differences."""
        self.metadata()
        before = self.truth()
        first = self.first_read(before)
        self.full_refresh()
        now = self.change()
        second = self.continued("3-continued", first, before, now)
        self.continued("4-back-again", second, now, now)
        for form, config in filled_in(self.config).items():
            self.every_version(form, config)
        if len(self.runtimes) == 2:
            self.report("what RemoveFields removes", same_removals(removal_pointers()))
        for runtime in [*self.runtimes, *self.older]:
            if isinstance(runtime, AirbyteRuntime):
                self.cost(runtime)
        if len(self.runtimes) == 2:
            self.moved_with_a_filter()
        return not self.problems

    def metadata(self) -> None:
        wrong = {**self.config, "client_secret": "0" * 32}
        for runtime in self.runtimes:
            answers = [runtime.check(self.config), runtime.check(wrong)]
            expected = ["SUCCEEDED", "FAILED"]
            self.report(f"check by {runtime.name}", [] if answers == expected else [f"expected {expected}, found {answers}"])
        catalogs = [runtime.discover(self.config) for runtime in self.runtimes]
        self.catalog = catalogs[0]
        if len(self.runtimes) == 2:
            self.report("spec", same_specs(*(runtime.spec() for runtime in self.runtimes)))
            self.report("catalog", same_catalogs(*catalogs))
        for runtime in self.older:
            self.report(f"spec by {runtime.name}", same_specs(self.runtimes[0].spec(), runtime.spec()))

    def first_read(self, truth: Truth) -> list[Read]:
        reads = [self.read("1-first", runtime, self.everything, []) for runtime in self.runtimes]
        for runtime, read in zip(self.runtimes, reads):
            for stream in truth:
                sent = by_key(stream, read.records[stream])
                self.report(f"{stream} by {runtime.name} against the truth", same_records(stream, sent, truth[stream]))
        self.same_reads(reads)
        if len(reads) == 2:
            for stream in INCREMENTAL:
                self.report(f"{stream}: states", same_states(stream, *reads))
        return reads

    def full_refresh(self) -> None:
        """With the defaults, and so without the personal data that has to be asked for."""
        reads = [self.read("2-full-refresh", runtime, self.config, [], full=True) for runtime in self.runtimes]
        self.same_reads(reads)
        for runtime, read in zip(self.runtimes, reads):
            with_passport = (r["uuid"] for r in read.records["bookings"] if '"passport"' in json.dumps(r))
            self.report(f"passports by {runtime.name}", describe("bookings with a passport", with_passport))

    def change(self) -> Truth:
        """Changes and adds bookings and transactions all over; a new one is an old one with another id."""
        for stream, key in (("bookings", "uuid"), ("transactions", "id")):
            self.simulator.control("change", {"stream": stream, "which": 120, "fields": {"department": "changed", "purpose": "changed"}})
            added = copy.deepcopy(self.simulator.truth(stream)[::97])
            cursor = "lastModified" if stream == "bookings" else "modified_timestamp"
            newest = max(record[cursor] for record in self.simulator.truth(stream) if record[cursor])
            for record in added:
                record[key] = f"added-{record[key]}"
                record[cursor] = newest
                record.pop("transaction_source", None)
            self.simulator.control("insert", {"stream": stream, "records": added})
        return self.truth()

    def continued(self, step: str, before: list[Read], truth_then: Truth, truth_now: Truth) -> list[Read]:
        """Each goes on from the state of the other (or from its own, if it is alone)."""
        reads = []
        for runtime, other in zip(self.runtimes, reversed(before)):
            read = self.read(step, runtime, self.everything, list(other.states.values()))
            reads.append(read)
            for stream in INCREMENTAL:
                sent = by_key(stream, read.records[stream])
                lost = nothing_lost(stream, truth_then[stream], sent, truth_now[stream])
                self.report(f"{step}: {stream} by {runtime.name} ({len(sent)} sent)", lost)
        return reads

    def read(self, step: str, runtime: Runtime, config: dict[str, Any], state: list[Any], full: bool = False) -> Read:
        read = runtime.read(config, configured(self.catalog, full), state)
        read.dump(REPORTS / f"{step}-{runtime.name}")
        problems = [*read.errors, *([f"exit code {read.exit_code}"] if read.exit_code else [])]
        for stream, records in read.records.items():
            problems += no_duplicates(stream, records)
        self.report(f"{step} by {runtime.name} ({sum(map(len, read.records.values()))} records)", problems)
        return read

    def same_reads(self, reads: list[Read]) -> None:
        if len(reads) == 2:
            for stream in (entry["name"] for entry in self.catalog):
                one, other = (by_key(stream, read.records[stream]) for read in reads)
                self.report(f"{stream}: both runtimes ({len(one)} records)", same_records(stream, one, other))

    def every_version(self, form: str, config: Config) -> None:
        """Each runtime finds every stream once and reads of it what the first one reads."""
        versions = [*self.runtimes, *self.older]
        first, *others = (self.found_and_read(form, runtime, config) for runtime in versions)
        for runtime, read in zip(versions[1:], others):
            for stream in (entry["name"] for entry in self.catalog):
                one, other = (by_key(stream, each.records[stream]) for each in (first, read))
                self.report(f"{stream} by {runtime.name} with {form} ({len(one)} records)", same_records(stream, one, other))

    def found_and_read(self, form: str, runtime: Runtime, config: Config) -> Read:
        catalog = runtime.discover(config)
        found, expected = ([stream["name"] for stream in each] for each in (catalog, self.catalog))
        problems = [] if sorted(found) == sorted(expected) else [f"expected {expected}, found {found}"]
        self.report(f"streams by {runtime.name} with {form}", problems)
        return self.read(f"5-{form.replace(' ', '-')}", runtime, config, [], full=True)

    def cost(self, runtime: AirbyteRuntime) -> None:
        """With the defaults: one walk per booking sent to remove passports, none for one that is not sent, no dates per booking."""
        catalog = configured([stream for stream in self.catalog if stream["name"] == "bookings"], full=False)
        state: list[dict[str, Any]] = []
        for sync in ("first", "second"):
            self.simulator.control("reset-log")
            read, counts = runtime.counted_read(self.config, catalog, state)
            sent = len(read.records["bookings"])
            pages = sum(request["path"] == "/v1/bookings" for request in self.simulator.requests())
            problems = list(read.errors)
            if not pages or (sync == "first" and not sent):
                problems.append(f"{pages} pages and {sent} bookings are too few to tell")
            if counts.removal_walks > sent:
                problems.append(f"expected at most {sent} walks to remove fields, found {counts.removal_walks}")
            # About a dozen a page, for the bounds of its month. A date per booking would be up to a hundred more.
            if counts.date_functions > 30 * pages + sent / 2:
                problems.append(f"{counts.date_functions} calls of date functions for {pages} pages and {sent} bookings")
            self.report(f"6-{sync} by {runtime.name}: {sent} bookings, {pages} pages, {counts}", problems)
            state = list(read.states.values())

    def moved_with_a_filter(self) -> None:
        """A state that relies on the API's filter for changes moves to Airbyte's runtime and back, with changes before each read."""
        self.simulator.control("set", {"updatedFrom": "seconds"})
        config = {**self.everything, "bookings_recheck_hours": 24}
        ours, airbyte = self.runtimes
        catalog = [stream for stream in self.catalog if stream["name"] == "bookings"]
        self.change_bookings("watched")
        read = ours.read(config, configured(catalog, full=False), [])
        known = bookings_state(read)[OUR_STATE_KEY]["changes"]
        self.report("7-watched: what the state knows of the filter", [] if known["answer"] == "watched" else [f"found {known}"])
        known["answer"] = "proven"
        # Airbyte's runtime drops what is known of the filter, so old months wait for their recheck once it has moved back.
        for step, runtime in (("7-proven", ours), ("7-moved", airbyte), ("7-moved-back", ours)):
            before = self.truth_of("bookings")
            if step == "7-moved-back":
                config = self.everything
            self.change_bookings(step)
            self.simulator.control("reset-log")
            state = list(read.states.values())
            read = runtime.read(config, configured(catalog, full=False), state)
            read.dump(REPORTS / f"{step}-{runtime.name}")
            sent = by_key("bookings", read.records["bookings"])
            problems = [*read.errors, *nothing_lost("bookings", before, sent, self.truth_of("bookings"))]
            if step == "7-proven" and any("createdFrom" in request["params"] for request in self.simulator.requests()):
                problems.append("months were read although the filter is proven")
            self.report(f"{step}: bookings by {runtime.name} ({len(sent)} sent)", problems)

    def change_bookings(self, purpose: str) -> None:
        self.simulator.control("change", {"stream": "bookings", "which": 60, "fields": {"purpose": purpose}})

    def truth_of(self, stream: str) -> dict[str, Record]:
        return by_key(stream, self.simulator.truth(stream))

    def truth(self) -> Truth:
        streams = (entry["name"] for entry in self.catalog if entry["name"] not in WITHOUT_TRUTH)
        return {stream: by_key(stream, self.simulator.truth(stream)) for stream in streams}

    def report(self, what: str, problems: list[str]) -> None:
        print(f"{'FAIL' if problems else 'ok  '} {what}", *problems, sep="\n       ", flush=True)
        self.problems += problems
        self.compared += 1


def removal_pointers() -> list[list[str]]:
    """Those of the manifest's streams."""
    definitions = MANIFEST["definitions"].values()
    transformations = (one for each in definitions if isinstance(each, dict) for one in each.get("transformations", []))
    return [pointer for one in transformations if one["type"] == "RemoveFields" for pointer in one["field_pointers"]]


def bookings_state(read: Read) -> dict[str, Any]:
    return read.states["bookings"]["stream"]["stream_state"]


def configured(catalog: list[dict[str, Any]], full: bool) -> dict[str, Any]:
    def one(stream: dict[str, Any]) -> dict[str, Any]:
        mode = "incremental" if stream["name"] in INCREMENTAL and not full else "full_refresh"
        return {"stream": stream, "sync_mode": mode, "destination_sync_mode": "append"}

    return {"streams": [one(stream) for stream in catalog]}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bookings", default="3000", help="how many the simulator has (3000)")
    options.epilog = "Other options go to the simulator, for instance --bounds exclusive."
    options.add_argument("--seed", default="1", help="of the simulator's data (1)")
    options.add_argument("--region", default="us", choices=["us", "eu"])
    options.add_argument("--only", choices=["airbyte", "ours"], help="one runtime, against the truth")
    options.add_argument("--older", type=Path, action="append", default=[], help="Python environments with earlier versions of airbyte-cdk")
    options.add_argument("--simulator", type=Path, default=ROOT / "dist/simulator/main.js", help="its compiled main.js")
    options.add_argument("--connector", type=Path, default=ROOT / "bin/source-navan", help="this connector's command")
    chosen, more = options.parse_known_args()
    shutil.rmtree(REPORTS, ignore_errors=True)
    runtimes = {"ours": [ours(chosen.connector)], "airbyte": [airbyte()], None: [ours(chosen.connector), airbyte()]}[chosen.only]
    flags = ["--seed", chosen.seed, "--bookings", chosen.bookings, "--region", chosen.region, *more]
    with running_simulator(chosen.simulator, flags) as simulator:
        older = [in_environment(environment.name, environment) for environment in chosen.older]
        witness = Witness(runtimes, older, simulator)
        agreed = witness.run()
    print("\nDifferent on purpose:", *(f"- {each.name}: {each.reason}" for each in DIFFERENCES), sep="\n")
    print(f"\nEvery read is under {REPORTS.relative_to(ROOT)}.")
    print(f"{witness.compared - len(witness.problems)} passed, {len(witness.problems)} failed")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
