"""The command line, and the secrets, which never stand on it."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from problem import Problem

UNITS = {"m": 60, "h": 3600, "d": 86400}


def secret(name: str) -> str | None:
    """From the environment, or from the file that NAME_FILE names."""
    file = os.environ.get(f"{name}_FILE")
    try:
        value = Path(file).read_text(encoding="utf-8") if file else os.environ.get(name, "")
    except OSError as error:
        raise Problem(f"{name}_FILE: {error.strerror}: {file}") from error
    return value.strip() or None


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Tells Slack and PagerDuty what the table sync_health says.")
    add = parser.add_argument
    add("--table", default="sync_health", help="with its schema, like navan.sync_health")
    add("--state", type=Path, required=True, help="the file that keeps what was told")
    add("--every", type=_schedule, action="append", default=[], metavar="[LABEL=]TIME",
        help="the schedule, like 6h, or acme=6h for one source label: two without a sync are an alert")  # fmt: skip
    add("--recheck-hours", type=float, default=24.0, help="bookings_recheck_hours of the source; 24")
    add("--pagerduty-from", choices=("page", "ticket"), default="ticket", help="the least severity for PagerDuty; ticket")
    add("--info", action="store_true", help="tell Slack of alerts of severity info, too")
    add("--dry-run", action="store_true", help="print what would be told; tell and remember nothing")
    return parser.parse_args(argv)


def _schedule(text: str) -> tuple[str | None, int]:
    label, _, every = text.rpartition("=")
    found = re.fullmatch(r"([1-9]\d*)([mhd])", every)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a schedule like 30m, 6h, 1d or acme=6h")
    return label or None, int(found[1]) * UNITS[found[2]]
