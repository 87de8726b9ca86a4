"""What people fill in: every Airbyte runtime in use has to find and read the same streams with each of these forms."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

Config = dict[str, Any]

REQUIRED = ("client_id", "client_secret", "start_date")


def filled_in(config: Config) -> dict[str, Config]:
    """By what is filled in. All have an API address, since the simulator stands at no other."""
    recent = datetime.now(timezone.utc) - timedelta(days=40)
    required = {
        **{name: config[name] for name in REQUIRED},
        "start_date": recent.strftime("%Y-%m-%dT00:00:00Z"),
        "advanced": {"api_url": config["advanced"]["api_url"]},
    }
    # The simulator knows one region, so a company in the EU has to say so.
    if config.get("region") == "eu":
        required["region"] = "eu"
    return {
        "only the required fields": required,
        # What the platform stores of a form whose options were looked at and left alone, and whose list was cleared.
        "nothing in personal_data": {**required, "personal_data": {}, "transaction_types": []},
        "everything": everything(required, config),
    }


def everything(required: Config, config: Config) -> Config:
    return {
        **required,
        "region": config.get("region", "us"),
        "transaction_types": ["card-transactions", "fees"],
        "bookings_recheck_hours": 0,
        "personal_data": {"include_passports": True, "include_traveler_hr": True, "include_birth_date_and_gender": True},
        "advanced": {
            "api_url": required["advanced"]["api_url"] + "/",
            "max_concurrency": 2,
            "requests_per_second": 500,
            "request_log": True,
        },
    }
