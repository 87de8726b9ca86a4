"""Batches: what is written together, and the record of it in navan_journal_exports and navan_journal_statuses."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from formats import FORMATS, csv_of
from warehouse import Row, Warehouse

ORDER = "order by document_id, document_line_number"
# The status of each document, as in the model int_navan__journal_records: its own stands before its batch's.
STATUSES = """
select batch_id, document_id, status, is_own
from (
    select documents.batch_id, documents.document_id, statuses.status, statuses.document_id is not null as is_own, row_number() over (
        partition by documents.batch_id, documents.document_id
        order by case when statuses.document_id is null then 1 else 0 end, statuses.recorded_at desc
    ) as place
    from (select distinct batch_id, document_id from {schema}.navan_journal_exports) as documents
    inner join {schema}.navan_journal_statuses as statuses
        on documents.batch_id = statuses.batch_id
        and (statuses.document_id is null or documents.document_id = statuses.document_id)
) as placed
where place = 1
"""
IN_FORCE = f"select batch_id, document_id, status from ({STATUSES}) as newest where status <> 'rejected'"

REPEATS = "theirs.external_id = ours.external_id"
REVERSES = """
theirs.entry_type = 'reversal' and ours.entry_type = 'original'
and theirs.source_relation = ours.source_relation and theirs.record_source = ours.record_source
and theirs.transaction_id = ours.transaction_id and theirs.journal_event = ours.journal_event and theirs.entry_version = ours.entry_version
"""


@dataclass(frozen=True)
class File:
    format: str
    name: str
    content: bytes
    line_count: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Batch:
    """`id`: None if there is nothing to export. `refused`: documents that no file or not every file has, with the reason."""

    id: str | None
    files: list[File]
    refused: list[tuple[str, str]]


def new_batch(warehouse: Warehouse, formats: list[str], legal_entities: list[str] | None, now: datetime) -> Batch:
    """Records the lines that wait for their export. Those of documents that no format can hold stay."""
    waiting = _waiting(warehouse)
    _check_names(warehouse, legal_entities or [])
    lines = [line for line in waiting if not legal_entities or line["legal_entity"] in legal_entities]
    others = _others(waiting, lines)
    refusals = {(document, name): reason for name in formats for document, reason in _refusals(name, lines, others).items()}
    refused = sorted((document, f"{name}: {reason}") for (document, name), reason in refusals.items())
    taken = [line for line in lines if any((line["document_id"], name) not in refusals for name in formats)]
    if not taken:
        return Batch(None, [], refused)
    batch_id = f"{now:%Y%m%dT%H%M%SZ}-{hashlib.sha256(''.join(line['journal_line_id'] for line in taken).encode()).hexdigest()[:8]}"
    files = [_file(batch_id, name, taken) for name in formats]
    _record(warehouse, batch_id, now, taken)
    for file in files:
        _set_status(warehouse, batch_id, None, "written", now, file)
    # Whether the ERP system took what one of the files lacks is said by the document's name, not with the batch.
    for document in sorted({document for document, _ in refusals} & {line["document_id"] for line in taken}):
        _set_status(warehouse, batch_id, document, "written", now)
    return Batch(batch_id, files, refused)


def _record(warehouse: Warehouse, batch_id: str, now: datetime, lines: list[Row]) -> None:
    """By the warehouse itself, so that each value stays exactly what it is in the model."""
    names = ", ".join(lines[0])
    documents = sorted({line["document_id"] for line in lines})
    for start in range(0, len(documents), 500):
        some = documents[start : start + 500]
        warehouse.execute(
            f"insert into {{schema}}.navan_journal_exports (batch_id, exported_at, {names}) select ?, ?, {names}"
            f" from {{schema}}.navan__journal_lines where document_id in ({', '.join('?' for _ in some)})",
            batch_id, now, *some,
        )  # fmt: skip


def recorded_batch(warehouse: Warehouse, batch_id: str, formats: list[str]) -> Batch:
    """The files of an earlier batch, which have to have the same bytes."""
    lines = [_line(row) for row in warehouse.rows(f"select * from {{schema}}.navan_journal_exports where batch_id = ? {ORDER}", batch_id)]
    if not lines:
        raise LookupError(f"there is no batch {batch_id}")
    written = {row["file_format"]: row["sha256"] for row in _files(warehouse, batch_id)}
    files = [_file(batch_id, name, lines) for name in formats]
    for file in files:
        if file.format not in written:
            raise ValueError(f"batch {batch_id} was not written as {file.format}, but as {', '.join(sorted(written))}")
        if written[file.format] != file.sha256:
            raise ValueError(f"{file.name} would not be what it was: sha256 {file.sha256}, recorded {written[file.format]}")
    return Batch(batch_id, files, [])


def unanswered(warehouse: Warehouse) -> dict[str, int]:
    """Batches of which the ERP system's answer is not recorded, with the number of documents."""
    sql = f"select batch_id, count(*) as documents from ({IN_FORCE}) as in_force where status = 'written' group by batch_id order by batch_id"
    return {row["batch_id"]: row["documents"] for row in warehouse.rows(sql)}


