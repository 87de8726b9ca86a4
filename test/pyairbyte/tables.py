"""Rows of a table beside records of the API, made comparable. How types map: README.md."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from decimal import Context, Decimal
from typing import Any, Callable, Mapping

from sqlalchemy import Engine, text

Row = dict[str, Any]
Reading = Callable[[Any], Any]
NINE_DIGITS = Decimal("1e-9")
AS_WIDE_AS_A_COLUMN = Context(prec=38)


def rows(engine: Engine, table: str, schema: Mapping[str, Any], key: str) -> dict[str, Row]:
    """The table's rows by key, comparable with those that `expected` gives for the same kind of database."""
    read = _reading(engine)
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
    by_key = {row[key.lower()]: _comparable({name: row[name.lower()] for name in schema["properties"]}, schema, read) for row in found}
    assert len(by_key) == len(found), f"{table}: {len(found)} rows, {len(by_key)} keys"
    return by_key


def expected(records: list[Row], engine: Engine, schema: Mapping[str, Any], key: str) -> dict[str, Row]:
    """The rows that these records have to be."""
    read = _reading(engine)
    return {record[key]: _comparable(record, schema, read) for record in records}


def _comparable(values: Row, schema: Mapping[str, Any], read: Mapping[str, Reading]) -> Row:
    def value(name: str, field: Mapping[str, Any]) -> Any:
        found = values.get(name)
        return None if found is None else read[_kind(field)](found)

    return {name: value(name, field) for name, field in schema["properties"].items()}


def _kind(field: Mapping[str, Any]) -> str:
    types = [each for each in field["type"] if each != "null"]
    if "airbyte_type" in field:
        return "instant"
    if len(types) > 1:
        return "text"
    if field.get("format") == "date":
        return "date"
    return {"object": "json", "array": "json", "integer": "number", "string": "text"}.get(types[0], types[0])


def _instant(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value.replace("Z", "+00:00"))
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _number(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(NINE_DIGITS, context=AS_WIDE_AS_A_COLUMN)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _text(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value


def _text_by_pandas(value: Any) -> Any:
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    try:
        return float(value)
    except ValueError:
        return value


def _same(value: Any) -> Any:
    return value


READINGS: dict[str, Reading] = {
    "instant": _instant, "date": _date, "number": _number, "boolean": _same, "json": _json, "text": _text,
}  # fmt: skip


def _reading(engine: Engine) -> Mapping[str, Reading]:
    """PyAirbyte loads DuckDB by its own reader of JSON and PostgreSQL by pandas, which takes texts for numbers."""
    return {**READINGS, "number": float, "text": _text_by_pandas} if engine.name == "postgresql" else READINGS
