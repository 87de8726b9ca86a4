"""What is on the disk: also after a kill, on a full disk, with two runs at once, with links in the folder."""

from __future__ import annotations

import errno
import json
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import folder as folder_module
from folder import Folder, Receipt
from problem import Problem
from script import IDS, SCRIPT, Script
from simulator import Simulator
from test_rules import HOSTILE


def asked(simulator: Simulator) -> list[str]:
    return [each["path"].removeprefix("/receipt-files/") for each in simulator.requests()]


def expect_whole(script: Script, count: int) -> None:
    """Every file has its line and every line its file."""
    result = script.verify()
    assert (result.stdout, result.stderr, result.status) == (f"{count} receipts, 0 problems\n", "", 0)
    assert len(script.files()) == count


def expect_nothing_half(script: Script) -> None:
    files = script.files()
    assert {Path(line["file"]).name: line["bytes"] for line in script.manifest()} == {name: len(content) for name, content in files.items()}


def test_hostile_ids_stay_in_the_folder(script: Script, tmp_path: Path) -> None:
    ids = [each for each in HOSTILE if each]
    lines = [{"transaction_id": each, "receipt_url": script.link(f"n{number}")} for number, each in enumerate(ids)]
    messages = ({"type": "RECORD", "record": {"stream": "transaction_receipts", "data": data}} for data in lines)
    script.output.write_text("".join(json.dumps(each) + "\n" for each in messages))
    before = set(tmp_path.rglob("*"))
    assert script.stored() == f"{len(ids)} stored, 0 stored before, 0 not stored"
    assert {line["transaction_id"] for line in script.manifest()} == set(ids)
    outside = {path for path in set(tmp_path.rglob("*")) - before if script.folder not in [path, *path.parents]}
    assert outside == set()
    expect_whole(script, len(ids))
    assert script.stored() == f"0 stored, {len(ids)} stored before, 0 not stored"


def test_a_hostile_id_is_printed_harmlessly(script: Script, simulator: Simulator) -> None:
    simulator.control("faults", [{"fault": {"kind": "empty"}}])
    script.links(["\x1b[2J\n" + "x" * 500])
    (line,) = script.run().stderr.splitlines()
    assert line.startswith(r"receipts.py: \x1b[2J\nxxx") and len(line) < 150


def test_receipts_are_for_their_owner_alone(script: Script) -> None:
    script.links(IDS[:1])
    previous = os.umask(0)
    try:
        script.stored()
    finally:
        os.umask(previous)
    for path in [script.folder, *script.folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_two_runs_at_once(script: Script, simulator: Simulator) -> None:
    slow = {"match": {"path": f"/receipt-files/{IDS[0]}"}, "fault": {"kind": "slow", "bytesPerSecond": 10}}
    simulator.control("faults", [slow])
    script.links(IDS[:8])
    first = script.start()
    while len(asked(simulator)) < 8 or len(script.manifest()) < 7:
        time.sleep(0.02)
    for second in (script.run(), script.verify()):
        assert (second.status, second.stdout) == (3, "")
        assert second.stderr == f"receipts.py: another run is at work in {script.folder}. It goes on, and this one ends\n"
    assert sorted(asked(simulator)) == IDS[:8]
    first.terminate()
    assert script.end(first).stdout == "7 stored, 0 stored before, 1 not stored\n"
    simulator.control("faults", [])
    assert script.stored() == "1 stored, 7 stored before, 0 not stored"


def test_killed_at_any_moment_the_next_run_goes_on(script: Script, simulator: Simulator) -> None:
    simulator.control("latency", {"ms": 20, "jitterMs": 20})
    script.links(IDS[:60])
    for kill in range(1, 4):
        known = len(script.manifest()) if kill > 1 else 0
        simulator.control("reset-log")
        process = script.start()
        while len(asked(simulator)) < 12:
            time.sleep(0.005)
        process.kill()
        process.communicate()
        stored = {line["transaction_id"] for line in script.manifest()}
        assert len(stored) > known
        assert len([name for name in script.files() if not name.startswith(".")]) - len(stored) in (0, 1)
        # What was stored is not fetched again, now or below.
        assert len(set(asked(simulator)) - stored) <= 4 + 1
    simulator.control("reset-log")
    assert script.stored() == f"{60 - len(stored)} stored, {len(stored)} stored before, 0 not stored"
    assert sorted(asked(simulator)) == sorted(set(IDS[:60]) - stored)
    expect_whole(script, 60)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_ends_at_once_and_leaves_nothing_half(script: Script, simulator: Simulator, stop: signal.Signals) -> None:
    faults = [{"match": {"path": f"/receipt-files/{each}"}, "fault": {"kind": "slow", "bytesPerSecond": 100}} for each in IDS[2:50]]
    simulator.control("faults", faults)
    script.links(IDS[:50])
    process = script.start()
    while len(asked(simulator)) < 6:
        time.sleep(0.01)
    process.send_signal(stop)
    started = time.monotonic()
    result = script.end(process)
    assert time.monotonic() - started < 10
    assert (result.status, result.stdout) == (1, "2 stored, 0 stored before, 48 not stored\n")
    assert result.stderr == "receipts.py: stopped: the next run continues\n"
    expect_nothing_half(script)


# What no longer fits is a line of the manifest, or a receipt.
@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_file_size_limit_leaves_nothing_half(script: Script, simulator: Simulator, size: int) -> None:
    simulator.control("set", {"receiptBytes": size})
    script.links(IDS[:50])
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))  # noqa: E731
    result = script.run(preexec_fn=limit)
    assert result.status == 1
    assert result.stderr == "receipts.py: the folder can't be used: File too large\n"
    assert len(script.manifest()) == (0 if size > 4_000 else len(script.files())) < 50
    expect_nothing_half(script)
    assert len(asked(simulator)) < 50
    assert script.run().status == 0
    expect_whole(script, 50)


