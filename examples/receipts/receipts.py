#!/usr/bin/env python3
"""Fetches the receipts that transaction_receipts links to, once each, before the links die. Set-up and rules: README.md."""

from __future__ import annotations

import argparse
import signal
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from datetime import datetime, timezone
from typing import Generator

from download import Limits, download
from folder import MANIFEST, Busy, Folder, Receipt, file_of
from links import Link, from_database, from_output, links
from problem import Failure, Problem
from settings import arguments, secret

# What waits between the tries of one file, in seconds: 1, 2, 4, …
FIRST_WAIT_SECONDS = 1.0
# A network that is down fails everything. The next run continues.
FAILURES_IN_A_ROW = 20
OK, FAILED, BUSY = 0, 1, 3


class Report:
    """Lists what failed."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, text: str) -> None:
        print(f"receipts.py: {text}", file=sys.stderr)
        self.count += 1


def found_links(options: argparse.Namespace, report: Report) -> list[Link]:
    if options.jsonl:
        return links(from_output(options.jsonl, report), options.links, report)
    dsn = secret("RECEIPTS_DSN")
    if dsn is None:
        raise Problem("RECEIPTS_DSN is not set: postgresql://… or duckdb:FILE; or name the connector's output with --jsonl")
    return links(from_database(dsn, options.table, options.links), options.links, report)


def fetch(folder: Folder, link: Link, limits: Limits, tries: int) -> None:
    for attempt in range(1, tries + 1):
        try:
            return _fetch_once(folder, link, limits)
        except Failure as failure:
            is_last = attempt == tries or not failure.is_temporary
            if is_last or limits.stop.wait(FIRST_WAIT_SECONDS * 2 ** (attempt - 1)):
                raise


def _fetch_once(folder: Folder, link: Link, limits: Limits) -> None:
    with folder.new_file() as new:
        kind = download(link.url, limits, new.write)
        file = file_of(link.transaction_id, link.receipt, kind.extension)
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        folder.store(new, Receipt(link.transaction_id, link.receipt, file, new.sha256, new.bytes, kind.media_type, now))


def fetch_all(
    folder: Folder, wanted: list[Link], limits: Limits, options: argparse.Namespace
) -> Generator[tuple[Link, Failure], None, None]:
    """Yields what failed."""
    in_a_row = 0
    with ThreadPoolExecutor(options.parallel) as pool:
        futures = {pool.submit(fetch, folder, link, limits, options.tries): link for link in wanted}
        try:
            for future in as_completed(futures):
                failure = future.exception()
                is_temporary = isinstance(failure, Failure) and failure.is_temporary
                in_a_row = in_a_row + 1 if is_temporary else 0
                if isinstance(failure, Failure):
                    yield futures[future], failure
                elif failure is not None:
                    raise failure
                if in_a_row == FAILURES_IN_A_ROW:
                    raise Problem(f"{in_a_row} in a row can't be reached, so the rest is left to the next run: is the network down?")
        except BaseException:
            limits.stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def keep(folder: Folder, options: argparse.Namespace) -> int:
    report = Report()
    found = found_links(options, report)
    wanted = [link for link in found if (link.transaction_id, link.receipt) not in folder.receipts]
    limits = Limits(int(options.max_mb * 1_000_000), options.seconds, options.loopback)
    before, dead = len(folder.receipts), 0
    try:
        with closing(fetch_all(folder, wanted, limits, options)) as failed:
            for link, failure in failed:
                report(f"{link}: {failure}")
                dead += failure.is_dead
    finally:
        stored = len(folder.receipts) - before
        print(f"{stored} stored, {len(found) - len(wanted)} stored before, {len(wanted) - stored} not stored")
    if dead:
        print(f"receipts.py: dead links: {dead}. A link lives seven days at most: run this sooner after the sync", file=sys.stderr)
    return FAILED if report.count else OK


def verify(folder: Folder) -> int:
    wrong = list(folder.wrong())
    for each in wrong:
        print(f"receipts.py: {each}", file=sys.stderr)
    print(f"{len(folder.receipts)} receipts, {len(wrong)} problems")
    return FAILED if wrong else OK


def main(argv: list[str]) -> int:
    options = arguments(argv)
    # As Ctrl-C does: downloads end, and the totals are printed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if options.verify and not (options.to / MANIFEST).is_file():
            raise Problem(f"there is no {MANIFEST} in {options.to}")
        folder = Folder(options.to)
        return verify(folder) if options.verify else keep(folder, options)
    except Busy:
        print(f"receipts.py: another run is at work in {options.to}. It goes on, and this one ends", file=sys.stderr)
        return BUSY
    except Problem as problem:
        print(f"receipts.py: {problem}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("receipts.py: stopped: the next run continues", file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
