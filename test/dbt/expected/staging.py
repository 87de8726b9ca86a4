"""What the staging models have to hold, from the API's records and the list of columns in dbt/macros/columns."""

from __future__ import annotations

import ast
import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from expected.records import EXACT, Record, instant

COLUMNS = Path(__file__).resolve().parents[3] / "dbt" / "macros" / "columns"
Column = dict[str, str]


def columns(stream: str) -> list[Column]:
    source = (COLUMNS / f"{stream}.sql").read_text()
    return [ast.literal_eval(line.strip().rstrip(",")) for line in source.splitlines() if line.strip().startswith("{'")]


def expected_row(record: Record, listed: list[Column]) -> dict[str, Any]:
    """Without the JSON columns."""
    objects = {column["alias"]: column["name"] for column in listed if "name" in column}
    row: dict[str, Any] = {}
    for column in listed:
        if "from" in column:
            holder = record.get(objects[column["from"]])
            value = holder.get(column["field"]) if isinstance(holder, dict) else None
        else:
            value = record.get(column["name"])
        if column["type"] != "json":
            row[column["alias"]] = _value(value, column["type"])
    return row


def _value(value: Any, type_: str) -> Any:
    if type_ == "unreadable_json":
        return not (value is None or value == "" or isinstance(value, (list, dict)))
    if value is None or value == "":
        return None
    if type_ == "decimal":
        return _decimal(value)
    if type_ == "timestamp":
        at = instant({"at": value}, "at")
        return at.replace(tzinfo=None) if at else None
    if type_ == "date":
        return date.fromisoformat(value)
    if type_ == "local_time":
        return datetime.fromisoformat(value)
    return str(value) if type_ == "text" else value


def _decimal(value: Any) -> Decimal | None:
    """Nine digits, as in every warehouse; None if the text is no number."""
    text = str(value).strip()
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text):
        return None
    return Decimal(text).quantize(Decimal("1e-9"), rounding=ROUND_HALF_UP, context=EXACT)
