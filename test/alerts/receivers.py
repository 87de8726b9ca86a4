"""Stand-ins for Slack and PagerDuty on 127.0.0.1, and the job run against them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Iterator

JOB = Path(__file__).resolve().parents[2] / "examples" / "alerts" / "alerts.py"
ROUTING_KEY = "0123456789abcdef0123456789abcdef"


@dataclass
class Receiver:
    """`answers`: status and headers of the next responses; then its usual one."""

    usual: int
    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def take(self, body: dict[str, Any]) -> tuple[int, dict[str, str]]:
        status, headers = self.answers.pop(0) if self.answers else (self.usual, {})
        if status < 300:
            self.taken.append(body)
        else:
            self.refused += 1
        return status, headers


@contextmanager
def receiving(receiver: Receiver, path: str) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers = receiver.take(body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"ok" if status < 300 else b"refused_by_stand_in")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}{path}"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Result:
    status: int
    stdout: str
    stderr: str


@dataclass
class Job:
    """The job as cron starts it."""

    dsn: str
    table: str
    state: Path
    slack: Receiver
    pagerduty: Receiver
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *options: str) -> Result:
        secrets = {
            "SYNC_HEALTH_DSN": self.dsn,
            "SLACK_WEBHOOK_URL": self.slack.url,
            "PAGERDUTY_ROUTING_KEY": ROUTING_KEY,
            "PAGERDUTY_EVENTS_URL": self.pagerduty.url,
        }
        command = [sys.executable, str(JOB), "--table", self.table, "--state", str(self.state), *options]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **secrets, **self.environment}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return Result(done.returncode, done.stdout, done.stderr)

    def told(self, *options: str) -> tuple[list[str], list[str]]:
        """Runs it, and returns what arrived: Slack's first lines, PagerDuty's actions with severity and key."""
        self.slack.taken.clear()
        self.pagerduty.taken.clear()
        result = self.run(*options)
        assert (result.stderr, result.status) == ("", 0), result
        slack = [block["text"]["text"].split("\n")[0] for message in self.slack.taken for block in message["blocks"]]
        return slack, [_event(event) for event in self.pagerduty.taken]


def _event(event: dict[str, Any]) -> str:
    assert event["routing_key"] == ROUTING_KEY
    severity = [event["payload"]["severity"]] if event["event_action"] == "trigger" else []
    return " ".join([event["event_action"], *severity, event["dedup_key"]])