def test_a_full_disk_ends_the_run_and_the_next_goes_on(script: Script, simulator: Simulator, tmp_path: Path) -> None:
    simulator.control("set", {"receiptBytes": 20_000})
    script.links(IDS[:50])
    disk, rest = tmp_path / "disk", tmp_path / "rest"
    disk.mkdir()
    # In a mount namespace of its own. What is on the small disk is copied before it goes with its namespace.
    steps = [
        f"mount -t tmpfs -o size=300k none {shlex.quote(str(disk))} || exit 99",
        '"$@"; echo "status $?"',
        f"cp -a {shlex.quote(str(disk))}/receipts {shlex.quote(str(rest))}",
    ]
    command = [sys.executable, str(SCRIPT), "--to", str(disk / "receipts"), "--jsonl", str(script.output), *script.options]
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    done = subprocess.run(["unshare", "--mount", *mapped, "sh", "-c", "; ".join(steps), "sh", *command], capture_output=True, text=True)
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    assert "status 1\n" in done.stdout
    assert done.stderr == "receipts.py: no space is left on the disk. Free some and run this again: what was stored stays\n"
    script.folder = rest
    kept = len(script.manifest())
    assert 5 < kept < 15
    expect_nothing_half(script)
    assert script.stored() == f"{50 - kept} stored, {kept} stored before, 0 not stored"
    expect_whole(script, 50)


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_a_line_that_cannot_be_written_takes_its_file_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    folder = Folder(tmp_path / "receipts")
    manifest = (tmp_path / "receipts" / "manifest.jsonl").stat().st_ino
    real = getattr(os, failing)

    def full(handle: int, *rest: Any) -> Any:
        if os.fstat(handle).st_ino != manifest:
            return real(handle, *rest)
        os.pwrite(handle, b'{"half', 0)
        raise OSError(errno.ENOSPC, "No space left on device")

    with folder.new_file() as new:
        new.write(b"%PDF-1.7")
        monkeypatch.setattr(folder_module.os, failing, full)
        with pytest.raises(Problem, match="no space is left"):
            folder.store(new, Receipt(IDS[0], "receipt", "files/a.receipt.pdf", new.sha256, new.bytes, "application/pdf", ""))
    assert (os.listdir(tmp_path / "receipts" / "files"), folder.receipts) == ([], {})
    assert (tmp_path / "receipts" / "manifest.jsonl").read_bytes() == b""


