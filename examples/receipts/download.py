"""Fetches one file: directly, without credentials, cookies or a proxy, within limits of time and size."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from typing import Callable
from urllib.parse import urljoin

from filetypes import HEAD_LENGTH, FileType, type_of
from problem import Failure
from target import Target, target_of

MOST_REDIRECTS = 5
CONNECT_SECONDS = 10.0
CHUNK_BYTES = 65_536
REDIRECTS = {301, 302, 303, 307, 308}
# A store of files refuses a link whose time is over with 403; others have their own opinion.
DEAD = {401, 403, 404, 410}
# What we ask for. http.client adds Host, and nothing that says who we are.
HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "source-navan-receipts", "Connection": "close"}


@dataclass(frozen=True)
class Limits:
    """`seconds`: for one file; the look-up of a host counts, but only the system ends it. `stop`: ends downloads in progress."""

    bytes: int
    seconds: float
    allows_loopback: bool
    stop: threading.Event = field(default_factory=threading.Event)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Connection(HTTPConnection):
    """Connects to an address that was checked. From `abort` on, all of its operations end at once."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        # HTTPConnection leaves the default port out of the header Host, which is part of what a link's signature covers.
        self.default_port = 443 if target.is_https else 80
        self._target = target
        self._channel: socket.socket | None = None
        self.is_late = False

    def connect(self) -> None:
        self.sock = self._channel = self._connected()
        if self._target.is_https:
            # The handshake follows once `abort` knows the socket: a server could draw it out.
            secure = _tls().wrap_socket(self.sock, server_hostname=self._target.host, do_handshake_on_connect=False)
            self.sock = self._channel = secure
            secure.do_handshake()
        self.sock.settimeout(None)
        if self.is_late:
            raise TimeoutError

    def abort(self) -> None:
        self.is_late = True
        try:
            if self._channel is not None:
                # Not SSLSocket's own, which would let the reader go on in plain text.
                socket.socket.shutdown(self._channel, socket.SHUT_RDWR)
        except OSError:
            pass  # It is closed already.

    def _connected(self) -> socket.socket:
        for address in self._target.addresses:
            try:
                return socket.create_connection((address, self._target.port), CONNECT_SECONDS)
            except OSError as error:
                problem = error
        raise problem


def download(link: str, limits: Limits, write: Callable[[bytes], None]) -> FileType:
    """Follows redirects, each of which is checked like the link."""
    ends_at = time.monotonic() + limits.seconds
    url = link
    for _ in range(1 + MOST_REDIRECTS):
        target = target_of(url, limits.allows_loopback)
        connection = _Connection(target)
        timer = threading.Timer(max(0.0, ends_at - time.monotonic()), connection.abort)
        timer.daemon = True
        timer.start()
        try:
            connection.request("GET", target.resource, headers=HEADERS)
            with connection.getresponse() as response:
                if response.status not in REDIRECTS:
                    return _received(response, limits, write)
                url = _next(url, response)
        except (Failure, OSError, HTTPException, ValueError) as error:
            # A connection that was aborted looks like one that ended, in the headers, too.
            if connection.is_late:
                raise Failure(f"took longer than {limits.seconds:g} seconds", is_temporary=True) from error
            if isinstance(error, Failure):
                raise
            raise _failure(error, target.host) from error
        finally:
            timer.cancel()
            connection.close()
    raise Failure(f"redirects more than {MOST_REDIRECTS} times")


def _next(url: str, response: HTTPResponse) -> str:
    try:
        return urljoin(url, response.getheader("Location", ""))
    except ValueError as error:
        raise Failure(f"HTTP {response.status} to what is not a URL") from error


def _received(response: HTTPResponse, limits: Limits, write: Callable[[bytes], None]) -> FileType:
    length = _length(response, limits)
    head, count, kind = b"", 0, None
    while chunk := response.read1(CHUNK_BYTES):
        count += len(chunk)
        if count > limits.bytes:
            raise _too_large(limits)
        if limits.stop.is_set():
            raise Failure("the run was stopped", is_temporary=True)
        if kind is None:
            head += chunk
            kind = type_of(head)
            if kind is None and len(head) >= HEAD_LENGTH:
                raise _wrong_type(head)
        write(chunk)
    if length is not None and count < length:
        raise IncompleteRead(b"", length - count)
    if count == 0:
        raise Failure("is empty")
    if kind is None:
        raise _wrong_type(head)
    return kind


def _length(response: HTTPResponse, limits: Limits) -> int | None:
    """None: in chunks, of which the last says that it is the last."""
    status = response.status
    if status in DEAD:
        raise Failure(f"HTTP {status}: the link is dead", is_dead=True)
    if status != 200:
        raise Failure(f"HTTP {status}", is_temporary=status == 429 or status >= 500)
    if response.length is None and not response.chunked:
        raise Failure("the server does not say how long it is, so that a part could pass for the whole")
    if response.length is not None and response.length > limits.bytes:
        raise _too_large(limits)
    return response.length


def _wrong_type(head: bytes) -> Failure:
    return Failure(f"is neither a PDF nor a picture: it begins with {ascii(head[:HEAD_LENGTH])[1:]}")


def _too_large(limits: Limits) -> Failure:
    return Failure(f"is larger than {limits.bytes / 1_000_000:g} MB (--max-mb)")


def _failure(error: Exception, host: str) -> Failure:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure(f"the certificate of {host} is not valid: {error.verify_message}")
    if isinstance(error, IncompleteRead):
        return Failure(f"the connection to {host} ended before the file did", is_temporary=True)
    if isinstance(error, TimeoutError):
        return Failure(f"{host} does not answer", is_temporary=True)
    return Failure(f"{host}: {getattr(error, 'strerror', None) or type(error).__name__}", is_temporary=True)
