"""Posts to Slack and PagerDuty. A channel that refuses or cannot be reached is a Problem."""

from __future__ import annotations

import json
import time
from datetime import datetime, timezone
from http.client import HTTPException
from typing import Any, Callable
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from changes import Change
from problem import Problem
from words import WORDS, name_of

TIMEOUT_SECONDS = 10
TRIES = 4
# Longer waits are left to the next run of the job.
LONGEST_WAIT_SECONDS = 60.0
# Slack takes 50 blocks a message and 3,000 characters a block.
LINES_PER_MESSAGE = 40
PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue"
PAGERDUTY_SEVERITIES = {"page": "critical", "ticket": "warning", "info": "info"}
KEY_LENGTH = 255

Sleep = Callable[[float], None]


def post_to_slack(url: str, found: list[Change], sleep: Sleep = time.sleep) -> None:
    lines = [line(change) for change in found]
    for first in range(0, len(lines), LINES_PER_MESSAGE):
        if first > 0:
            sleep(1)  # Slack's limit: a message a second.
        some = lines[first : first + LINES_PER_MESSAGE]
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": line}} for line in some]
        _post("Slack", url, {"text": "\n".join(some), "blocks": blocks}, sleep)


def post_to_pagerduty(url: str, routing_key: str, found: list[Change], sleep: Sleep = time.sleep) -> None:
    for change in found:
        if change.kind != "passed":
            _post("PagerDuty", url, {"routing_key": routing_key, **_event(change)}, sleep)


def line(change: Change) -> str:
    alert = change.alert
    mark = {"raised": alert.severity, "resolved": "resolved", "passed": f"{alert.severity}, over"}[change.kind]
    job = [] if alert.job_id is None else [f"job {alert.job_id}"]
    error = [] if alert.error_code is None else [f"error `{alert.error_code}`"]
    facts = ", ".join([_time(change.at), *job, *error])
    return f"*[{mark}]* `{_escaped(alert.code)}` · {_escaped(_subject(change))}\n{_escaped(WORDS.get(alert.code, ''))} _({_escaped(facts)})_"[:3000]


def _event(change: Change) -> dict[str, Any]:
    alert = change.alert
    key = {"dedup_key": alert.key[-KEY_LENGTH:]}
    if change.kind == "resolved":
        return {"event_action": "resolve", **key}
    details = {"code": alert.code, "stream": alert.stream, "job_id": alert.job_id, "error_code": alert.error_code}
    payload = {
        "summary": f"Navan: {alert.code} · {_subject(change)}. {WORDS.get(alert.code, '')}"[:1024],
        "source": f"source-navan {name_of(change.connection)}",
        "severity": PAGERDUTY_SEVERITIES[alert.severity],
        "timestamp": datetime.fromtimestamp(change.at, timezone.utc).isoformat(),
        "component": alert.stream or "sync",
        "class": alert.code,
        "custom_details": {name: value for name, value in details.items() if value is not None},
    }
    return {"event_action": "trigger", **key, "payload": payload}


def _subject(change: Change) -> str:
    stream = change.alert.stream
    return name_of(change.connection) if stream is None else f"{name_of(change.connection)}, {stream}"


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _post(channel: str, url: str, body: dict[str, Any], sleep: Sleep) -> None:
    """Tries again after 429, 5xx and network failures. Never names the URL, which is Slack's secret."""
    for tried in range(1, TRIES + 1):
        failure, wait = _attempt(url, body)
        if failure is None:
            return
        wait = 2.0**tried if wait is None else wait
        if wait < 0 or wait > LONGEST_WAIT_SECONDS or tried == TRIES:
            break
        sleep(wait)
    raise Problem(f"{channel} did not take the message: {failure}. The next run sends it again.")


def _attempt(url: str, body: dict[str, Any]) -> tuple[str | None, float | None]:
    """The failure, and how long to wait before the next try: None by default, negative for never."""
    try:
        request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST")
        with urlopen(request, timeout=TIMEOUT_SECONDS):
            return None, None
    except HTTPError as error:
        with error:
            return f"HTTP {error.code} {_answer(error)}".strip(), _wait_after(error)
    except (OSError, HTTPException) as error:
        return f"{type(error).__name__}: {getattr(error, 'reason', None) or error}", None
    except ValueError:
        return "its address is not a URL", -1.0


def _answer(error: HTTPError) -> str:
    try:
        return error.read(200).decode("utf-8", "replace").replace("\n", " ")
    except (OSError, HTTPException):
        return ""


def _wait_after(error: HTTPError) -> float | None:
    if error.code != 429 and error.code < 500:
        return -1.0
    try:
        return max(0.0, float(error.headers.get("Retry-After", "")))
    except ValueError:
        return None
