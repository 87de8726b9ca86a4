"""Fills a DuckDB file with a company of the simulator, two years of bookings and a ledger, and builds all models.

Usage: python.sh test/dbt/fill.py FILE, without the models' tests.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

work = tempfile.TemporaryDirectory()
# PyAirbyte reads these when it is imported: no registry, no telemetry, no files outside this folder.
os.environ["AIRBYTE_OFFLINE_MODE"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
for _name in ("AIRBYTE_PROJECT_DIR", "AIRBYTE_TEMP_DIR", "AIRBYTE_LOGGING_ROOT"):
    os.environ[_name] = work.name

from destinations import sync_duckdb  # noqa: E402
from expected.ledger import Settings  # noqa: E402
from ledger_build import seeded  # noqa: E402
from ledger_company import ENTITIES, Seeds, seeds  # noqa: E402
from simulator import Simulator, running_simulator  # noqa: E402
from warehouses import ROOT, Warehouse  # noqa: E402

OPTIONS = ["--seed", "1", "--users", "120", "--transactions", "300", "--expenses", "ledger", "--travel", "trips"]
# By calendar month: people travel little in summer and at the end of the year.
BOOKINGS = (52, 60, 74, 66, 70, 58, 36, 30, 78, 84, 72, 34)
GROWTH = 1.2
DAY_MS = 86_400_000
# How many bookings, of any age, violate policy in more ways than the simulator's, and how many flights are between offices.
VIOLATIONS = (("ADVANCE_PURCHASE", 90), ("CABIN_CLASS", 70), ("PREFERRED_VENDOR", 40))

ROUTES = (("JFK", "LHR"), ("AMS", "LHR"), ("SFO", "JFK"), ("BER", "CDG"), ("SIN", "HND"), ("MAD", "ZRH"))


def fill(path: Path, *arguments: str) -> str:
    """The last line of `dbt build`, which gets the arguments. A file that exists is overwritten."""
    path.unlink(missing_ok=True)
    today = datetime.now(timezone.utc).date()
    with running_simulator(ROOT / "dist" / "simulator" / "main.js", [*OPTIONS, "--layout", json.dumps(_layout(today))]) as simulator:
        _change(simulator)
        warehouse = Warehouse("duckdb", Path(work.name), file=path)
        sync_duckdb(simulator, warehouse)
    with seeded(warehouse, _seeds(today)):
        output = warehouse.build(*arguments, variables=Settings(start=_months(today, 3)[0]).variables()).output
    return output.strip().splitlines()[-1]


def _change(simulator: Simulator) -> None:
    """What the simulator spreads evenly, people don't."""
    for violation, count in VIOLATIONS:
        _set(simulator, count, {"outOfPolicy": True, "outOfPolicyViolationTypes": [violation]})
    flights = [booking["uuid"] for booking in simulator.truth("bookings") if booking["bookingType"] == "FLIGHT"]
    for number, route in enumerate(ROUTES):
        origin, destination = ({"airportCode": code} for code in route)
        _set(simulator, flights[number :: len(ROUTES) + 2], {"origin": origin, "destination": destination})


def _set(simulator: Simulator, which: int | list[str], fields: dict[str, Any]) -> None:
    simulator.control("change", {"stream": "bookings", "which": which, "fields": fields})


def _layout(today: date) -> list[dict[str, Any]]:
    """Blocks of bookings, one a month: three months before the two years, so that their first trips are known, and what there is of the current one."""
    blocks = []
    for number, first in enumerate(_months(today, 28)):
        days = min((_last(first) - first).days + 1, (today - first).days)
        count = round(BOOKINGS[first.month - 1] * (GROWTH if number >= 15 else 1) * days / 31)
        blocks.append({"created": f"{first}T08:00:00Z", "count": count, "stepMs": days * DAY_MS // (count + 1)})
    return [block for block in blocks if block["count"] > 0]


def _months(today: date, count: int) -> list[date]:
    """The first days of the last months, the current one included, in order."""
    numbers = [today.year * 12 + today.month - 1 - back for back in reversed(range(count))]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _seeds(today: date) -> Seeds:
    """The mappings of the ledger's company, with the months around today as open periods."""
    periods = [
        {"legal_entity": entity, "period": f"{first:%Y-%m}", "first_date": str(first), "last_date": str(_last(first)), "status": "open"}
        for entity in ENTITIES
        for first in _months(today + timedelta(days=31), 6)
    ]
    return {**seeds(), "navan_periods": periods}


def _last(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


if __name__ == "__main__":
    print(fill(Path(sys.argv[1]).resolve(), "--exclude-resource-type", "test", "unit_test"))
