"""What each alert says to people; what to do is in docs/monitoring.md."""

from __future__ import annotations

WORDS = {
    "token-refused": "Navan refuses the credential.",
    "token-failure": "A token request failed.",
    "error-rate": "Over 5 % of the requests of five minutes failed, in three syncs in a row.",
    "latency-p95": "The 95th percentile of the request duration is over 5 seconds.",
    "bookings-stale": "A part of the bookings has not been read in whole for too long.",
    "rate-limit": "The sync came close to the rate limit, or over it.",
    "gap": "Expense transactions can no longer be read: syncs had stopped for too long.",
    "changes-filter-failed": "The API's filter for changes failed.",
    "no-stream-selected": "The connection selects no stream but sync_health.",
    "sync-config-error": "The sync failed, and someone has to act.",
    "sync-system-error": "The sync failed of a bug in the connector.",
    "sync-failing": "Three syncs in a row failed.",
    "nothing-ran": "No sync has ended for two schedules.",
}


def name_of(connection: str) -> str:
    """A connection is region/company/label."""
    region, company, label = connection.split("/", 2)
    return f"{label} ({region})" if label else f"company {company} ({region})"
