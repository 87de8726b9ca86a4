"""The ranges of time that were asked for, from the simulator's log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

NOW = "now"
# The current month ends at the moment of the read, by the server's clock in one runtime and the own one in the other.
CLOSE_TO_NOW = 60

Window = tuple[str, str, str]


def windows(requests: list[dict[str, Any]]) -> set[Window]:
    found: set[Window] = set()
    for request in requests:
        params = request["params"]
        if "createdFrom" in params:
            found.add((request["path"], params["createdFrom"], _end(params["createdTo"], request["at"])))
        elif "date_modified.from" in params:
            found.add((request["path"], params["date_modified.from"], params["date_modified.to"]))
    return found


def _end(seconds: str, at: str) -> str:
    came = datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()
    return NOW if abs(came - int(seconds)) <= CLOSE_TO_NOW else seconds
