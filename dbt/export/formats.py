"""The files: their columns, and the lines that they can not hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import cells
from warehouse import Row

Column = Callable[[Row], str]
LIMIT_OF_NETSUITE = Decimal(10**10)


@dataclass(frozen=True)
class Format:
    """`refusal`: why a line, and with it its document, can not be in such a file."""

    columns: dict[str, Column]
    refusal: Callable[[Row], str | None]


def csv_of(format_: Format, batch_id: str, lines: list[Row]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(format_.columns)
    writer.writerows([cell({**line, "batch_id": batch_id}) for cell in format_.columns.values()] for line in lines)
    return file.getvalue().encode()


def _text(name: str, length: int | None = None) -> Column:
    return lambda line: cells.text(line[name], length)


def _amount(name: str) -> Column:
    return lambda line: cells.amount(line[name], line["minor_units"])


def _if_type(name: str, *account_types: str) -> Column:
    return lambda line: cells.text(line[name]) if line["account_type"] in account_types else ""


def _rate(line: Row) -> str:
    return cells.rate(line["exchange_rate"])


def _sap_rate(line: Row) -> Decimal:
    """KURSF has five decimals."""
    return Decimal(line["exchange_rate"]).quantize(Decimal("0.00001"))


def _title(length: int) -> Column:
    return lambda line: cells.text(f"Navan {line['posting_date']} {line['card_program']}", length)


def _netsuite_refusal(line: Row) -> str | None:
    if line["minor_units"] > 2:
        return f"{line['currency_code']} has more than two decimals"
    if max(line["debit_amount"], line["credit_amount"]) >= LIMIT_OF_NETSUITE:
        return "an amount has more than ten digits before the point"
    return None if line["netsuite_subsidiary"] else f"{line['legal_entity']} has no netsuite_subsidiary"


def _sap_refusal(line: Row) -> str | None:
    missed = abs(line["exchange_rate"] - _sap_rate(line)) * max(line["debit_amount"], line["credit_amount"])
    if missed * 2 >= Decimal(1).scaleb(-line["entity_minor_units"]):
        return "the rate's five decimals in SAP do not reproduce an amount in the legal entity's currency"
    return None if line["sap_company_code"] else f"{line['legal_entity']} has no sap_company_code"


LINE = "Journal Entry - Line: "
NETSUITE = Format(
    {
        "External ID": _text("document_id"),
        "Date": _text("posting_date"),
        "Posting Period": _text("period"),
        "Subsidiary": _text("netsuite_subsidiary"),
        "Currency": _text("currency_code"),
        "Exchange Rate": _rate,
        "Memo": _title(999),
        f"{LINE}Account": _text("account_code"),
        f"{LINE}Debit": _amount("debit_amount"),
        f"{LINE}Credit": _amount("credit_amount"),
        f"{LINE}Memo": _text("memo", 999),
        f"{LINE}Name": _text("subledger_id"),
        f"{LINE}Department": _text("department"),
        f"{LINE}Class": _text("cost_center"),
        f"{LINE}Location": _text("region"),
        f"{LINE}Document Date": _text("document_date"),
        f"{LINE}Navan Transaction": _text("transaction_id"),
        f"{LINE}Navan External ID": _text("external_id"),
    },
    _netsuite_refusal,
)
SAP = Format(
    {
        "BUKRS": _text("sap_company_code"),
        "BLART": lambda _: "SA",
        "BLDAT": _text("posting_date"),
        "BUDAT": _text("posting_date"),
        "WAERS": _text("currency_code"),
        "KURSF": lambda line: cells.rate(_sap_rate(line)),
        # The reference has 16 characters, the assignment 18.
        "XBLNR": lambda line: line["document_id"].removeprefix("NAVAN-")[:16],
        "BKTXT": _title(25),
        "BUZEI": _text("document_line_number"),
        "SHKZG": lambda line: "S" if line["debit_amount"] else "H",
        # SAP takes the account of a vendor's or customer's line from its master data.
        "HKONT": _if_type("account_code", "general_ledger"),
        "LIFNR": _if_type("subledger_id", "payable", "sap_reconciliation"),
        "KUNNR": _if_type("subledger_id", "receivable"),
        "WRBTR": lambda line: cells.amount(line["debit_amount"] or line["credit_amount"], line["minor_units"]),
        "MWSKZ": _text("tax_code"),
        "KOSTL": _text("cost_center"),
        "VALUT": _text("document_date"),
        "ZUONR": lambda line: cells.text(line["transaction_id"].replace("-", ""), 18),
        "SGTXT": _text("memo", 50),
        "NAVAN_TRANSACTION": _text("transaction_id"),
        "NAVAN_EXTERNAL_ID": _text("external_id"),
    },
    _sap_refusal,
)
TEXTS_OF_GENERIC = (
    "batch_id", "document_id", "document_line_number", "external_id", "entry_type", "entry_version", "journal_event", "posting_date",
    "document_date", "period", "legal_entity", "currency_code",
)  # fmt: skip
MORE_TEXTS_OF_GENERIC = (
    "department", "cost_center", "region", "employee_id", "vendor_name", "tax_code", "card_program", "statement_id", "memo",
    "record_source", "transaction_id", "source_relation",
)  # fmt: skip
GENERIC = Format(
    {
        **{name: _text(name) for name in TEXTS_OF_GENERIC},
        "exchange_rate": _rate,
        "account_role": _text("account_role"),
        "account_code": _text("account_code"),
        "account_type": _text("account_type"),
        "subledger_id": _text("subledger_id"),
        "debit_amount": _amount("debit_amount"),
        "credit_amount": _amount("credit_amount"),
        **{name: _text(name) for name in MORE_TEXTS_OF_GENERIC},
    },
    lambda _: None,
)
FORMATS = {"netsuite": NETSUITE, "sap": SAP, "generic": GENERIC}
