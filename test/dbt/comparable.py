"""Rows of the same model in several warehouses, in a form that is equal if their values are."""

from __future__ import annotations

import json
from collections.abc import Collection
from decimal import Context, Decimal
from typing import Any

# Links to receipts differ in every response.
LINKS = {"receipt", "e_receipt", "receipt_url", "e_receipt_url"}
# Differ by sync, or by the destination.
OF_THE_SYNC = {"_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_generation_id", "_airbyte_meta"}


def comparable(row: dict[str, Any], digits: int | None = None, without: Collection[str] = ()) -> str:
    """`digits`: of numbers, which are exact by default. `without`: columns that do not count."""
    ignored = {*OF_THE_SYNC, *LINKS, *without}
    return json.dumps({name: _value(found, digits) for name, found in row.items() if name not in ignored}, sort_keys=True)


def _value(found: Any, digits: int | None) -> Any:
    if isinstance(found, str) and found[:1] in ("[", "{"):
        return json.loads(found)
    if digits is not None and isinstance(found, (int, float, Decimal)) and not isinstance(found, bool):
        # Where the next digit is a 5 and the last, noise would decide. With this, it is rounded up.
        number = Decimal(str(found)) * (1 + Decimal("3e-14"))
        found = Context(prec=digits).create_decimal(number.quantize(Decimal("1e-9"), context=Context(prec=60)))
    if isinstance(found, Decimal):
        return format(found.normalize() + 0, "f")
    return found if isinstance(found, (list, dict)) else str(found)
