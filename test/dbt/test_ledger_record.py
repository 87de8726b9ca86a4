"""What the journal makes of a record of exports, on a few transactions made by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from expected.ledger import Settings
from expected.records import Record
from ledger_build import SOURCE, TARGET, WITHOUT, Scenario, build, seeded, table
from ledger_company import Seeds, seeds
from test_ledger_exports import Export
from warehouses import Warehouse

BOUGHT: Record = {
    "id": "bought", "transaction_source": "card-transactions", "transaction_type": "PURCHASE", "legal_entity": "Example Inc.",
    "card_program_name": "US corporate cards", "posted_date": "2026-10-15", "posted_amount": "100.00", "posted_currency": "USD",
    "original_amount": "100.00", "original_currency": "USD", "exchange_rate": "1.0", "billable_entity_amount": "100.00",
    "billable_entity_currency": "USD", "approval_status": "APPROVED", "last_approver_action_date": "2026-10-20", "gl_code_number": "06001",
    "employee_id": "E1", "vendor_name": "Grand Hotel", "modified_timestamp": "2026-10-21T00:00:00Z", "_type": "TRANSACTION",
}  # fmt: skip
FEE: Record = {**BOUGHT, "id": "fee", "transaction_source": "fees", "transaction_type": "FX_FEE"}
DISPUTE: Record = {
    **BOUGHT, "id": "dispute", "transaction_source": "disputes", "transaction_type": "PROVISIONAL_CREDIT", "activity_type": "DISPUTE_WON",
    "posted_amount": "-100.00", "billable_entity_amount": "-100.00",
}  # fmt: skip
PAYMENT: Record = {**BOUGHT, "id": "payment", "transaction_type": "PAYMENT", "status": "SETTLED", "posted_date": "2026-06-30"}
SETTINGS = Settings(start=date(2026, 7, 1))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = Warehouse("duckdb", tmp_path_factory.mktemp("record"))
    build(warehouse, Scenario({}, seeds(), SETTINGS), ([BOUGHT, FEE], [PAYMENT]))
    return warehouse


@pytest.fixture
def export(built: Warehouse, tmp_path: Path) -> Iterator[Export]:
    """With a warehouse of its own."""
    shutil.copy(built.path, tmp_path / "company.duckdb")
    yield Export(replace(built, file=tmp_path / "company.duckdb"), tmp_path / "files")


def test_lines_that_do_not_know_the_record_are_not_written(export: Export) -> None:
    """As after a build in which a test fails, or while one runs."""
    export.write()
    with seeded(export.warehouse, seeds()):
        export.warehouse.build("--select", "int_navan__journal_records", variables={**WITHOUT, "navan_schema": SOURCE}, schema=TARGET)
    assert "run dbt build first" in export.refused("write", "--format", "generic")
    assert len(table(export.warehouse, "navan_journal_statuses")) == 3


def test_a_line_that_is_there_twice_is_not_written(export: Export) -> None:
    export.warehouse.execute(f"insert into {TARGET}.navan__journal_lines select * from {TARGET}.navan__journal_lines limit 1")
    assert "navan__journal_lines has a line twice" in export.refused("write", "--format", "generic")


def test_another_event_waits_for_the_answer_to_the_first(export: Export) -> None:
    batch = export.write()
    rebuild(export, [BOUGHT, {**FEE, "transaction_type": "PLATFORM_FEE"}])
    assert states(export) == {("bought", "card_charge", 1, "original"): "written", ("fee", "card_fee", 1, "original"): "waiting"}
    export("accept", "--batch", batch)
    rebuild(export, [BOUGHT, {**FEE, "transaction_type": "PLATFORM_FEE"}])
    assert states(export) == {
        ("bought", "card_charge", 1, "original"): "accepted",
        ("fee", "fx_fee", 1, "reversal"): "to_export",
        ("fee", "card_fee", 1, "original"): "to_export",
    }


def test_an_event_that_comes_back_after_its_reversal_is_posted_again(export: Export) -> None:
    """Its transaction says what it said when both were exported."""
    rebuild(export, [DISPUTE])
    export("accept", "--batch", export.write())
    rebuild(export, [{**DISPUTE, "activity_type": "DISPUTE_LOST"}])
    batch = export.write()
    credit, won = ("dispute", "dispute_credit", 1, "original"), ("dispute", "dispute_won", 2, "original")
    # Whether the ERP system still has the first version isn't known.
    rebuild(export, [DISPUTE])
    assert states(export) == {credit: "accepted", won: "waiting"}
    export("accept", "--batch", batch)
    rebuild(export, [DISPUTE])
    assert states(export) == {credit: "accepted", won: "to_export"}
    export("accept", "--batch", export.write())
    rebuild(export, [DISPUTE])
    assert states(export) == {credit: "accepted", won: "accepted"}


def test_an_exception_that_is_mended_waits_for_the_answer_to_its_reversal(export: Export) -> None:
    export("accept", "--batch", export.write())
    rebuild(export, [{**BOUGHT, "line_items": {"amount": "100.00"}}, FEE])
    batch = export.write()
    rebuild(export, [BOUGHT, FEE])
    assert states(export)["bought", "card_charge", 2, "original"] == "waiting"
    export("reject", "--batch", batch)
    rebuild(export, [BOUGHT, FEE])
    assert states(export) == {("bought", "card_charge", 1, "original"): "accepted", ("fee", "fx_fee", 1, "original"): "accepted"}


def test_a_seed_changes_nothing_of_a_transaction_that_once_was_another_event(export: Export) -> None:
    export("reject", "--batch", export.write())
    other = {**FEE, "transaction_type": "PLATFORM_FEE"}
    rebuild(export, [other])
    export("accept", "--batch", export.write())
    trimmed = seeds()
    trimmed["navan_account_roles"] = [row for row in trimmed["navan_account_roles"] if row["account_role"] != "card_fees"]
    rebuild(export, [other], trimmed)
    assert states(export) == {("fee", "card_fee", 1, "original"): "accepted"}


def test_an_expense_of_which_all_is_tax_but_a_cent_balances(export: Export) -> None:
    """In pounds, 60.495 of tax and 0.005 of rounding would both be rounded up."""
    expense = {
        **BOUGHT, "id": "expense", "transaction_source": "manual-transactions", "transaction_type": "EXPENSE", "legal_entity": "Example Ltd",
        "posted_amount": "121.00", "posted_currency": "EUR", "billable_entity_amount": "60.50", "billable_entity_currency": "GBP",
        "tax_details": {"tax_amount": "120.99", "tax_code": "T00"}, "line_items": [{"amount": "120.99", "currency": "EUR", "gl_code_number": "06001"}],
    }  # fmt: skip
    rebuild(export, [expense])
    amounts = [row["debit_amount"] - row["credit_amount"] for row in table(export.warehouse, "navan__journal_lines")]
    assert (min(amounts), sum(amounts)) == (Decimal("-60.50"), 0)


def test_a_transaction_that_moves_to_another_list_is_a_change_like_any_other(export: Export) -> None:
    export("accept", "--batch", export.write())
    rebuild(export, [{**BOUGHT, "transaction_source": "connect-transactions"}, FEE])
    accepted = {("bought", "card_charge", 1, "original"): "accepted", ("fee", "fx_fee", 1, "original"): "accepted"}
    assert states(export) == accepted
    rebuild(export, [{**BOUGHT, "transaction_source": "connect-transactions", "department": "Sales"}, FEE])
    assert states(export) == {
        ("bought", "card_charge", 1, "reversal"): "to_export",
        ("bought", "card_charge", 2, "original"): "to_export",
        ("fee", "fx_fee", 1, "original"): "accepted",
    }


def test_a_new_version_waits_for_a_reversal_that_can_not_be_posted(export: Export) -> None:
    export("accept", "--batch", export.write())
    renamed = seeds()
    for rows in renamed.values():
        for row in rows:
            if row.get("legal_entity") == "Example Inc.":
                row["legal_entity"] = "Example Incorporated"
    moved = [{**BOUGHT, "legal_entity": "Example Incorporated"}, FEE]
    rebuild(export, moved, renamed)
    entries = ("bought", "card_charge", 1, "reversal"), ("bought", "card_charge", 2, "original")
    assert [states(export)[entry] for entry in entries] == ["unknown_legal_entity", "waiting"]
    exceptions = {row["transaction_id"]: row["reason"] for row in table(export.warehouse, "navan__journal_exceptions")}
    assert exceptions["bought"] == "reversal_of_unknown_legal_entity"
    # Known again, but without an open period.
    renamed["navan_legal_entities"] += [row for row in seeds()["navan_legal_entities"] if row["legal_entity"] == "Example Inc."]
    rebuild(export, moved, renamed)
    assert [states(export)[entry] for entry in entries] == ["no_open_period", "waiting"]
    exceptions = {row["transaction_id"]: row["reason"] for row in table(export.warehouse, "navan__journal_exceptions")}
    assert exceptions["bought"] == "reversal_without_open_period"


def test_a_mapping_that_is_missing_now_reverses_nothing(export: Export) -> None:
    export("accept", "--batch", export.write())
    trimmed = seeds()
    trimmed["navan_gl_accounts"] = [row for row in trimmed["navan_gl_accounts"] if row["gl_code_number"] != BOUGHT["gl_code_number"]]
    rebuild(export, [BOUGHT, FEE], trimmed)
    assert states(export) == {("bought", "card_charge", 1, "original"): "accepted", ("fee", "fx_fee", 1, "original"): "accepted"}
    assert table(export.warehouse, "navan__journal_exceptions") == []
    # The transaction changes too, but what it is now is not known.
    rebuild(export, [{**BOUGHT, "department": "Sales"}, FEE], trimmed)
    assert states(export) == {("fee", "fx_fee", 1, "original"): "accepted"}
    exceptions = {row["transaction_id"]: row["reason"] for row in table(export.warehouse, "navan__journal_exceptions")}
    assert exceptions == {"bought": "unknown_gl_code"}
    # A change that says what it is reverses it.
    rebuild(export, [{**BOUGHT, "gl_code_number": None}, FEE], trimmed)
    assert states(export)["bought", "card_charge", 1, "reversal"] == "to_export"


def rebuild(export: Export, transactions: list[Record], changed: Seeds | None = None) -> None:
    build(export.warehouse, Scenario({}, changed or seeds(), SETTINGS), (transactions, [PAYMENT]))


def states(export: Export) -> dict[tuple[str, str, int, str], str]:
    rows = table(export.warehouse, "navan__journal_lines")
    return {(row["transaction_id"], row["journal_event"], row["entry_version"], row["entry_type"]): row["export_state"] for row in rows}
