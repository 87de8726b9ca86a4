"""What sqlfluff puts where a model calls a macro: a select for the macros that give one, a name for the others."""

from __future__ import annotations

from collections.abc import Callable

SELECTS = ("empty_record", "json_elements", "json_pairs", "json_rows", "source_rows", "uuids_in")


def newest_read(relation: str, reads: str) -> str:
    return f"select {relation}.one from {relation} cross join {reads}"


def newest_rows(relation: str, *_: object) -> str:
    return f"select one from {relation}"


def select_entry_columns(relation: str, others: dict[str, str] | None = None) -> str:
    return ", ".join([f"{relation}.one", *(f"{value} as {name}" for name, value in (others or {}).items())])


def __getattr__(name: str) -> Callable[..., str]:
    return lambda *_, **__: "select 1 as one" if name in SELECTS else name