def set_status(warehouse: Warehouse, batch_id: str, document: str | None, status: str, now: datetime) -> dict[str, str]:
    """The documents that keep another status of their own, with it: only their name changes it."""
    known = {row["document_id"]: row for row in warehouse.rows(f"select * from ({STATUSES}) as newest where batch_id = ?", batch_id)}
    if not known:
        raise LookupError(f"there is no batch {batch_id}")
    if document is not None and document not in known:
        raise LookupError(f"batch {batch_id} has no document {document}")
    answered = [name for name, row in known.items() if name == document or (document is None and not row["is_own"])]
    if status == "rejected" and (others := _batches_with_entries_of(warehouse, batch_id, answered, REVERSES)):
        raise ValueError(f"entries of it are reversed by batch {', '.join(others)}: reject that one first")
    if status == "accepted" and (others := _batches_with_entries_of(warehouse, batch_id, answered, REPEATS)):
        raise ValueError(f"entries of it were exported again by batch {', '.join(others)}: reject that one first, or accept it instead")
    _set_status(warehouse, batch_id, document, status, now)
    return {name: row["status"] for name, row in known.items() if document is None and row["is_own"] and row["status"] != status}


def _batches_with_entries_of(warehouse: Warehouse, batch_id: str, documents: list[str], relation: str) -> list[str]:
    """Other batches with entries in this relation to those of the documents, unless they were rejected."""
    sql = f"""
    select distinct ours.document_id, theirs.batch_id
    from {{schema}}.navan_journal_exports as ours
    inner join {{schema}}.navan_journal_exports as theirs on ours.batch_id <> theirs.batch_id and {relation}
    inner join ({IN_FORCE}) as in_force on theirs.batch_id = in_force.batch_id and theirs.document_id = in_force.document_id
    where ours.batch_id = ?
    """
    return sorted({row["batch_id"] for row in warehouse.rows(sql, batch_id) if row["document_id"] in documents})


def _refusals(name: str, lines: list[Row], others: Mapping[str, str] = {}) -> dict[str, str]:
    """By document, why a file of this format lacks it. It has a group of documents as a whole: of a reversal and a new
    version, one alone would leave a transaction in the ERP system twice or not at all. `others`: by group, what is not asked for."""
    own = {line["document_id"]: reason for line in lines if (reason := FORMATS[name].refusal(line))}
    causes = {**others, **{line["document_group"]: line["document_id"] for line in reversed(lines) if line["document_id"] in own}}
    return {line["document_id"]: f"it belongs with {cause}" for line in lines if (cause := causes.get(line["document_group"]))} | own


def _others(waiting: list[Row], lines: list[Row]) -> dict[str, str]:
    """By group, whose documents are not asked for."""
    asked = {line["legal_entity"] for line in lines}
    return {line["document_group"]: f"a document of {line['legal_entity']}" for line in waiting if line["legal_entity"] not in asked}


def _waiting(warehouse: Warehouse) -> list[Row]:
    """The models say what waits, so they have to know of every batch and status."""
    known = warehouse.rows("select distinct batch_id, document_id, status from {schema}.int_navan__journal_records")
    lines = warehouse.rows("select distinct known_status_count from {schema}.navan__journal_lines")
    statuses = warehouse.rows("select count(*) as known_status_count from {schema}.navan_journal_statuses")
    # The lines are built last: in a build that stops before them, they are older than the record that it knows.
    if _set(known) != _set(warehouse.rows(IN_FORCE)) or not _set(lines) <= _set(statuses):
        raise LookupError("a batch or status was recorded after the models were built: run dbt build first")
    rows = warehouse.rows(f"select * from {{schema}}.navan__journal_lines where export_state = 'to_export' {ORDER}")
    if len({row["journal_line_id"] for row in rows}) < len(rows):
        raise LookupError("navan__journal_lines has a line twice: run dbt build and mend what its tests find")
    if unequal := _unbalanced(rows):
        raise LookupError(f"the entry {unequal[0]} does not balance: run dbt build and mend what its tests find")
    return [_line(row) for row in rows]


def _unbalanced(rows: list[Row]) -> list[str]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["external_id"]] += row["debit_amount"] - row["credit_amount"]
    return [entry for entry, total in sums.items() if total]


def _check_names(warehouse: Warehouse, legal_entities: list[str]) -> None:
    there = {row["legal_entity"] for row in warehouse.rows("select distinct legal_entity from {schema}.navan__journal_lines")}
    if unknown := set(legal_entities) - there:
        raise LookupError(f"the journal has no line of {', '.join(sorted(unknown))}, but of {', '.join(sorted(there))}")


def _set(rows: list[Row]) -> set[tuple[str, ...]]:
    return {tuple(row.values()) for row in rows}


def _files(warehouse: Warehouse, batch_id: str) -> list[Row]:
    return warehouse.rows("select * from {schema}.navan_journal_statuses where batch_id = ? and file_format is not null", batch_id)


def _line(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in ("export_state", "known_status_count", "batch_id", "exported_at")}


def _file(batch_id: str, name: str, lines: list[Row]) -> File:
    refused = _refusals(name, lines)
    taken = [line for line in lines if line["document_id"] not in refused]
    return File(name, f"{batch_id}-{name}.csv", csv_of(FORMATS[name], batch_id, taken), len(taken))


def _set_status(warehouse: Warehouse, batch_id: str, document: str | None, status: str, now: datetime, file: File | None = None) -> None:
    written = (file.format, file.name, file.sha256) if file else (None, None, None)
    warehouse.execute(
        "insert into {schema}.navan_journal_statuses (batch_id, document_id, status, recorded_at, file_format, file_name, sha256)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        batch_id, document, status, now, *written,
    )  # fmt: skip
