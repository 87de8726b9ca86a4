"""What the export command says and records, on a few transactions made by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from expected.ledger import Settings
from expected.records import Record
from ledger_build import Scenario, build, table
from ledger_company import seeds
from test_ledger_exports import FORMATS, Export
from warehouses import Row, Warehouse

BOUGHT: Record = {
    "transaction_source": "card-transactions", "transaction_type": "PURCHASE", "legal_entity": "Example Inc.", "card_program_name": "US corporate cards",
    "posted_date": "2026-10-15", "posted_amount": "100.00", "posted_currency": "USD", "original_amount": "100.00", "original_currency": "USD",
    "exchange_rate": "1.0", "billable_entity_amount": "100.00", "billable_entity_currency": "USD", "approval_status": "APPROVED",
    "last_approver_action_date": "2026-10-20", "gl_code_number": "06001", "employee_id": "E1", "vendor_name": "Grand Hotel",
    "modified_timestamp": "2026-10-21T00:00:00Z", "_type": "TRANSACTION",
}  # fmt: skip
KUWAIT = {
    "legal_entity": "Example W.L.L.", "card_program_name": "KW corporate cards", "posted_amount": "12.345", "posted_currency": "KWD",
    "billable_entity_amount": "12.345", "billable_entity_currency": "KWD",
}  # fmt: skip
GERMANY = {
    "transaction_source": "manual-transactions", "transaction_type": "EXPENSE", "legal_entity": "Example GmbH", "card_program_name": None,
    "posted_currency": "EUR", "original_currency": "EUR", "billable_entity_currency": "EUR", "vendor_name": "Jane Doe",
}  # fmt: skip
TRANSACTIONS: list[Record] = [
    {**BOUGHT, "id": "first"},
    {**BOUGHT, "id": "second", "posted_date": "2026-10-16", "gl_code_number": "06002", "personal_amount": "30.00"},
    {**BOUGHT, **KUWAIT, "id": "kuwait"},
    {**BOUGHT, **GERMANY, "id": "paid"},
]
PAYMENTS: list[Record] = [{**BOUGHT, "id": "payment", "transaction_type": "PAYMENT", "status": "SETTLED", "vendor_name": None, "posted_date": "2026-06-30"}]
SCENARIO = Scenario({}, seeds(), Settings(start=date(2026, 7, 1)))
SCENARIO.seeds["navan_gl_accounts"][2]["subledger_id"] = "employee_id"
SCENARIO.seeds["navan_account_roles"].append(
    {"account_role": "employee_receivable", "legal_entity": "Example Inc.", "account_code": "01400", "account_type": "receivable", "subledger_id": "employee_id"}
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = Warehouse("duckdb", tmp_path_factory.mktemp("commands"))
    build(warehouse, SCENARIO, (TRANSACTIONS, PAYMENTS))
    return warehouse


@pytest.fixture
def export(built: Warehouse, tmp_path: Path) -> Iterator[Export]:
    """With a warehouse of its own."""
    shutil.copy(built.path, tmp_path / "company.duckdb")
    yield Export(replace(built, file=tmp_path / "company.duckdb"), tmp_path / "files")


def test_the_answer_to_a_batch_leaves_documents_with_one_of_their_own(export: Export) -> None:
    batch = export.write()
    rejected, not_in_netsuite = document_of(export, "first"), document_of(export, "kuwait")
    export("reject", "--batch", batch, "--document", rejected)
    kept = {f"{rejected}: stays rejected, name it with --document to change that", f"{not_in_netsuite}: stays written, name it with --document to change that"}
    assert set(export("accept", "--batch", batch).splitlines()) == kept
    rebuild(export, TRANSACTIONS)
    assert states(export) == {"first": "to_export", "second": "accepted", "kuwait": "written", "paid": "accepted"}
    assert [(row["document_id"], row["export_state"]) for row in table(export.warehouse, "navan__netsuite_exceptions")] == [(not_in_netsuite, "written")]
    export("accept", "--batch", batch, "--document", not_in_netsuite)
    rebuild(export, TRANSACTIONS)
    assert states(export)["kuwait"] == "accepted"
    assert table(export.warehouse, "navan__netsuite_exceptions") == []


def test_what_a_reversal_undoes_can_not_be_rejected(export: Export) -> None:
    first = export.write()
    export("accept", "--batch", first)
    rebuild(export, [{**record, "department": "Sales"} if record["id"] == "first" else record for record in TRANSACTIONS])
    second = export.write()
    assert {row["entry_type"] for row in export.rows(second, "generic")} == {"original", "reversal"}
    assert f"entries of it are reversed by batch {second}: reject that one first" in export.refused("reject", "--batch", first)
    export("reject", "--batch", second)
    export("reject", "--batch", first)


def test_what_was_exported_again_can_not_be_accepted_twice(export: Export) -> None:
    first = export.write("--legal-entity", "Example Inc.")
    export("reject", "--batch", first)
    rebuild(export, TRANSACTIONS)
    second = export.write("--legal-entity", "Example Inc.")
    assert f"entries of it were exported again by batch {second}" in export.refused("accept", "--batch", first)
    export("reject", "--batch", second)
    export("accept", "--batch", first)


def test_nothing_is_recorded_if_the_folder_takes_no_files(export: Export) -> None:
    export.folder.write_text("a file")
    assert "File exists" in export.refused("write", "--format", "generic", "--folder", str(export.folder))
    assert table(export.warehouse, "navan_journal_exports") == []
    assert table(export.warehouse, "navan_journal_statuses") == []


def test_batches_without_an_answer_are_named(export: Export) -> None:
    first = export.write("--legal-entity", "Example Inc.")
    rebuild(export, TRANSACTIONS)
    unanswered = f"batch {first}: 2 documents written, neither accepted nor rejected yet"
    write = ("write", "--format", "generic", "--folder", str(export.folder), "--legal-entity", "Example Inc.")
    assert export(*write).splitlines() == [unanswered, "nothing to export"]
    assert sorted(path.name for path in export.folder.iterdir()) == sorted(f"{first}-{name}.csv" for name in FORMATS)
    export("accept", "--batch", first)
    rebuild(export, TRANSACTIONS)
    assert export(*write) == "nothing to export\n"


def test_a_file_has_all_documents_of_a_transaction_or_none(export: Export) -> None:
    batch = export.write()
    export("accept", "--batch", batch)
    export("accept", "--batch", batch, "--document", document_of(export, "kuwait"))
    moved = {"kuwait": {**BOUGHT, "id": "kuwait"}, "first": {**BOUGHT, "id": "first", "department": "Sales"}}
    rebuild(export, [moved.get(record["id"], record) for record in TRANSACTIONS])
    waiting = [row for row in table(export.warehouse, "navan__journal_lines") if row["export_state"] == "to_export"]
    document = {(row["transaction_id"], row["entry_type"]): row["document_id"] for row in waiting}
    reversal, original = document["kuwait", "reversal"], document["kuwait", "original"]
    refused = {(reversal, "to_export", "more_than_two_decimals", None), (original, "to_export", "belongs_with_another", reversal)}
    assert not_in_netsuite(export) == refused

    write = ("write", "--format", "netsuite", "--folder", str(export.folder), "--legal-entity", "Example Inc.")
    said = export(*write).splitlines()
    assert f"{original}: not in a file, netsuite: it belongs with a document of Example W.L.L." in said
    assert {row["External ID"] for row in export.rows(said[-1].removeprefix("batch "), "netsuite")} == {document["first", "original"]}
    export("reject", "--batch", said[-1].removeprefix("batch "))
    rebuild(export, [moved.get(record["id"], record) for record in TRANSACTIONS])

    said = export("write", "--format", "netsuite", "--format", "generic", "--folder", str(export.folder)).splitlines()
    second = said[-1].removeprefix("batch ")
    assert f"{original}: not in a file, netsuite: it belongs with {reversal}" in said
    assert {row["External ID"] for row in export.rows(second, "netsuite")} == {document["first", "original"]}
    assert {row["document_id"] for row in export.rows(second, "generic")} == {document["first", "original"], reversal, original}
    kept = (export.folder / f"{second}-netsuite.csv").read_bytes()
    export("write", "--batch", second, "--format", "netsuite", "--folder", str(export.folder))
    assert (export.folder / f"{second}-netsuite.csv").read_bytes() == kept
    export("accept", "--batch", second)
    rebuild(export, [moved.get(record["id"], record) for record in TRANSACTIONS])
    assert not_in_netsuite(export) == {(id_, "written", *rest) for id_, _, *rest in refused}


def test_only_memos_of_card_spending_name_the_vendor(built: Warehouse) -> None:
    memos = {row["transaction_id"]: row["memo"] for row in table(built, "navan__journal_lines")}
    assert {name: memos[name] for name in ("first", "paid")} == {"first": "card charge, Grand Hotel, 100.00 USD", "paid": "out of pocket, 100.00 EUR"}


def test_usual_mistakes_get_a_sentence(export: Export) -> None:
    write = ("write", "--format", "generic", "--folder", str(export.folder))
    assert export.refused(*write, "--legal-entity", "Example Inc") == "the journal has no line of Example Inc, but of Example GmbH, Example Inc., Example W.L.L.\n"
    assert export.refused(*write, "--schema", "elsewhere").startswith("the warehouse refused: Catalog Error")
    with duckdb.connect(str(export.warehouse.path)):
        assert export.refused(*write).startswith("the warehouse refused: IO Error: Could not set lock")


def test_sap_gets_a_vendor_or_customer_on_lines_of_control_accounts_only(export: Export) -> None:
    lines = {(row["NAVAN_TRANSACTION"], row["HKONT"], row["LIFNR"], row["KUNNR"]) for row in export.rows(export.write(), "sap")}
    assert lines >= {("second", "060002", "", ""), ("second", "", "", "E1"), ("second", "02100", "", ""), ("paid", "060001", "", ""), ("paid", "", "E1", "")}


def not_in_netsuite(export: Export) -> set[tuple[str, str, str, str | None]]:
    rows = table(export.warehouse, "navan__netsuite_exceptions")
    return {(row["document_id"], row["export_state"], row["reason"], row["belongs_with_document_id"]) for row in rows}


def document_of(export: Export, transaction: str) -> str:
    """Of a line to export."""
    return next(row["document_id"] for row in table(export.warehouse, "navan__journal_lines") if row["transaction_id"] == transaction and row["document_id"])


def states(export: Export) -> dict[str, str]:
    return {row["transaction_id"]: row["export_state"] for row in table(export.warehouse, "navan__journal_lines")}


def rebuild(export: Export, transactions: list[Row]) -> None:
    build(export.warehouse, SCENARIO, (transactions, PAYMENTS))
