"""Asks the warehouse which alerts each sync raised."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from problem import Problem

SQL = Path(__file__).with_name("alerts.sql")
TIMEOUT_SECONDS = 60
NAME = re.compile(r"[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*){0,2}")


@dataclass(frozen=True)
class Alert:
    """`key` is the same for the same trouble in each run: of the connection, the stream, the code."""

    key: str
    code: str
    severity: str
    stream: str | None = None
    job_id: int | None = None
    error_code: str | None = None


@dataclass(frozen=True)
class Sync:
    """`finished_at`: seconds since 1970."""

    connection: str
    finished_at: float
    alerts: tuple[Alert, ...]


def syncs(dsn: str, table: str, now: float, since: float, recheck_hours: float) -> list[Sync]:
    """The newest sync of each connection, and all that ended after `since`; oldest first."""
    if not NAME.fullmatch(table):
        raise Problem(f"{table!r} is not the name of a table; write it like navan.sync_health, without quotes")
    quoted = ".".join(f'"{part}"' for part in table.split("."))
    sql = filled(without_comments(), table=quoted, now=repr(now), since=repr(since), recheck_hours=repr(recheck_hours))
    rows = _postgres(dsn, sql, table) if dsn.startswith(("postgres://", "postgresql://")) else _duckdb(dsn, sql, table)
    return _by_sync(rows)


def without_comments() -> str:
    return re.sub(r"--.*", "", SQL.read_text(encoding="utf-8"))


def filled(sql: str, **values: str) -> str:
    return re.sub(r":(table|now|since|recheck_hours)\b", lambda found: values[found[1]], sql)


def _postgres(dsn: str, sql: str, table: str) -> list[tuple[Any, ...]]:
    try:
        import psycopg
    except ImportError as error:
        raise Problem("PostgreSQL needs a driver: pip install 'psycopg[binary]'") from error
    try:
        with closing(psycopg.connect(dsn, connect_timeout=10, autocommit=True)) as connection:
            connection.execute("set time zone 'UTC'")
            connection.execute("set default_transaction_read_only = on")
            connection.execute(f"set statement_timeout = '{TIMEOUT_SECONDS}s'")
            return connection.execute(sql.encode()).fetchall()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        raise _no_table(table) from error
    except psycopg.errors.UndefinedColumn as error:
        raise _no_column(table, error) from error
    except psycopg.Error as error:
        raise Problem(f"PostgreSQL: {without_password(_first_line(error), dsn)}") from error


def without_password(message: str, dsn: str) -> str:
    """libpq quotes parts of an address that it can't read: a host behind an unescaped @, a bad percent sign."""
    credentials, _, _ = dsn.partition("://")[2].rpartition("@")
    _, _, password = credentials.partition(":")
    for part in re.split(r"[@:/?#]", password):
        message = message.replace(part, "…") if part else message
    return message


def _duckdb(dsn: str, sql: str, table: str) -> list[tuple[Any, ...]]:
    file = Path(dsn.removeprefix("duckdb:"))
    if not dsn.startswith("duckdb:"):
        raise Problem("SYNC_HEALTH_DSN begins with neither postgresql:// nor duckdb:")
    if not file.is_file():
        raise Problem(f"there is no DuckDB file {file}")
    try:
        import duckdb
    except ImportError as error:
        raise Problem("DuckDB needs a driver: pip install duckdb") from error
    try:
        with closing(duckdb.connect()) as connection:
            # Under its own name, navan.duckdb, the file would hide its schema navan.
            escaped = str(file).replace("'", "''")
            connection.execute(f"attach '{escaped}' as warehouse (read_only)")
            connection.execute("use warehouse")
            connection.execute("set TimeZone = 'UTC'")
            return connection.execute(sql).fetchall()
    except duckdb.CatalogException as error:
        raise _no_table(table) from error
    except duckdb.BinderException as error:
        raise _no_column(table, error) from error
    except duckdb.Error as error:
        raise Problem(f"DuckDB: {_first_line(error)}") from error


def _no_table(table: str) -> Problem:
    return Problem(f"the table {table} is not there: is the stream sync_health selected, has a sync ended, and is --table right?")


def _no_column(table: str, error: Exception) -> Problem:
    return Problem(f"the table {table} lacks a column: {_first_line(error)}")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _by_sync(rows: list[tuple[Any, ...]]) -> list[Sync]:
    alerts: dict[tuple[str, float], list[Alert]] = {}
    for connection, finished_at, job_id, stream, code, severity, occurrence, error_code in rows:
        of_sync = alerts.setdefault((connection, float(finished_at)), [])
        if code is not None:
            of_sync.append(Alert(key_of(connection, stream, code, occurrence), code, severity, stream, job_id, error_code))
    return [Sync(connection, finished_at, tuple(found)) for (connection, finished_at), found in alerts.items()]


def key_of(connection: str, stream: str | None, code: str, occurrence: float | None = None) -> str:
    parts = ["source-navan", connection, stream or "*", code]
    return "/".join(parts if occurrence is None else [*parts, str(int(occurrence))])
