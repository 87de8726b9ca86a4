"""The cursors of a state, and what each has to mean."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Iterable

from messages import Read, Record

CURSOR = {"bookings": "lastModified", "transactions": "modified_timestamp", "statement_payments": "modified_timestamp"}
PARTITION = {"bookings": "created_month", "transactions": "transaction_type"}


def cursors(read: Read, stream: str) -> dict[str, datetime]:
    """Partition to its cursor; a stream that is one partition has its cursor at the top level."""
    state = read.states[stream]["stream"]["stream_state"]
    if stream not in PARTITION:
        return {"": moment(state[CURSOR[stream]])}
    entries = state["states"]
    found = {entry["partition"][PARTITION[stream]]: moment(entry["cursor"][CURSOR[stream]]) for entry in entries}
    assert len(found) == len(entries), f"{stream}: a partition has two cursors"
    return found


def newest(stream: str, records: Iterable[Record]) -> dict[str, datetime]:
    """Partition to the newest change among its records."""
    found: dict[str, datetime] = {}
    for record in records:
        partition = partition_of(stream, record)
        changed = moment(record[CURSOR[stream]])
        found[partition] = max(changed, found.get(partition, changed))
    return found


def partition_of(stream: str, record: Record) -> str:
    if stream == "bookings":
        return record["created"][:7]
    return record.get("transaction_source", "")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
