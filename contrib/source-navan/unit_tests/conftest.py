"""A server that answers as Navan does: sign-in, one booking in one month, one fee, one user, one receipt."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

pytest_plugins = ["airbyte_cdk.test.utils.manifest_only_fixtures"]

NOON = "2026-02-03T12:00:00Z"
NOON_SECONDS = 1770120000
PASSPORT = {"countryOfIssue": "SE"}
BOOKING = {"uuid": "b1", "created": NOON, "lastModified": NOON, "booker": {"name": "A", "passport": PASSPORT}}


def travel(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"data": rows, "page": {"totalPages": 1, "currentPage": 0, "pageSize": 100, "totalElements": len(rows)}}


def bookings(query: dict[str, list[str]]) -> dict[str, Any]:
    inside = int(query["createdFrom"][0]) <= NOON_SECONDS < int(query["createdTo"][0])
    return travel([BOOKING] if inside else [])


def expense(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"content": rows, "next_cursor": None}


ANSWERS = {
    "/v1/bookings": bookings,
    "/v1/users": lambda query: travel([{"id": "u1"}]),
    "/v1/expense/fees": lambda query: expense([{"id": "t1", "modified_timestamp": NOON}]),
    "/v1/expense/transactions/receipts": lambda query: expense([{"transaction_id": "t1"}]),
}


@dataclass
class Navan:
    url: str = ""
    regions: set[str | None] = field(default_factory=set)
    paths: list[str] = field(default_factory=list)
    silences: int = 0
    """So many requests get no answer."""
    closed: threading.Event = field(default_factory=threading.Event)

    def config(self, **more: Any) -> dict[str, Any]:
        return {
            "client_id": "id",
            "client_secret": "secret",
            "start_date": "2026-01-15T00:00:00Z",
            "transaction_types": ["fees"],
            "advanced": {"api_url": self.url},
            **more,
        }


def handler(navan: Navan) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.answer({"access_token": "token", "token_type": "bearer", "expires_in": 43199})

        def do_GET(self) -> None:
            navan.regions.add(self.headers.get("X-ta-region"))
            parts = urlsplit(self.path)
            navan.paths.append(parts.path)
            if navan.silences > 0:
                navan.silences -= 1
                navan.closed.wait()
                return
            self.answer(ANSWERS[parts.path](parse_qs(parts.query)))

        def answer(self, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """stderr stays empty."""

    return Handler


@pytest.fixture
def navan() -> Iterator[Navan]:
    company = Navan()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(company))
    company.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield company
    company.closed.set()
    server.shutdown()
    server.server_close()
