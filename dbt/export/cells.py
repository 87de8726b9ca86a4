"""What a cell of a CSV file holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

# With the full-width forms, which Excel takes for the others in East Asian languages.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def text(value: Any, length: int | None = None) -> str:
    """At most `length` characters, none of which begins a formula in a spreadsheet."""
    plain = " ".join(str(value).split()) if value is not None else ""
    safe = f"'{plain}" if plain.startswith(BEGINS_A_FORMULA) else plain
    return safe[:length]


def amount(value: Decimal, digits: int) -> str:
    """With the decimals of its currency; empty for 0."""
    return f"{value:.{digits}f}" if value else ""


def rate(value: Decimal) -> str:
    return f"{value.normalize():f}"
