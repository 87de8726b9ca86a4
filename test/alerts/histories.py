"""Histories of syncs, as rows of sync_health."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from typing import Any

from tables import Row, columns

NOW = datetime.now(timezone.utc).replace(microsecond=0)
HOUR = timedelta(hours=1)
COMPANY = "c105406d-7ec8-493f-a3dc-1f05cb179259"
STREAMS = ("bookings", "transactions")
_trace_ids = itertools.count(1)


def text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def sync(
    hours_ago: float,
    *,
    job: int | None = None,
    attempt: int = 0,
    alerts: dict[str | None, list[str]] | None = None,
    whole: dict[str, Any] | None = None,
    rows: dict[str, dict[str, Any]] | None = None,
    streams: tuple[str, ...] = STREAMS,
    **common: Any,
) -> list[Row]:
    """The rows of one sync. `alerts`: codes by stream; None: only in the row of the sync as a whole."""
    at = NOW - hours_ago * HOUR
    trace_id = f"{next(_trace_ids):032x}"
    said = alerts or {}
    shared = {
        "schema_version": 1, "started_at": text(at - 0.1 * HOUR), "finished_at": text(at), "company_uuid": COMPANY, "region": "us",
        "status": "complete", "job_id": job, "attempt": None if job is None else attempt, **common,
    }  # fmt: skip
    coverage = {"is_backfill": False, "oldest_complete_read_at": text(at)}
    of_streams = [
        _row({**shared, **(coverage if name == "bookings" else {}), "id": f"{trace_id}/{name}", "stream": name, "alerts": said.get(name, []),
              **(rows or {}).get(name, {})})
        for name in streams
    ]  # fmt: skip
    all_codes = sorted({code for codes in said.values() for code in codes})
    tokens = {"token_request_count": 1, "token_failure_count": 0}
    return [*of_streams, _row({**shared, **tokens, "id": f"{trace_id}/*", "stream": None, "alerts": all_codes, **(whole or {})})]


def failed(hours_ago: float, kind: str, code: str, **more: Any) -> list[Row]:
    """A sync whose bookings failed."""
    failure = {"status": "incomplete", "failure_type": kind, "error_code": code}
    return sync(hours_ago, **{"whole": failure, "rows": {"bookings": failure}, **more})


def refused(hours_ago: float, **more: Any) -> list[Row]:
    """A sync whose credential Navan refused: no row names the company."""
    failure = {"status": "incomplete", "failure_type": "config_error", "error_code": "token-rejected", "is_backfill": None, "oldest_complete_read_at": None}
    return sync(
        hours_ago,
        alerts={None: ["token-failure"], "bookings": ["token-refused"], "transactions": ["token-refused"]},
        whole={**failure, "token_failure_count": 1},
        rows={name: failure for name in STREAMS},
        company_uuid=None,
        **more,
    )


def _row(values: Row) -> Row:
    return {**dict.fromkeys(columns()), **values}
