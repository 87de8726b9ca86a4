"""Reads the links: from the connector's output, a DuckDB file or PostgreSQL. The newest link to a receipt counts."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator

from problem import Problem

STREAM = "transaction_receipts"
ID = "transaction_id"
# When a destination received the row: older links of a table in append mode are dead sooner.
RECEIVED_AT = "_airbyte_extracted_at"
TIMEOUT_SECONDS = 60
NAME = re.compile(r"[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)?")

Row = dict[str, Any]
Report = Callable[[str], None]


@dataclass(frozen=True)
class Link:
    """`receipt`: which of the transaction's. The URL opens it, so it's neither printed nor stored."""

    transaction_id: str
    receipt: str
    url: str

    def __str__(self) -> str:
        shown = ascii(self.transaction_id)[1:-1]
        return f"{shown if len(shown) <= 80 else shown[:80] + '…'} {self.receipt}"


def links(rows: Iterable[Row], columns: list[str], report: Report) -> list[Link]:
    """`rows`: oldest first."""
    found: dict[tuple[str, str], Link] = {}
    for row in rows:
        transaction_id = row.get(ID)
        for column in columns:
            url = row.get(column)
            if not url:
                continue
            if not isinstance(transaction_id, str) or not transaction_id or not isinstance(url, str):
                report(f"a row's {ID} or {column} is not a text: {ascii(transaction_id)[:80]}")
                continue
            link = Link(transaction_id, column.removesuffix("_url"), url)
            found[link.transaction_id, link.receipt] = link
    return list(found.values())


def from_output(file: str, report: Report) -> Iterator[Row]:
    """The connector's messages, one a line; `-` is standard input."""
    try:
        with open(0 if file == "-" else file, encoding="utf-8", errors="replace", closefd=file != "-") as lines:
            yield from _records(lines, "standard input" if file == "-" else file, report)
    except OSError as error:
        raise Problem(f"--jsonl: {error.strerror}: {file}") from error


def _records(lines: Iterable[str], name: str, report: Report) -> Iterator[Row]:
    messages = 0
    others: list[int] = []
    for number, line in enumerate(lines, 1):
        message = _message(line)
        if message is None:
            others.append(number)
            continue
        messages += 1
        record = message.get("record")
        if isinstance(record, dict) and record.get("stream") == STREAM and isinstance(record.get("data"), dict):
            yield record["data"]
    if messages == 0:
        raise Problem(f"{name} has no message of the connector: expected the output of `source-navan read`")
    if others:
        # A connector that was killed leaves half a line. The links before it won't live longer.
        report(f"lines of {name} that are not messages of the connector: {len(others)}, the first is line {others[0]}")


def _message(line: str) -> Row | None:
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) and "type" in message else None


def from_database(dsn: str, table: str, columns: list[str]) -> list[Row]:
    if not NAME.fullmatch(table):
        raise Problem(f"{table!r} is not the name of a table; write it like navan.{STREAM}, without quotes")
    return _from_postgres(dsn, table, columns) if dsn.startswith(("postgres://", "postgresql://")) else _from_duckdb(dsn, table, columns)


def _from_postgres(dsn: str, table: str, columns: list[str]) -> list[Row]:
    try:
        import psycopg
    except ImportError as error:
        raise Problem("PostgreSQL needs a driver: pip install 'psycopg[binary]'") from error
    try:
        with closing(psycopg.connect(dsn, connect_timeout=10, autocommit=True)) as connection:
            connection.execute("set default_transaction_read_only = on")
            connection.execute(f"set statement_timeout = '{TIMEOUT_SECONDS}s'")
            return _rows(connection, table, columns)
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        raise _no_table(table) from error
    except psycopg.Error as error:
        raise Problem(f"PostgreSQL: {_without_password(_first_line(error), dsn)}") from error


def _from_duckdb(dsn: str, table: str, columns: list[str]) -> list[Row]:
    file = Path(dsn.removeprefix("duckdb:"))
    if not dsn.startswith("duckdb:"):
        raise Problem("RECEIPTS_DSN begins with neither postgresql:// nor duckdb:")
    if not file.is_file():
        raise Problem(f"there is no DuckDB file {file}")
    try:
        import duckdb
    except ImportError as error:
        raise Problem("DuckDB needs a driver: pip install duckdb") from error
    try:
        with closing(duckdb.connect()) as connection:
            # Under its own name, navan.duckdb, the file would hide its schema navan.
            connection.execute(f"attach '{_escaped(file)}' as warehouse (read_only)")
            connection.execute("use warehouse")
            return _rows(connection, table, columns)
    except duckdb.CatalogException as error:
        raise _no_table(table) from error
    except duckdb.IOException as error:
        raise Problem(f"DuckDB: {_first_line(error)} (run this when the sync has ended)") from error
    except duckdb.Error as error:
        raise Problem(f"DuckDB: {_first_line(error)}") from error


def _escaped(file: Path) -> str:
    return str(file).replace("'", "''")


def _rows(connection: Any, table: str, columns: list[str]) -> list[Row]:
    source = ".".join(f'"{part}"' for part in table.split("."))
    present = [column[0] for column in connection.execute(f"select * from {source} limit 0").description]
    wanted = [ID, *columns]
    if missing := [name for name in wanted if name not in present]:
        raise Problem(f"the table {table} has no column {', '.join(missing)}; it has {', '.join(present)} (--links names those with links)")
    order = f' order by "{RECEIVED_AT}"' if RECEIVED_AT in present else ""
    names = ", ".join(f'cast("{name}" as varchar)' for name in wanted)
    return [dict(zip(wanted, values)) for values in connection.execute(f"select {names} from {source}{order}").fetchall()]


def _without_password(message: str, dsn: str) -> str:
    """libpq quotes parts of an address that it can't read: a host behind an unescaped @, a bad percent sign."""
    credentials, _, _ = dsn.partition("://")[2].rpartition("@")
    for part in re.split(r"[@:/?#]", credentials.partition(":")[2]):
        message = message.replace(part, "…") if part else message
    return message


def _no_table(table: str) -> Problem:
    return Problem(f"the table {table} is not there: is the stream {STREAM} selected, has a sync ended, and is --table right?")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
