"""What seeds, variables and connections change of what was exported: nothing. On a few transactions made by hand."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from expected.ledger import Settings
from expected.records import Record
from ledger_build import SOURCE, TARGET, Scenario, build, table
from ledger_company import Seeds, seeds
from test_ledger_exports import Export, Limited
from test_ledger_record import BOUGHT, PAYMENT, states
from warehouses import Result, Warehouse

CHARGE: Record = {**BOUGHT, "id": "charge"}
REBATE: Record = {**BOUGHT, "id": "rebate", "transaction_source": "daily-rebates", "transaction_type": "REBATE", "activity_type": "ACCRUED"}
EXPENSE: Record = {
    **BOUGHT, "id": "expense", "transaction_source": "manual-transactions", "transaction_type": "EXPENSE", "legal_entity": "Example GmbH",
    "card_program_name": None, "posted_amount": "121.00", "posted_currency": "EUR", "original_amount": "121.00", "original_currency": "EUR",
    "billable_entity_amount": "121.00", "billable_entity_currency": "EUR", "tax_details": {"tax_amount": "21.00", "tax_code": "T00"},
}  # fmt: skip
PARTLY_PERSONAL: Record = {**EXPENSE, "id": "partly personal", "tax_details": None, "personal_amount": "31.00"}
FEE_ONLY: Record = {**CHARGE, "id": "fee only", "posted_amount": "0.00", "billable_entity_amount": "0.00", "fx_fee_amount": "3.00"}
PAID = {"reimbursement_amount": "121.00", "reimbursement_currency": "EUR", "reimbursement_date": "2026-11-02", "reimbursement_exchange_rate": "1.0"}
TRANSACTIONS = [CHARGE, REBATE, EXPENSE, PARTLY_PERSONAL, {**EXPENSE, "id": "paid", **PAID}]
BEFORE = Settings(start=date(2026, 7, 1), rebates="accrual", reimbursements="rows")
AFTER = replace(BEFORE, rebates="payment", reimbursements="fields", personal_amount="excluded")
# By transaction and role; a debit is positive.
BOOKED = {
    ("charge", "expense", "100.00"), ("charge", "card_liability", "-100.00"), ("rebate", "rebate_receivable", "100.00"), ("rebate", "rebate_income", "-100.00"),
    ("expense", "expense", "100.00"), ("expense", "tax", "21.00"), ("expense", "employee_payable", "-121.00"), ("paid", "expense", "100.00"),
    ("paid", "tax", "21.00"), ("paid", "employee_payable", "-121.00"), ("partly personal", "expense", "90.00"), ("partly personal", "employee_payable", "-90.00"),
}  # fmt: skip


def changed_seeds() -> Seeds:
    """Half of the tax is recoverable, cards have no account, another month is closed, and the legal entities are spelled differently."""
    changed = seeds(closed=("2026-07", "2026-08", "2026-09", "2026-10"))
    changed["navan_tax"] = [{**row, "recoverable_share": "0.5"} for row in changed["navan_tax"]]
    changed["navan_legal_entities"] = [
        {**row, "legal_entity": f" {row['legal_entity'].lower()}", "currency_code": row["currency_code"].lower()} for row in changed["navan_legal_entities"]
    ]
    changed["navan_account_roles"] = [row for row in changed["navan_account_roles"] if row["account_role"] != "card_liability"]
    return changed


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = Warehouse("duckdb", tmp_path_factory.mktemp("changes"))
    build(warehouse, Scenario({}, seeds(), BEFORE), (TRANSACTIONS, [PAYMENT]))
    return warehouse


@pytest.fixture
def export(built: Warehouse, tmp_path: Path) -> Iterator[Export]:
    """With a warehouse of its own."""
    shutil.copy(built.path, tmp_path / "company.duckdb")
    yield Export(replace(built, file=tmp_path / "company.duckdb"), tmp_path / "files")


def test_seeds_and_variables_change_nothing_that_was_exported(export: Export) -> None:
    batch = export.write()
    export.warehouse.execute(f"update {TARGET}.navan_journal_exports set exported_at = exported_at - interval 8 day")
    assert warning(rebuild(export, TRANSACTIONS)) == "warn"
    assert lines(export, "written") == BOOKED
    export("accept", "--batch", batch)
    assert warning(rebuild(export, [{**record, "vendor_name": "Small Hotel"} for record in TRANSACTIONS])) == "pass"
    assert lines(export, "accepted") == BOOKED
    assert set(states(export).values()) == {"accepted"}
    assert reasons(export) == {}

    # What comes later is posted by what holds then, unless it would leave something of what was booked.
    reimbursed = [{**record, **PAID} if record["id"] in ("expense", "partly personal") else record for record in TRANSACTIONS]
    rebuild(export, reimbursed)
    assert lines(export, "to_export") == {("expense", "employee_payable", "121.00"), ("expense", "bank", "-121.00")}
    assert reasons(export) == {"partly personal": "reimbursement_differs"}
    assert lines(export, "accepted") == {line for line in BOOKED if line[0] != "partly personal"}

    # A transaction that changes is posted anew by what holds now.
    taxed = {**EXPENSE, "tax_details": {"tax_amount": "20.00", "tax_code": "T00"}}
    rebuild(export, [taxed if record["id"] == "expense" else record for record in TRANSACTIONS])
    assert lines(export, "to_export", "reversal") == {("expense", "expense", "-100.00"), ("expense", "tax", "-21.00"), ("expense", "employee_payable", "121.00")}
    assert lines(export, "to_export") == {("expense", "expense", "111.00"), ("expense", "tax", "10.00"), ("expense", "employee_payable", "-121.00")}


def test_what_was_rejected_is_posted_by_what_holds_now(export: Export) -> None:
    export("reject", "--batch", export.write())
    rebuild(export, TRANSACTIONS)
    assert {line for line in lines(export, "to_export") if line[0] == "expense"} == {
        ("expense", "expense", "110.50"), ("expense", "tax", "10.50"), ("expense", "employee_payable", "-121.00"),
    }  # fmt: skip
    assert reasons(export)["charge"] == "unknown_account"


def test_another_employee_counts_where_something_is_owed(export: Export) -> None:
    export("accept", "--batch", export.write())
    build(export.warehouse, Scenario({}, seeds(), BEFORE), ([{**record, "employee_id": "E2"} for record in TRANSACTIONS], [PAYMENT]))
    assert {key[0] for key, state in states(export).items() if state == "to_export"} == {"expense", "partly personal", "paid"}
    payables = {(row["entry_type"], row["subledger_id"]) for row in table(export.warehouse, "navan__journal_lines") if row["account_role"] == "employee_payable"}
    assert payables == {("reversal", "E1"), ("original", "E2")}


def test_two_connections_post_a_transaction_once(export: Export) -> None:
    both = [{"name": name, "schema": SOURCE} for name in ("navan", "us")]
    ids = {"charge", "rebate", "expense", "partly personal", "paid"}
    batch = export.write()
    export("reject", "--batch", batch)
    connect(export, both)
    assert exceptions(export) == Counter((name, id_, "in_several_connections") for name in ("navan", "us") for id_ in ids)
    assert states(export) == {}
    # The other connection is added, or the only one gets another name.
    export("accept", "--batch", batch)
    for connections, accepted in ((both, ids), (both[1:], set())):
        connect(export, connections)
        assert exceptions(export) == Counter(("us", id_, "exported_for_other_connection") for id_ in ids)
        assert {(key[0], state) for key, state in states(export).items()} == {(id_, "accepted") for id_ in accepted}


def test_a_long_entry_leaves_the_documents_of_the_others_alone_and_a_fee_is_owed_without_an_amount(tmp_path: Path) -> None:
    """Of at most 12 lines."""
    items = [{"amount": "10.00", "currency": "USD", "gl_code_number": "06001", "legal_entity": "Example Inc."}] * 10
    warehouse = Warehouse("duckdb", tmp_path)
    charges = [{**CHARGE, "id": f"short {n}"} for n in range(7)] + [{**CHARGE, "id": "a long one", "line_items": items}]
    build(warehouse, Scenario({}, seeds(), Limited(start=date(2026, 7, 1), fx_fees="added")), ([*charges, FEE_ONLY], [PAYMENT]))
    owed = [(row["journal_event"], row["credit_amount"]) for row in table(warehouse, "navan__journal_lines") if row["transaction_id"] == "fee only"]
    assert sorted(owed) == [("fx_fee_of_charge", 0), ("fx_fee_of_charge", 3)]
    charged = [row for row in table(warehouse, "navan__journal_lines") if row["transaction_id"] != "payment"]
    assert sorted(Counter(row["document_id"] for row in charged).values()) == [4, 11, 12]


def rebuild(export: Export, transactions: list[Record]) -> Result:
    return build(export.warehouse, Scenario({}, changed_seeds(), AFTER), (transactions, [PAYMENT]))


def warning(result: Result) -> str:
    return result.statuses()["warn_of_unanswered_exports"]


def connect(export: Export, connections: list[dict[str, str]]) -> None:
    build(export.warehouse, Scenario({}, seeds(), BEFORE), (TRANSACTIONS, [PAYMENT]), navan_sources=connections)


def exceptions(export: Export) -> Counter[tuple[str, str, str]]:
    return Counter((row["source_relation"], row["transaction_id"], row["reason"]) for row in table(export.warehouse, "navan__journal_exceptions"))


def reasons(export: Export) -> dict[str, str]:
    return {row["transaction_id"]: row["reason"] for model in ("exceptions", "excluded") for row in table(export.warehouse, f"navan__journal_{model}") if row["transaction_id"] != "payment"}


def lines(export: Export, state: str, entry_type: str = "original") -> set[tuple[str, str, str]]:
    """By transaction and role."""
    rows = table(export.warehouse, "navan__journal_lines")
    return {
        (row["transaction_id"], row["account_role"], str((row["debit_amount"] - row["credit_amount"]).quantize(Decimal("0.01"))))
        for row in rows
        if (row["export_state"], row["entry_type"]) == (state, entry_type)
    }
