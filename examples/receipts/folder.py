"""The folder: `files/`, and `manifest.jsonl` with one line per stored receipt. A line is written once its file is safe."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import secrets
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Iterator

from problem import Problem

FILES = "files"
MANIFEST = "manifest.jsonl"
TEMPORARY = ".new-"
FULL = {errno.ENOSPC, errno.EDQUOT}
# A Navan ID as it is: a UUID. Eight characters leave no room for names that Windows reserves.
PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9-]{7,63}")
NO_FOLLOW = os.O_NOFOLLOW | os.O_CLOEXEC

Key = tuple[str, str]


class Busy(Exception):
    """Another run has the lock."""


@dataclass(frozen=True)
class Receipt:
    """A line of the manifest. `receipt`: which of the transaction's. `file`: inside of the folder. `fetched_at`: UTC."""

    transaction_id: str
    receipt: str
    file: str
    sha256: str
    bytes: int
    type: str
    fetched_at: str

    @property
    def key(self) -> Key:
        return self.transaction_id, self.receipt


class NewFile:
    """A file under a temporary name."""

    def __init__(self, name: str, handle: int) -> None:
        self.name = name
        self.bytes = 0
        self.handle = handle
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        with _storing():
            _write_all(self.handle, piece)
        self._hash.update(piece)
        self.bytes += len(piece)


class Folder:
    """Open in one process at a time, and used by several threads there. Names are resolved below open directories, and links are not followed."""

    def __init__(self, path: Path) -> None:
        self._writing = Lock()
        with _storing():
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            self._lock()
            self._files = self._subfolder()
            self._manifest = os.open(MANIFEST, os.O_RDWR | os.O_CREAT | os.O_APPEND | NO_FOLLOW, 0o600, dir_fd=self._root)
            os.fsync(self._root)
            self._remove_leftovers()
            self.receipts = {receipt.key: receipt for receipt in self._read()}

    @contextmanager
    def new_file(self) -> Iterator[NewFile]:
        """Gone at the end unless it was stored."""
        name = f"{TEMPORARY}{secrets.token_hex(8)}"
        with _storing():
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600, dir_fd=self._files)
        try:
            yield NewFile(name, handle)
        finally:
            os.close(handle)
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=self._files)

    def store(self, new: NewFile, receipt: Receipt) -> None:
        name = receipt.file.removeprefix(f"{FILES}/")
        with self._writing, _storing():
            os.fsync(new.handle)
            os.rename(new.name, name, src_dir_fd=self._files, dst_dir_fd=self._files)
            os.fsync(self._files)
            try:
                self._append(receipt)
            except OSError:
                os.unlink(name, dir_fd=self._files)
                raise
            self.receipts[receipt.key] = receipt

    def wrong(self) -> Iterator[str]:
        """Compares the files with the manifest."""
        names = set(os.listdir(self._files))
        for receipt in self.receipts.values():
            name = receipt.file.removeprefix(f"{FILES}/")
            if name not in names:
                yield f"{receipt.file} is missing"
            elif self._digest(name) != (receipt.bytes, receipt.sha256):
                yield f"{receipt.file} was changed after it was stored"
        known = {receipt.file.removeprefix(f"{FILES}/") for receipt in self.receipts.values()}
        yield from (f"{FILES}/{ascii(name)[1:-1]} is not in {MANIFEST}" for name in sorted(names - known))

    def _lock(self) -> None:
        handle = os.open(".lock", os.O_RDWR | os.O_CREAT | NO_FOLLOW, 0o600, dir_fd=self._root)
        try:
            # Held until the process ends, however it ends.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error

    def _subfolder(self) -> int:
        with suppress(FileExistsError):
            os.mkdir(FILES, 0o700, dir_fd=self._root)
        return os.open(FILES, os.O_RDONLY | os.O_DIRECTORY | NO_FOLLOW, dir_fd=self._root)

    def _remove_leftovers(self) -> None:
        for name in os.listdir(self._files):
            if name.startswith(TEMPORARY):
                os.unlink(name, dir_fd=self._files)

    def _read(self) -> Iterator[Receipt]:
        with open(os.dup(self._manifest), "rb") as file:
            content = file.read()
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):
            # The power failed during a write. The receipt is fetched again.
            os.ftruncate(self._manifest, len(whole))
        for number, line in enumerate(whole.splitlines(), 1):
            try:
                yield Receipt(**json.loads(line))
            except (ValueError, TypeError) as error:
                raise Problem(f"line {number} of {MANIFEST} is not one of this script's: repair or delete the line") from error

    def _append(self, receipt: Receipt) -> None:
        size = os.fstat(self._manifest).st_size
        try:
            _write_all(self._manifest, json.dumps(asdict(receipt)).encode() + b"\n")
            os.fsync(self._manifest)
        except OSError:
            os.ftruncate(self._manifest, size)
            raise

    def _digest(self, name: str) -> tuple[int, str]:
        with _storing():
            handle = os.open(name, os.O_RDONLY | NO_FOLLOW, dir_fd=self._files)
            with open(handle, "rb") as file:
                digest = hashlib.sha256()
                while piece := file.read(1 << 20):
                    digest.update(piece)
                return file.tell(), digest.hexdigest()


def file_of(transaction_id: str, receipt: str, extension: str) -> str:
    """The same name for the same receipt; another one for any other, also where case makes no difference."""
    stem = transaction_id
    if not PLAIN_ID.fullmatch(transaction_id):
        # A plain ID has no underscore.
        digest = hashlib.sha256(transaction_id.encode("utf-8", "surrogatepass")).hexdigest()
        stem = f"{re.sub(r'[^a-z0-9]+', '-', transaction_id.lower()).strip('-')[:40]}_{digest[:32]}"
    return f"{FILES}/{stem}.{receipt}.{extension}"


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


@contextmanager
def _storing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        name = f": {ascii(error.filename)[1:-1]}" if error.filename else ""
        if error.errno in FULL:
            raise Problem("no space is left on the disk. Free some and run this again: what was stored stays") from error
        raise Problem(f"the folder can't be used: {error.strerror}{name}") from error
