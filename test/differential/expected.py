"""What the simulator has, less what the config leaves out."""

from __future__ import annotations

import copy
from typing import Any

from compare import by_key
from messages import Record
from simulator import EXPENSE_TYPES, Simulator

FURTHER = ("statement_payments", "expense_custom_fields", "gl_codes", "gl_code_settings", "tax_mappings")
STREAMS = ("bookings", "transactions", "users", *FURTHER)
BIRTH_DATE_AND_GENDER = ("dateOfBirth", "birthDate", "birthday", "gender")
Truth = dict[str, dict[str, Record]]


def expected(simulator: Simulator, config: dict[str, Any]) -> Truth:
    return {
        stream: by_key(stream, [_asked_for(stream, copy.deepcopy(record), config) for record in simulator.truth(stream)
                                if _is_read(stream, record, config)])
        for stream in STREAMS
    }  # fmt: skip


def _is_read(stream: str, record: Record, config: dict[str, Any]) -> bool:
    if stream not in ("transactions", "statement_payments"):
        return True
    types = config.get("transaction_types", EXPENSE_TYPES)
    # They are asked for by day.
    is_since = record["modified_timestamp"][:10] >= config["start_date"][:10]
    return is_since and (stream != "transactions" or record["transaction_source"] in types)


def _asked_for(stream: str, record: Record, config: dict[str, Any]) -> Record:
    if stream == "bookings" and not config["personal_data"]["include_passports"]:
        (record.get("booker") or {}).pop("passport", None)
        for passenger in record.get("passengers") or []:
            (passenger.get("person") or {}).pop("passport", None)
            passenger.pop("passport", None)
    if stream == "transactions" and not config["personal_data"]["include_traveler_hr"]:
        record = {name: value for name, value in record.items() if not name.startswith("traveler_")}
    if stream == "users" and not config["personal_data"]["include_birth_date_and_gender"]:
        for holder in (record, record.get("name") or {}):
            for name in BIRTH_DATE_AND_GENDER:
                holder.pop(name, None)
    return record
