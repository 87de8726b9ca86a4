"""What the simulator serves and what the user asked for, drawn from a seed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from simulator import EXPENSE_TYPES

SEEDS = range(1, 15)
# Both runtimes retry these; the second answer is good.
LIMITED = {"kind": "status", "status": 429, "headers": {"retry-after": "1"}}
UNAVAILABLE = {"kind": "status", "status": 503, "headers": {"retry-after": "1"}}
LATE = {"kind": "delay", "ms": 200}
# Only one: after a 429 both read on slowly, for half a minute.
LIMITED_SEEDS = (5,)


@dataclass(frozen=True)
class Scenario:
    seed: int
    flags: list[str]
    """Of the simulator's command line."""
    config: dict[str, Any]
    """Beside the credential."""
    fault: dict[str, Any]
    """Met once by each runtime in its first read."""


def scenario(seed: int) -> Scenario:
    draw = random.Random(seed)
    now = datetime.now(timezone.utc)
    options: dict[str, Any] = {
        "seed": seed,
        "region": draw.choice(["us", "eu"]),
        "since": _text(now - timedelta(days=draw.choice([20, 70, 200, 400]))),
        "bookings": draw.choice([0, 1, 99, 100, 101, 250, 420]),
        "users": draw.choice([0, 1, 100, 101, 230]),
        "transactions": draw.choice([0, 1, 40, 90]),
        "bounds": draw.choice(["inclusive", "exclusive", "halfOpen"]),
        "last-second": draw.choice(["whole", "instant"]),
        "order": draw.choice(["asc", "desc", "none"]),
        "empty-violation-types": draw.choice(['""', "[]"]),
        "spacing": draw.choice(["compact", "lines"]),
        "gzip": draw.choice([True, False]),
    }
    if draw.random() < 0.4:
        options["layout"] = _ties(draw, now)
    config: dict[str, Any] = {
        "bookings_recheck_hours": 0,
        "personal_data": {"include_passports": draw.random() < 0.5, "include_traveler_hr": draw.random() < 0.5},
    }
    config["personal_data"]["include_birth_date_and_gender"] = draw.random() < 0.5
    options["birth-date"] = draw.choice(["user", "name"])
    options["line-items"] = draw.choice(["group", "always"])
    if draw.random() < 0.4:
        config["transaction_types"] = sorted(draw.sample(EXPENSE_TYPES, draw.randint(1, 7)))
    flags = [word for name, value in options.items() for word in (f"--{name}", value if isinstance(value, str) else json.dumps(value))]
    kind = LIMITED if seed in LIMITED_SEEDS else draw.choice([UNAVAILABLE, LATE])
    fault = {"match": {"path": _path(draw), "nth": 1}, "fault": kind}
    return Scenario(seed, flags, config, fault)


def _ties(draw: random.Random, now: datetime) -> list[dict[str, Any]]:
    """Many bookings at one instant, on the edge of a month, in one month of several."""
    edge = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    earlier = (edge - timedelta(days=1)).replace(day=1)
    return [
        {"created": _text(earlier - timedelta(days=95)), "count": draw.choice([1, 150])},
        {"created": _text(edge - timedelta(seconds=1)), "count": 30, "stepMs": 100},
        {"created": _text(earlier + timedelta(days=3)), "count": draw.choice([0, 101]), "stepMs": draw.choice([0, 1])},
    ]


def _path(draw: random.Random) -> str:
    return draw.choice(["/v1/bookings", "/v1/users", "/^/v1/expense//"])


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
