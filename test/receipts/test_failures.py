"""Links and servers that fail, and what the script says of them."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from script import IDS, Script
from simulator import Simulator

FILE = f"/receipt-files/{IDS[0]}"


def fault(simulator: Simulator, kind: str, **details: Any) -> None:
    match = {key: details.pop(key) for key in ("nth", "path") if key in details}
    simulator.control("faults", [{"match": {"path": FILE, **match}, "fault": {"kind": kind, **details}}])


@pytest.mark.parametrize("status", ["403", "404", "410"])
def test_links_are_dead_after_seven_days(script: Script, simulator: Simulator, status: str) -> None:
    simulator.control("set", {"deadReceipts": status})
    signed = script.link(IDS[0]) + "?X-Amz-Date=20200101T000000Z&X-Amz-Expires=604800"
    script.link = lambda name: signed  # type: ignore[method-assign]
    script.links(IDS[:2])
    result = script.run()
    assert result.status == 1
    *failed, hint = result.stderr.splitlines()
    assert sorted(failed) == [f"receipts.py: {each} receipt: HTTP {status}: the link is dead" for each in IDS[:2]]
    assert hint == "receipts.py: dead links: 2. A link lives seven days at most: run this sooner after the sync"
    assert len(simulator.requests()) == 2


@pytest.mark.parametrize(("kind", "details", "reason"), [
    ("html", {}, "is neither a PDF nor a picture: it begins with '<!doctype html><'"),
    ("malformed", {"body": "MZ"}, "is neither a PDF nor a picture: it begins with 'MZ'"),
    ("malformed", {"body": "\n%PDF-1.7"}, "is neither a PDF nor a picture: it begins with '\\n%PDF-1.7'"),
    ("corruptGzip", {}, "is neither a PDF nor a picture: it begins with '\\x1f\\x8b"),
    ("empty", {}, "is empty"),
    ("truncate", {}, "the connection to 127.0.0.1 ended before the file did"),
    ("truncate", {"atBytes": 5}, "the connection to 127.0.0.1 ended before the file did"),
    ("reset", {}, "127.0.0.1: Connection reset by peer"),
    ("reset", {"afterBytes": 1000}, "127.0.0.1: Connection reset by peer"),
    ("hugeHeader", {"bytes": 100_000}, "127.0.0.1: LineTooLong"),
    ("status", {"status": 500}, "HTTP 500"),
    ("status", {"status": 400}, "HTTP 400"),
    ("status", {"status": 206, "body": "%PDF-1.7"}, "HTTP 206"),
    ("status", {"status": 304}, "HTTP 304"),
    ("endless", {}, "is neither a PDF nor a picture"),
])  # fmt: skip
def test_what_is_wrong_is_not_stored(script: Script, simulator: Simulator, kind: str, details: dict[str, Any], reason: str) -> None:
    fault(simulator, kind, **details)
    assert script.reason().startswith(reason)


def test_a_file_in_chunks_that_never_ends_is_too_large(script: Script) -> None:
    with served(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n%PDF-1.7\n\r\n", b"8000\r\n" + b" " * 0x8000 + b"\r\n") as url:
        script.url = url
        assert script.reason("--max-mb", "0.5") == "is larger than 0.5 MB (--max-mb)"


def test_a_file_in_chunks_that_is_cut_off_is_not_stored(script: Script) -> None:
    with served(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n%PDF-1.7\n\r\n") as url:
        script.url = url
        assert script.reason() == "the connection to 127.0.0.1 ended before the file did"


def test_a_file_whose_end_is_not_known_is_not_stored(script: Script) -> None:
    with served(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7") as url:
        script.url = url
        assert script.reason().startswith("the server does not say how long it is")


def test_a_large_file_is_refused_by_its_length(script: Script, simulator: Simulator) -> None:
    simulator.control("set", {"receiptBytes": 3_000_000})
    assert script.reason("--max-mb", "2.5") == "is larger than 2.5 MB (--max-mb)"
    assert script.stored("--max-mb", "3").startswith("1 stored")


@pytest.mark.parametrize(("kind", "details"), [
    ("stall", {}),
    ("stall", {"afterBytes": 500}),
    ("slow", {"bytesPerSecond": 100}),
])  # fmt: skip
def test_a_slow_server_has_its_time(script: Script, simulator: Simulator, kind: str, details: dict[str, Any]) -> None:
    fault(simulator, kind, **details)
    started = time.monotonic()
    assert script.reason("--seconds", "0.5") == "took longer than 0.5 seconds"
    assert time.monotonic() - started < 10


def test_headers_that_never_end_have_their_time(script: Script) -> None:
    with served(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", wait=0.2) as url:
        script.url = url
        assert script.reason("--seconds", "0.5") == "took longer than 0.5 seconds"


def test_a_tls_handshake_that_never_ends_has_its_time(script: Script) -> None:
    with served(b"", b"\x16\x03\x03\x3f\xff", wait=0.2) as url:
        script.url = url.replace("http:", "https:")
        started = time.monotonic()
        assert script.reason("--seconds", "0.5") == "took longer than 0.5 seconds"
        assert time.monotonic() - started < 8


def test_temporary_failures_are_retried(script: Script, simulator: Simulator) -> None:
    fault(simulator, "status", status=503, nth=1)
    script.links(IDS[:1])
    assert script.stored("--tries", "2") == "1 stored, 0 stored before, 0 not stored"
    assert [each["path"] for each in simulator.requests()] == [FILE, FILE]


def test_lasting_failures_are_not_retried(script: Script, simulator: Simulator) -> None:
    fault(simulator, "html")
    script.reason("--tries", "3")
    assert len(simulator.requests()) == 1


def test_the_others_are_stored_and_the_failed_one_by_a_later_run(script: Script, simulator: Simulator) -> None:
    fault(simulator, "status", status=503)
    script.links(IDS[:5])
    assert script.run().stdout == "4 stored, 0 stored before, 1 not stored\n"
    simulator.control("faults", [])
    assert script.stored() == "1 stored, 4 stored before, 0 not stored"


def test_a_network_that_is_down_ends_the_run(script: Script, simulator: Simulator) -> None:
    simulator.control("faults", [{"fault": {"kind": "reset"}}])
    script.links(IDS[:200])
    result = script.run()
    assert (result.status, result.stdout) == (1, "0 stored, 0 stored before, 200 not stored\n")
    assert "20 in a row can't be reached" in result.stderr.splitlines()[-1]
    assert len(simulator.requests()) < 40


def test_no_link_is_printed_or_stored(script: Script, simulator: Simulator) -> None:
    secret = "X-Amz-Signature=0123456789abcdef"
    own = script.link
    script.link = lambda name: f"{own(name)}?{secret}"  # type: ignore[method-assign]
    script.links(IDS[:8])
    faults = ["html", "truncate", "reset", "empty"]
    match = [{"match": {"path": f"/receipt-files/{IDS[number]}"}, "fault": {"kind": kind}} for number, kind in enumerate(faults)]
    bad = {"kind": "redirect", "location": f"http://192.0.2.1/?{secret}"}
    simulator.control("faults", [*match, {"match": {"path": f"/receipt-files/{IDS[4]}"}, "fault": bad}])
    result = script.run()
    assert result.stdout == "3 stored, 0 stored before, 5 not stored\n"
    kept = result.stdout + result.stderr + (script.folder / "manifest.jsonl").read_text()
    assert "0123456789abcdef" not in kept and "receipt-files" not in kept


class served:
    """A server that answers each connection with `first`, and then with `again` until the client leaves."""

    def __init__(self, first: bytes, again: bytes = b"", wait: float = 0.0) -> None:
        self.first, self.again, self.wait = first, again, wait
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve)

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.thread.join()
        self.listener.close()

    def _serve(self) -> None:
        connection, _ = self.listener.accept()
        with connection:
            connection.recv(65_536)
            try:
                connection.sendall(self.first)
                while self.again:
                    connection.sendall(self.again)
                    time.sleep(self.wait)
            except OSError:
                pass  # The client has left.