def test_half_a_line_of_the_manifest_is_dropped(script: Script) -> None:
    script.links(IDS[:2])
    script.stored("--parallel", "1")
    manifest = script.folder / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-30])
    assert script.stored() == "1 stored, 1 stored before, 0 not stored"
    expect_whole(script, 2)


@pytest.mark.parametrize("line", ["x", "[]", "{}", '{"transaction_id": "a"}', "\x00"])
def test_a_manifest_of_something_else_is_left_alone(script: Script, line: str) -> None:
    script.folder.mkdir()
    (script.folder / "manifest.jsonl").write_text(f"{line}\n")
    script.links(IDS[:1])
    result = script.run()
    assert (result.status, "line 1 of manifest.jsonl is not one of this script's" in result.stderr) == (1, True), result
    assert (script.folder / "manifest.jsonl").read_text() == f"{line}\n"


def test_leftovers_are_removed(script: Script) -> None:
    script.links(IDS[:1])
    script.stored()
    (script.folder / "files" / ".new-0123").write_text("half")
    script.stored()
    expect_whole(script, 1)


@pytest.mark.parametrize("name", ["files", "manifest.jsonl", ".lock"])
def test_links_inside_the_folder_are_not_followed(script: Script, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir() if name == "files" else elsewhere.touch()
    script.folder.mkdir()
    (script.folder / name).symlink_to(elsewhere)
    script.links(IDS[:1])
    result = script.run()
    assert (result.status, result.stderr.startswith("receipts.py: the folder can't be used: ")) == (1, True), result
    assert list(elsewhere.iterdir()) == [] if name == "files" else elsewhere.read_bytes() == b""


def test_a_link_in_the_place_of_a_file_is_replaced(script: Script, simulator: Simulator, tmp_path: Path) -> None:
    script.links(IDS[:1])
    script.stored()
    (file,) = (script.folder / "files").iterdir()
    shutil.rmtree(script.folder)
    (tmp_path / "victim").write_text("untouched")
    (script.folder / "files").mkdir(parents=True)
    (script.folder / "files" / file.name).symlink_to(tmp_path / "victim")
    script.stored()
    assert (tmp_path / "victim").read_text() == "untouched"
    assert not file.is_symlink()
    expect_whole(script, 1)


def test_verify_names_what_is_missing_changed_or_unknown(script: Script) -> None:
    script.links(IDS[:4])
    script.stored()
    first, second, third, _ = sorted((script.folder / "files").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1] + b"!")
    third.write_bytes(third.read_bytes() + b"!")
    (script.folder / "files" / "other\n").touch()
    result = script.verify()
    assert (result.status, result.stdout) == (1, "4 receipts, 4 problems\n")
    assert sorted(result.stderr.splitlines()) == sorted([
        f"receipts.py: files/{first.name} is missing",
        f"receipts.py: files/{second.name} was changed after it was stored",
        f"receipts.py: files/{third.name} was changed after it was stored",
        r"receipts.py: files/other\n is not in manifest.jsonl",
    ])  # fmt: skip


def test_a_file_that_was_moved_away_is_not_fetched_again_unless_its_line_is_deleted(script: Script, simulator: Simulator) -> None:
    script.links(IDS[:2])
    script.stored("--parallel", "1")
    for file in (script.folder / "files").iterdir():
        file.unlink()
    assert script.stored() == "0 stored, 2 stored before, 0 not stored"
    lines = (script.folder / "manifest.jsonl").read_text().splitlines(keepends=True)
    (script.folder / "manifest.jsonl").write_text(lines[0])
    assert script.stored() == "1 stored, 1 stored before, 0 not stored"


def test_verify_needs_a_folder_of_receipts(script: Script) -> None:
    result = script.verify()
    assert (result.status, result.stderr) == (1, f"receipts.py: there is no manifest.jsonl in {script.folder}\n")
    assert not script.folder.exists()


def test_a_folder_that_cannot_be_made_is_named(script: Script, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    script.folder = tmp_path / "file" / "receipts"
    script.links(IDS[:1])
    result = script.run()
    assert (result.status, result.stderr) == (1, f"receipts.py: the folder can't be used: Not a directory: {script.folder}\n")
