"""Fields of the API's records. Numbers are Decimals; null, '' and absent are None."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, timezone
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any, Callable, Hashable, Iterable

Record = dict[str, Any]
Rows = dict[tuple[Hashable, ...], dict[str, Any]]
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


def parse(line: str) -> Record:
    return json.loads(line, parse_float=Decimal, parse_int=Decimal)


def text(record: Record | None, name: str) -> str | None:
    value = (record or {}).get(name)
    if value is None or str(value).strip() == "":
        return None
    return str(value)


def upper(record: Record | None, name: str) -> str | None:
    value = text(record, name)
    return None if value is None else value.strip().upper()


def number(record: Record | None, name: str) -> Decimal | None:
    """None also for a text that isn't a number."""
    try:
        return Decimal((record or {}).get(name))
    except (InvalidOperation, TypeError):
        return None


def day(record: Record, name: str) -> date | None:
    value = text(record, name)
    return None if value is None else date.fromisoformat(value[:10])


def instant(record: Record, name: str) -> datetime | None:
    """In UTC."""
    value = text(record, name)
    if value is None:
        return None
    at = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return at.astimezone(timezone.utc) if at.tzinfo else at.replace(tzinfo=timezone.utc)


def month(at: date | datetime | None) -> date | None:
    return None if at is None else date(at.year, at.month, 1)


def listed(record: Record, name: str) -> list[Any]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def texts(record: Record, name: str) -> list[str]:
    """Each value once."""
    return sorted({one for one in listed(record, name) if one is not None and one != ""})


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """None if no value is known."""
    known = [one for one in values if one is not None]
    if not known:
        return None
    sum_ = Decimal(0)
    for one in known:
        sum_ = EXACT.add(sum_, one)
    return sum_


def product(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else EXACT.multiply(a, b)


def quotient(a: Decimal | int | None, b: Decimal | int | None, places: int) -> Decimal | None:
    """Rounded half away from zero. None if it isn't known."""
    if a is None or b is None or b == 0:
        return None
    return rounded(EXACT.divide(Decimal(a), Decimal(b)), places)


def rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-places), context=EXACT)


def shares(values: list[str]) -> list[tuple[str | None, Decimal]]:
    """Equal parts in billionths that sum to 1, the first in order bears the rounding; all of it for None without a value."""
    if not values:
        return [(None, Decimal(1))]
    part = quotient(1, len(values), 9)
    first, *others = sorted(values)
    return [(first, 1 - part * len(others)), *((value, part) for value in others)]


def grouped(rows: Iterable[Any], key: Callable[[Any], tuple[Hashable, ...]]) -> dict[tuple[Hashable, ...], list[Any]]:
    groups: dict[tuple[Hashable, ...], list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
