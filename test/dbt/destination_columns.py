"""Columns of the connector's tables as Airbyte's destinations write them, by warehouse: the variable navan_columns."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from warehouses import ROOT

STREAMS = ("bookings", "transactions", "users", "transaction_receipts", "statement_payments", "sync_health")
HEALTH = "console.log(JSON.stringify(require('./dist/src/report/health/columns.js').HEALTH_STREAM.json_schema.properties))"

# By type in the JSON schema. Snowflake and BigQuery: their destinations' code and documentation. Redshift's and
# Databricks' types of numbers, objects and unions are not documented: a likely one.
TYPES = {
    "snowflake": {
        "string": "VARCHAR", "time": "TIMESTAMP_TZ", "date": "DATE", "number": "FLOAT", "integer": "NUMBER",
        "boolean": "BOOLEAN", "object": "VARIANT", "array": "VARIANT", "union": "VARIANT",
    },
    "bigquery": {
        "string": "STRING", "time": "TIMESTAMP", "date": "DATE", "number": "NUMERIC", "integer": "INT64",
        "boolean": "BOOL", "object": "JSON", "array": "JSON", "union": "JSON",
    },
    "redshift": {
        "string": "character varying(65535)", "time": "timestamp with time zone", "date": "date", "number": "double precision",
        "integer": "bigint", "boolean": "boolean", "object": "super", "array": "super", "union": "super",
    },
    "databricks": {
        "string": "string", "time": "timestamp", "date": "date", "number": "decimal(38,10)", "integer": "bigint",
        "boolean": "boolean", "object": "string", "array": "string", "union": "string",
    },
}  # fmt: skip
OWN = {"_airbyte_raw_id": "string", "_airbyte_extracted_at": "time", "_airbyte_meta": "object", "_airbyte_generation_id": "integer"}
# How the destination spells a name.
SPELLINGS = {"snowflake": str.upper, "redshift": str.lower}


def destination_columns(warehouse: str) -> dict[str, dict[str, str]]:
    spell, types = SPELLINGS.get(warehouse, str), TYPES[warehouse]
    return {
        stream: {spell(name): types[kind] for name, kind in {**_kinds(stream), **OWN}.items()}
        for stream in STREAMS
    }


def _kinds(stream: str) -> dict[str, str]:
    return {name: _kind(schema) for name, schema in _properties(stream).items()}


def _properties(stream: str) -> dict[str, Any]:
    if stream != "sync_health":
        return json.loads((ROOT / "resources" / "schemas" / f"{stream}.json").read_text())["properties"]
    done = subprocess.run(["node", "-e", HEALTH], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _kind(schema: dict[str, Any]) -> str:
    types = [each for each in ([schema["type"]] if isinstance(schema["type"], str) else schema["type"]) if each != "null"]
    if "airbyte_type" in schema:
        return "time"
    if schema.get("format") == "date":
        return "date"
    return types[0] if len(types) == 1 else "union"
