"""Rows of the same model in several warehouses, in a form that is equal if their values are."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

# Links to receipts differ in every response.
LINKS = {"receipt", "e_receipt", "receipt_url", "e_receipt_url"}
# Differ by sync, or by the destination.
OF_THE_SYNC = {"_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_generation_id", "_airbyte_meta"}


def comparable(row: dict[str, Any]) -> str:
    compared = {name: _value(found) for name, found in row.items() if name not in OF_THE_SYNC | LINKS}
    return json.dumps(compared, sort_keys=True)


def _value(found: Any) -> Any:
    if isinstance(found, str) and found[:1] in ("[", "{"):
        return json.loads(found)
    if isinstance(found, Decimal):
        return format(found.normalize(), "f")
    return found if isinstance(found, (list, dict)) else str(found)
