#!/usr/bin/env python3
"""Prints alerts.sql for Snowflake or BigQuery: translate.py snowflake navan.sync_health. Needs sqlglot."""

from __future__ import annotations

import re
import sys

import sqlglot

from warehouse import filled, without_comments

NOW = {"snowflake": "date_part(epoch_second, current_timestamp())", "bigquery": "unix_seconds(current_timestamp())"}
# What sqlglot leaves as PostgreSQL has it.
LEFT: dict[str, list[tuple[str, str]]] = {
    "snowflake": [],
    "bigquery": [
        (r"SPLIT_PART\(id, '/', 1\)", "SPLIT(id, '/')[SAFE_OFFSET(0)]"),
        (r"EXTRACT\(EPOCH FROM (CAST\(\w+ AS TIMESTAMP\))\)", r"UNIX_MILLIS(\1) / 1000"),
        (r"STRING_TO_ARRAY\(", "SPLIT("),
        (r"CAST\(alerts AS STRING\)", "TO_JSON_STRING(alerts)"),
        (r"\blisted\.code\b", "code"),
    ],
}


def translated(dialect: str, table: str) -> str:
    sql = filled(without_comments(), table=table, now="now_placeholder", since="0", recheck_hours="24")
    (text,) = sqlglot.transpile(sql, read="postgres", write=dialect, pretty=True)
    for found, instead in [*LEFT[dialect], ("now_placeholder", NOW[dialect])]:
        text = re.sub(found, instead, text)
    return text


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in NOW:
        sys.exit("usage: translate.py snowflake|bigquery TABLE")
    print(translated(*sys.argv[1:]))
