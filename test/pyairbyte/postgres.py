"""A PostgreSQL of the test's own: its cluster in a temporary folder, on a free port of 127.0.0.1."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

ADMIN = "navan"


@dataclass(frozen=True)
class Postgres:
    port: int
    user: str = ADMIN
    database: str = "postgres"


def binaries() -> Path | None:
    """Where Debian's package puts them: outside of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="source-navan-postgres-"))
    owner = _owner(folder)
    data, port = folder / "data", _free_port()
    server = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"

    def run(program: str, *arguments: str) -> None:
        subprocess.run([programs / program, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, **owner)

    try:
        run("initdb", "-D", str(data), "-U", ADMIN, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "start", "-w", "-D", str(data), "-l", str(folder / "log"), "-o", server)
        try:
            yield Postgres(port)
        finally:
            run("pg_ctl", "stop", "-m", "immediate", "-D", str(data))
    finally:
        shutil.rmtree(folder)


def _owner(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so that root hands the folder to the user of Debian's package."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
