"""Rows of a table beside records of the API. How PyAirbyte maps types, and so how each is compared:

| JSON schema                       | column                | compared as                                     |
| --------------------------------- | --------------------- | ----------------------------------------------- |
| airbyte_type timestamp_with_…     | timestamp, UTC        | instant                                         |
| string with format date           | date                  | date                                            |
| number, integer                   | decimal, nine digits  | number, rounded to nine digits                  |
| boolean                           | boolean               | boolean                                         |
| object, array                     | JSON                  | JSON by value, members that are null included   |
| more than one type beside null    | text                  | text; a list as the JSON that it parses to      |
| string                            | text                  | text                                            |
| null, or absent                   | NULL                  | None                                            |

A column is named like its field, in lower case.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from decimal import Context, Decimal
from typing import Any, Mapping

from sqlalchemy import Engine, text

Row = dict[str, Any]
NINE_DIGITS = Decimal("1e-9")
AS_WIDE_AS_A_COLUMN = Context(prec=38)


def rows(engine: Engine, table: str, schema: Mapping[str, Any], key: str) -> dict[str, Row]:
    """The table's rows by key, comparable with those of `expected`."""
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
    by_key = {row[key.lower()]: _comparable(row, schema, from_table=True) for row in found}
    assert len(by_key) == len(found), f"{table}: {len(found)} rows, {len(by_key)} keys"
    return by_key


def expected(records: list[Row], schema: Mapping[str, Any], key: str) -> dict[str, Row]:
    """The rows that these records have to be."""
    return {record[key]: _comparable(record, schema, from_table=False) for record in records}


def _comparable(values: Row, schema: Mapping[str, Any], from_table: bool) -> Row:
    return {
        name: _value(values.get(name.lower() if from_table else name), _kind(field))
        for name, field in schema["properties"].items()
    }


def _kind(field: Mapping[str, Any]) -> str:
    types = [each for each in field["type"] if each != "null"]
    if "airbyte_type" in field:
        return "instant"
    if len(types) > 1:
        return "text"
    if field.get("format") == "date":
        return "date"
    return {"object": "json", "array": "json", "integer": "number", "string": "text"}.get(types[0], types[0])


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    return {"instant": _instant, "date": _date, "number": _number, "json": _json, "text": _text}.get(kind, _same)(value)


def _same(value: Any) -> Any:
    return value


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
