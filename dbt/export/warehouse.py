"""DuckDB or PostgreSQL with the package's models: one transaction, in which no other export runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

Row = dict[str, Any]


class Warehouse(Protocol):
    def __enter__(self) -> Warehouse: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
    def rows(self, sql: str, *values: Any) -> list[Row]:
        """`sql`: with ? for values; tables of the schema as {schema}.name."""
        ...

    def execute(self, sql: str, *values: Any) -> None: ...


class _Connected:
    """Commits at the end, unless there was an error."""

    placeholder = "?"

    def __init__(self, schema: str, error: type[Exception]) -> None:
        self._schema = schema
        self._error = error
        self._connection: Any = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._readable():
            if kind is None:
                self._connection.commit()
            else:
                self._connection.rollback()
        self._connection.close()

    def rows(self, sql: str, *values: Any) -> list[Row]:
        cursor = self._execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]

    def execute(self, sql: str, *values: Any) -> None:
        self._execute(sql, values)

    def _execute(self, sql: str, values: tuple[Any, ...]) -> Any:
        cursor = self._cursor()
        with self._readable():
            cursor.execute(self._own(sql), values)
        return cursor

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            raise LookupError(f"the warehouse refused: {str(error).strip().splitlines()[0]}") from error

    def _cursor(self) -> Any:
        return self._connection.cursor()

    def _own(self, sql: str) -> str:
        return sql.replace("{schema}", f'"{self._schema}"').replace("?", self.placeholder)


class DuckDB(_Connected):
    """A file that one process writes to at a time."""

    def __init__(self, path: Path, schema: str) -> None:
        import duckdb

        super().__init__(schema, duckdb.Error)
        self._connect = duckdb.connect
        self._path = path

    def __enter__(self) -> DuckDB:
        if not self._path.exists():
            raise LookupError(f"there is no DuckDB at {self._path}")
        with self._readable():
            self._connection = self._connect(str(self._path))
        self._connection.begin()
        return self

    def _cursor(self) -> Any:
        # What duckdb calls a cursor is another connection, outside of the transaction.
        return self._connection


class PostgreSQL(_Connected):
    placeholder = "%s"

    def __init__(self, connection: str, schema: str) -> None:
        import psycopg2

        super().__init__(schema, psycopg2.Error)
        self._connect = psycopg2.connect
        self._target = connection

    def __enter__(self) -> PostgreSQL:
        with self._readable():
            self._connection = self._connect(self._target)
        self.execute("lock table {schema}.navan_journal_exports in exclusive mode")
        return self
