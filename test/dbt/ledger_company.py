"""A company whose ledger is tested: its mappings as seeds, and its expenses written to a warehouse without a sync."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import psycopg2

from expected.records import Record, parse
from simulator import EXPENSE_TYPES, Simulator
from warehouses import PACKAGE, ROOT, Warehouse

NOW = "2026-11-24T12:00:00Z"
LEDGER = ["--seed", "1", "--now", NOW, "--bookings", "0", "--users", "80", "--transactions", "160", "--expenses", "ledger"]
ENTITIES = {"Example Inc.": "USD", "Example Ltd": "GBP", "Example GmbH": "EUR", "Example B.V.": "EUR", "Example K.K.": "JPY", "Example W.L.L.": "KWD"}
PROGRAMS = {
    "US corporate cards": "Example Inc.", "US travel cards": "Example Inc.", "UK corporate cards": "Example Ltd", "UK travel cards EUR": "Example Ltd",
    "DE corporate cards": "Example GmbH", "NL corporate cards": "Example B.V.", "JP corporate cards": "Example K.K.", "KW corporate cards": "Example W.L.L.",
}  # fmt: skip
ROLES = (
    "adjustments", "bank", "bank_fees", "card_fees", "card_liability", "dispute_clearing", "dispute_expense", "employee_payable",
    "employee_receivable", "fx_gain_loss", "personal_expense", "rebate_income", "rebate_receivable", "rounding", "uncoded_card_spend",
)  # fmt: skip
CREDITS = ("REFUND", "CREDIT_MEMO", "REPAYMENT", "REBATE", "PROVISIONAL_CREDIT", "REIMBURSEMENT", "PAYMENT")
POSITIVE_CREDITS = ("REPAYMENT", "REBATE", "REIMBURSEMENT", "PAYMENT")
# What the simulator's transactions are: source, type, activity, event, whether the other sign is the event in reverse.
TYPES = (
    ("card-transactions", "PURCHASE", "", "card_charge", "no"),
    ("card-transactions", "REFUND", "", "card_refund", "no"),
    ("connect-transactions", "PURCHASE", "", "card_charge", "no"),
    ("connect-transactions", "REFUND", "", "card_refund", "no"),
    ("manual-transactions", "EXPENSE", "", "out_of_pocket", "no"),
    ("manual-transactions", "MILEAGE", "", "out_of_pocket", "no"),
    ("manual-transactions", "REIMBURSEMENT", "", "reimbursement", "no"),
    ("repayments", "REPAYMENT", "", "repayment_bank", "no"),
    ("repayments", "REPAYMENT", "DEBIT_CARD", "repayment_card", "no"),
    ("fees", "FX_FEE", "", "fx_fee", "no"),
    ("fees", "REIMBURSEMENT_FEE", "", "bank_fee", "no"),
    ("fees", "PLATFORM_FEE", "", "card_fee", "no"),
    ("adjustments", "CREDIT_MEMO", "", "adjustment_credit", "no"),
    ("adjustments", "DEBIT_MEMO", "", "adjustment", "no"),
    ("daily-rebates", "REBATE", "ACCRUED", "rebate_accrual", "yes"),
    ("daily-rebates", "REBATE", "PAID", "rebate_payment", "yes"),
    ("disputes", "PROVISIONAL_CREDIT", "DISPUTE_OPEN", "dispute_open", "no"),
    ("disputes", "PROVISIONAL_CREDIT", "DISPUTE_WON", "dispute_won", "no"),
    ("disputes", "PROVISIONAL_CREDIT", "DISPUTE_LOST", "dispute_lost", "no"),
    ("disputes", "CREDIT_REVERSAL", "", "dispute_reversal", "no"),
    ("statement-payments", "PAYMENT", "", "statement_payment", "yes"),
    ("statement-payments", "REFUND", "", "statement_payment", "yes"),
)
STATUSES = (
    ("approval_status", "APPROVED", "approved"),
    ("approval_status", "PENDING", "pending"),
    ("approval_status", "REJECTED", "rejected"),
    ("erp_sync_status", "", "not_synced"),
    ("erp_sync_status", "NOT_SYNCED", "not_synced"),
    ("erp_sync_status", "FAILED", "not_synced"),
    ("payment_status", "SETTLED", "settled"),
    ("payment_status", "PENDING", "pending"),
)
Seeds = dict[str, list[dict[str, str]]]


def seeds(synced: str = "synced", positive: Iterable[str] = POSITIVE_CREDITS, closed: Iterable[str] = ("2026-07", "2026-08", "2026-09")) -> Seeds:
    """`synced`: what SYNCED means. `positive`: the credits whose amounts are positive. `closed`: months."""
    signs = [
        {
            "transaction_source": source, "transaction_type": type_, "activity_type": activity, "ledger_event": event, "is_reversible": reversible,
            "amount_sign": _sign(source, type_, set(positive)),
        }
        for source, type_, activity, event, reversible in TYPES
    ]  # fmt: skip
    months = [f"2026-{month:02}" for month in range(7, 13)]
    return {
        "navan_legal_entities": [
            {"legal_entity": entity, "currency_code": currency, "netsuite_subsidiary": f"Example Group : {entity}", "sap_company_code": str(1000 + n)}
            for n, (entity, currency) in enumerate(ENTITIES.items())
        ],
        "navan_account_roles": [
            *({"account_role": role, "account_code": f"0{2000 + n}", "account_type": "general_ledger"} for n, role in enumerate(ROLES)),
            *(
                {"account_role": "card_liability", "legal_entity": entity, "card_program": program, "account_code": f"0{2100 + n}", "account_type": "general_ledger"}
                for n, (program, entity) in enumerate(PROGRAMS.items())
            ),
            # Less than that of the programme in its legal entity, more than that of the entity.
            {"account_role": "card_liability", "card_program": "US corporate cards", "account_code": "02190", "account_type": "general_ledger"},
            {"account_role": "card_fees", "card_program": "DE corporate cards", "account_code": "02191", "account_type": "general_ledger"},
            {"account_role": "card_fees", "legal_entity": "Example GmbH", "account_code": "02192", "account_type": "general_ledger"},
            {"account_role": "bank", "legal_entity": "Example Ltd", "account_code": "01200", "account_type": "general_ledger"},
            {"account_role": "employee_payable", "legal_entity": "Example GmbH", "account_code": "16000", "account_type": "sap_reconciliation", "subledger_id": "employee_id"},
        ],
        "navan_gl_accounts": [{"gl_code_number": f"0{6000 + n}", "account_code": f"0{60000 + n}", "account_type": "general_ledger"} for n in range(30)],
        "navan_signs": signs,
        "navan_statuses": [
            *({"status_field": field, "status_value": value, "meaning": meaning} for field, value, meaning in STATUSES),
            {"status_field": "erp_sync_status", "status_value": "SYNCED", "meaning": synced},
        ],
        "navan_periods": [
            {
                "legal_entity": entity, "period": f"FY26 {month}", "first_date": f"{month}-01", "last_date": f"{month}-{_last_day(month)}",
                "status": "closed" if month in closed else "open",
            }
            for entity in ENTITIES
            for month in months
        ],
        "navan_tax": [
            {"legal_entity": entity, "tax_code": f"T0{n}", "recoverable_share": share, "account_code": f"0{1500 + n}"}
            for entity in ("Example GmbH", "Example B.V.", "Example Ltd", "Example K.K.")
            for n, share in enumerate(("1", "0.5", "0.333333", "0"))
        ],
    }  # fmt: skip


def untidy(written: Seeds) -> Seeds:
    """The same mappings in another case, with blanks."""
    keys = ("legal_entity", "card_program", "gl_code_number", "tax_code")
    return {name: [{column: f" {value.lower()} " if column in keys and value else value for column, value in row.items()} for row in rows] for name, rows in written.items()}


def _last_day(month: str) -> int:
    return {"07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31}[month[-2:]]


def _sign(source: str, type_: str, positive: set[str]) -> str:
    credit = "PAYMENT" if source == "statement-payments" else type_
    return "negative" if credit in CREDITS and credit not in positive else "positive"


def package_with(written: Seeds, folder: Path) -> Path:
    """The dbt package, with the company's seeds in the place of its empty ones."""
    company = folder / "seeds" / "company"
    if not folder.exists():
        company.mkdir(parents=True)
        for name in ("dbt_project.yml", "integration_tests", "macros", "models", "tests"):
            (folder / name).symlink_to(PACKAGE / name)
        # dbt follows a link to a folder of the project, but none inside of it.
        shutil.copytree(PACKAGE / "seeds" / "standard", folder / "seeds" / "standard")
    for name, rows in written.items():
        header = (PACKAGE / "seeds" / "company" / f"{name}.csv").read_text().strip().split(",")
        with (company / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def truth(simulator: Simulator) -> tuple[list[Record], list[Record]]:
    """All transactions and statement payments, those that the API no longer shows included."""
    transactions = [
        {**record, "transaction_source": name} for name in EXPENSE_TYPES for record in _records(simulator, stream="transactions", type=name)
    ]
    return transactions, _records(simulator, stream="statement_payments")


def load(warehouse: Warehouse, schema: str, transactions: list[Record], payments: list[Record]) -> None:
    """Replaces the connector's tables. Amounts are texts, as the API sends them."""
    warehouse.execute(f"create schema if not exists {schema}")
    for table, records in (("transactions", transactions), ("statement_payments", payments)):
        fields = json.loads((ROOT / "resources" / "schemas" / f"{table}.json").read_text())["properties"]
        fields.setdefault("transaction_source", {"type": "string"})
        path = warehouse.folder / f"{table}.csv"
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([_cell(record.get(name)) for name in fields] for record in records)
        json_type = "jsonb" if warehouse.server else "json"
        columns = ", ".join(f'"{name}" {json_type if _is_json(each) else "varchar"}' for name, each in fields.items())
        own = "_airbyte_raw_id varchar, _airbyte_extracted_at timestamptz default now(), _airbyte_meta varchar, _airbyte_generation_id bigint"
        warehouse.execute(f"drop table if exists {schema}.{table} cascade; create table {schema}.{table} ({columns}, {own})")
        _copy(warehouse, path, f"{schema}.{table}", ", ".join(f'"{name}"' for name in fields))


def _copy(warehouse: Warehouse, path: Path, table: str, columns: str) -> None:
    if warehouse.server is None:
        warehouse.execute(f"copy {table} ({columns}) from '{path}' (format csv, header false)")
        return
    server = warehouse.server
    with psycopg2.connect(host="127.0.0.1", port=server.port, user=server.user, dbname=server.database) as connection, path.open() as file:
        connection.cursor().copy_expert(f"copy {table} ({columns}) from stdin (format csv)", file)
    connection.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, default=str) if isinstance(value, (list, dict)) else str(value)


def _is_json(schema: dict[str, Any]) -> bool:
    return bool({"object", "array"} & set(schema["type"] if isinstance(schema["type"], list) else [schema["type"]]))


def _records(simulator: Simulator, **parameters: str) -> list[Record]:
    with urlopen(f"{simulator.url}/_control/truth?{urlencode({**parameters, 'history': 'true'})}") as answer:
        return [parse(line) for line in answer.read().decode().split("\n") if line]
