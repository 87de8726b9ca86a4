"""What is asked, and of whom: addresses, redirects, credentials, certificates; how types and names are found."""

from __future__ import annotations

import ast
import shlex
import socket
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Iterator

import pytest

import target
from download import Limits, download
from filetypes import type_of
from folder import file_of
from problem import Failure
from script import IDS, SCRIPT, Script
from settings import arguments
from simulator import Simulator
from target import target_of

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What hosts resolve to; an address resolves to itself."""
    known: dict[str, list[str]] = {}

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(0, 0, 0, "", (address, port)) for address in known.get(host, [host])]

    monkeypatch.setattr(target.socket, "getaddrinfo", resolve)
    return known


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "64:ff9b::7f00:1",
])  # fmt: skip
def test_addresses_that_are_not_public_are_refused(names: dict[str, list[str]], address: str) -> None:
    names["files.example.com"] = ["93.184.216.34", address]
    with pytest.raises(Failure, match="of a private network or of this machine"):
        target_of("https://files.example.com/a", allows_loopback=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_public_addresses_are_allowed_and_are_those_that_are_connected_to(names: dict[str, list[str]], address: str) -> None:
    names["files.example.com"] = [address]
    assert target_of("https://files.example.com/a", allows_loopback=False).addresses == (address,)


@pytest.mark.parametrize(("url", "reason"), [
    ("http://files.example.com/a", "begins with 'http', not with https"),
    ("ftp://files.example.com/a", "begins with 'ftp'"),
    ("file:///etc/passwd", "begins with 'file'"),
    ("/relative", "begins with ''"),
    ("", "begins with ''"),
    ("https:///a", "has no host"),
    ("https://user:word@files.example.com/a", "has a user name in it"),
    ("https://files.example.com:port/a", "is not a URL"),
    ("https://[::1/a", "is not a URL"),
    (f"https://{'a' * 64}.example.com/a", "is not a URL"),
])  # fmt: skip
def test_links_of_another_form_are_refused(names: dict[str, list[str]], url: str, reason: str) -> None:
    names["files.example.com"] = ["93.184.216.34"]
    with pytest.raises(Failure, match=reason) as failed:
        target_of(url, allows_loopback=False)
    assert "word" not in str(failed.value)


@pytest.mark.parametrize("host", ["files.example.com", "10.0.0.1"])
def test_only_loopback_is_allowed_without_https(names: dict[str, list[str]], host: str) -> None:
    names["files.example.com"] = ["93.184.216.34"]
    with pytest.raises(Failure, match="without https"):
        target_of(f"http://{host}/a", allows_loopback=True)


def test_loopback_is_refused_unless_it_is_allowed() -> None:
    for url in ("https://127.0.0.1/", "https://localhost/", "https://2130706433/", "https://[::1]/"):
        with pytest.raises(Failure, match="of this machine"):
            target_of(url, allows_loopback=False)
    assert target_of("http://127.0.0.1:8080/", allows_loopback=True).port == 8080


def test_a_link_cannot_add_to_the_request(names: dict[str, list[str]]) -> None:
    names["files.example.com"] = ["93.184.216.34"]
    found = target_of("https://files.example.com/ä b\x01?q=\u2028&X-Amz-Signature=a%2Fb+c/d#part", allows_loopback=False)
    assert found.resource == "/%C3%A4%20b%01?q=%E2%80%A8&X-Amz-Signature=a%2Fb+c/d"


@pytest.mark.parametrize(("location", "reason"), [
    ("http://192.0.2.1/", "its link leads to 192.0.2.1 without https"),
    ("https://10.0.0.1/", "its link leads to 10.0.0.1, which has the address 10.0.0.1 of a private network"),
    ("https://169.254.169.254/latest/meta-data", "its link leads to 169.254.169.254, which"),
    ("//[fe80::1]/", "its link leads to fe80::1 without https"),
    ("file:///etc/passwd", "its link begins with 'file', not with https"),
    ("http://[", "HTTP 302 to what is not a URL"),
    (f"/receipt-files/{IDS[0]}", "redirects more than 5 times"),
    ("", "redirects more than 5 times"),
])  # fmt: skip
def test_redirects_are_checked_like_links(script: Script, simulator: Simulator, location: str, reason: str) -> None:
    simulator.control("faults", [{"match": {"path": f"/receipt-files/{IDS[0]}"}, "fault": {"kind": "redirect", "location": location}}])
    assert script.reason().startswith(reason)


def test_a_redirect_is_followed(script: Script, simulator: Simulator) -> None:
    to = {"kind": "redirect", "location": "elsewhere?a=b", "status": 307}
    simulator.control("faults", [{"match": {"path": f"/receipt-files/{IDS[0]}"}, "fault": to}])
    script.links(IDS[:1])
    assert script.stored().startswith("1 stored")
    assert [(each["path"], each["params"]) for each in simulator.requests()][1:] == [("/receipt-files/elsewhere", {"a": "b"})]


class Files(ThreadingHTTPServer):
    """Serves PDFs, with a cookie, after a redirect. `asked`: the headers of each request."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Files

    def do_GET(self) -> None:
        self.server.asked.append({name.lower(): value for name, value in self.headers.items()})
        is_last = self.path.endswith("/last")
        self.send_response(200 if is_last else 302)
        self.send_header("Set-Cookie", "session=1; Path=/")
        self.send_header("Content-Length", str(len(PDF) if is_last else 0))
        if not is_last:
            self.send_header("Location", f"{self.path}/last")
        self.end_headers()
        if is_last:
            self.wfile.write(PDF)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Files]:
    with Files() as files:
        thread = threading.Thread(target=files.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield files
        files.shutdown()
        thread.join()


def test_no_credential_cookie_or_proxy_is_used(script: Script, server: Files, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("default login user password word\n")
    (tmp_path / ".netrc").chmod(0o600)
    proxy = "http://user:word@127.0.0.1:9"
    proxies = {name: proxy for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")}
    script.environment = {"HOME": str(tmp_path), "NETRC": str(tmp_path / ".netrc"), **proxies}
    script.url = f"http://127.0.0.1:{server.server_port}"
    script.links(IDS[:2])
    assert script.stored().startswith("2 stored")
    assert len(server.asked) == 4
    host = f"127.0.0.1:{server.server_port}"
    usual = {"host": host, "accept": "*/*", "accept-encoding": "identity", "user-agent": "source-navan-receipts", "connection": "close"}
    assert server.asked == [usual] * 4


def test_the_address_that_was_checked_is_connected_to(server: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    written: list[bytes] = []
    url = f"http://files.example.com:{server.server_port}/last"
    assert download(url, Limits(1000, 5, allows_loopback=True), written.append).extension == "pdf"
    assert (looked_up, b"".join(written)) == (["files.example.com", "127.0.0.1"], PDF)
    assert server.asked[0]["host"] == f"files.example.com:{server.server_port}"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For localhost, signed by itself, with its key."""
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, *name, "-keyout", file, "-out", f"{file}.cert"], check=True, stderr=subprocess.DEVNULL)
    file.write_text(file.read_text() + Path(f"{file}.cert").read_text())
    return file


@pytest.mark.parametrize(("host", "is_trusted", "reason"), [
    ("localhost", True, None),
    ("localhost", False, "the certificate of localhost is not valid: self"),
    ("127.0.0.1", True, "the certificate of 127.0.0.1 is not valid: IP address mismatch"),
])  # fmt: skip
def test_certificates_are_checked(
    script: Script, server: Files, certificate: Path, host: str, is_trusted: bool, reason: str | None
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    script.environment = {"SSL_CERT_FILE": str(certificate)} if is_trusted else {}
    script.url = f"https://{host}:{server.server_port}"
    if reason is None:
        script.links(IDS[:1])
        assert script.stored().startswith("1 stored")
        assert script.files() == {f"{IDS[0]}.receipt.pdf": PDF}
    else:
        assert script.reason("--tries", "3").startswith(reason)


@pytest.mark.parametrize(("head", "extension"), [
    (b"%PDF-1.4", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff\xe0", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"RIFF\n\n\n\nWEBP", "webp"), (b"\0\0\0\x18ftypheic", "heic"), (b"\n\0\0\x18ftypmif1", "heic"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"),
])  # fmt: skip
def test_types_are_told_from_the_first_bytes(head: bytes, extension: str) -> None:
    kind = type_of(head + b"\0" * 8)
    assert kind and kind.extension == extension


@pytest.mark.parametrize("head", [
    b"", b"%PDF", b" %PDF-1.7", b"<svg xmlns=", b"<html>", b"PK\x03\x04", b"\x7fELF", b"MZ\x90", b"#!/bin/sh", b"RIFF\0\0\0\0AVI ",
    b"\0\0\0\x18ftypmp42", b"\x89PNG\n\x1a\n",
])  # fmt: skip
def test_other_types_are_not_stored(head: bytes) -> None:
    assert type_of(head) is None


def test_a_plain_id_is_the_name_of_its_file() -> None:
    assert file_of(IDS[0], "receipt", "pdf") == f"files/{IDS[0]}.receipt.pdf"


HOSTILE = [
    "../x", "../../etc/passwd", "/etc/passwd", "..", ".", "", "a/b", "a\\b", "a\0b", "\n", "x" * 5000, "é" * 300, "\ud800", "ABCDEFGH", "abcdefgH",
    "abcdefgh", "con", "nul", "com1", "-rf", ".new-abcdefgh", "abcdefgh.", "abcdefgh ", "a" * 64, "a" * 65, "manifest.jsonl", "\u202egpj.exe",
]  # fmt: skip


def test_names_of_files_are_safe_and_of_one_transaction() -> None:
    names = [file_of(each, "receipt", "pdf").removeprefix("files/") for each in HOSTILE]
    for name in names:
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.") and len(name) < 128
        assert name[0] not in "-." and ".." not in name
        assert name.split(".")[0] not in ("con", "nul", "com1")
    assert len({name.lower() for name in names}) == len(names)
    # An ID that is another's name is another transaction's all the same.
    stem = names[0].removesuffix(".receipt.pdf")
    assert file_of(stem, "receipt", "pdf") != f"files/{stem}.receipt.pdf"


def test_the_crontabs_arguments_are_the_scripts() -> None:
    (line,) = [each for each in (SCRIPT.parent / "crontab").read_text().splitlines() if not each.startswith("#")]
    words = shlex.split(line.partition(" 2>&1 | ")[0])
    options = arguments(words[words.index("/opt/navan-receipts/receipts.py") + 1 :])
    assert (options.to, options.table) == (Path("/var/lib/navan-receipts"), "navan.transaction_receipts")
    assert "%" not in line  # cron takes it for a line break.


def test_the_script_needs_no_python_later_than_3_10_and_no_package() -> None:
    own = {file.stem for file in SCRIPT.parent.glob("*.py")}
    for file in SCRIPT.parent.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 10))
        imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        assert imported - own - set(sys.stdlib_module_names) <= ({"duckdb", "psycopg"} if file.stem == "links" else set())
