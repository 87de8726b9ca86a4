"""Where links come from: the connector's output, a DuckDB file, PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from postgres import Postgres
from script import IDS, ROOT, Script, message
from simulator import Simulator

WEEK = 7 * 24 * 3600
COLUMNS = "(transaction_id varchar, receipt_url varchar, e_receipt_url varchar, _airbyte_extracted_at timestamp)"


def sync(simulator: Simulator, folder: Path) -> str:
    """The connector's output."""
    stream = {"name": "transaction_receipts", "json_schema": {}, "supported_sync_modes": ["full_refresh"]}
    catalog = {"streams": [{"stream": stream, "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}]}
    (folder / "config.json").write_text(json.dumps(simulator.control("config")))
    (folder / "catalog.json").write_text(json.dumps(catalog))
    command = [ROOT / "bin/source-navan", "read", "--config", folder / "config.json", "--catalog", folder / "catalog.json"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def rows_of(output: str) -> list[dict[str, Any]]:
    messages = [json.loads(line) for line in output.splitlines()]
    return [each["record"]["data"] for each in messages if each["type"] == "RECORD"]


def fetched(simulator: Simulator) -> list[str]:
    return [each["path"] for each in simulator.requests() if each["path"].startswith("/receipt-files/")]


def test_every_receipt_of_a_sync_is_stored_once(script: Script, simulator: Simulator, tmp_path: Path) -> None:
    script.output.write_text(sync(simulator, tmp_path))
    rows = rows_of(script.output.read_text())
    wanted = {(row["transaction_id"], name[:-4]) for row in rows for name in ("receipt_url", "e_receipt_url") if row[name]}
    assert len(wanted) > len(rows) > 20
    assert script.stored() == f"{len(wanted)} stored, 0 stored before, 0 not stored"

    lines = script.manifest()
    assert {(line["transaction_id"], line["receipt"]) for line in lines} == wanted
    files = script.files()
    for line in lines:
        content = files[Path(line["file"]).name]
        assert (line["bytes"], line["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert Path(line["file"]).name.startswith(f"{line['transaction_id']}.{line['receipt']}.")
        assert time.time() - time.mktime(time.strptime(line["fetched_at"], "%Y-%m-%dT%H:%M:%SZ")) + time.timezone < 60
    assert {(line["type"], Path(line["file"]).suffix) for line in lines} == {
        ("application/pdf", ".pdf"), ("image/jpeg", ".jpg"), ("image/png", ".png"),
    }  # fmt: skip

    # The links of the next sync differ.
    simulator.control("reset-log")
    script.output.write_text(sync(simulator, tmp_path))
    assert script.stored() == f"0 stored, {len(wanted)} stored before, 0 not stored"
    assert fetched(simulator) == []


def test_the_output_can_be_piped(script: Script) -> None:
    script.links(IDS[:3])
    with script.output.open() as output:
        assert script.run("--jsonl", "-", stdin=output).stdout == "3 stored, 0 stored before, 0 not stored\n"


def test_other_messages_and_streams_are_left_out(script: Script) -> None:
    script.links(IDS[:1])
    other = json.dumps({"type": "RECORD", "record": {"stream": "users", "data": {"transaction_id": "x", "receipt_url": "x"}}})
    script.output.write_text(f'{{"type":"LOG","log":{{}}}}\n{other}\n' + script.output.read_text())
    assert script.stored().startswith("1 stored")


def test_half_a_line_is_reported_and_the_others_are_fetched(script: Script) -> None:
    script.links(IDS[:2])
    script.output.write_text(script.output.read_text()[:-20])
    result = script.run()
    assert (result.status, result.stdout) == (1, "1 stored, 0 stored before, 0 not stored\n")
    assert result.stderr == f"receipts.py: lines of {script.output} that are not messages of the connector: 1, the first is line 2\n"


@pytest.mark.parametrize("content", [b"transaction_id,receipt_url\na,b\n", b"", b"\xff\xfe", b"[]\n"])
def test_a_file_of_something_else_is_named(script: Script, content: bytes) -> None:
    script.output.write_bytes(content)
    result = script.run()
    assert (result.status, "expected the output of `source-navan read`" in result.stderr) == (1, True)


@pytest.mark.parametrize("data", [{"transaction_id": None}, {"transaction_id": 7}, {}, {"transaction_id": IDS[0], "receipt_url": 7}])
def test_a_row_that_cannot_be_used_is_reported(script: Script, data: dict[str, Any]) -> None:
    script.links(IDS[1:2])
    script.output.write_text(message(**{"receipt_url": script.link("x"), **data}) + script.output.read_text())
    result = script.run()
    assert (result.status, result.stdout) == (1, "1 stored, 0 stored before, 0 not stored\n")
    assert "is not a text" in result.stderr


@pytest.fixture(params=["duckdb", "postgresql"])
def database(request: pytest.FixtureRequest, script: Script, tmp_path: Path):
    """Executes SQL in a database of the test's own."""
    if request.param == "duckdb":
        # A file with the name of its schema, as people call it.
        file = tmp_path / "navan.duckdb"
        script.environment["RECEIPTS_DSN"] = f"duckdb:{file}"

        def execute(sql: str) -> None:
            with duckdb.connect() as connection:
                connection.execute(f"attach '{file}' as written; use written; {sql}")
    else:
        server: Postgres = request.getfixturevalue("postgres")
        dsn = script.environment["RECEIPTS_DSN"] = f"postgresql://{server.user}@127.0.0.1:{server.port}/{server.database}"

        def execute(sql: str) -> None:
            with psycopg.connect(dsn, autocommit=True) as connection:
                connection.execute(sql)

    execute("drop schema if exists navan cascade")
    execute("create schema navan")
    script.options += ["--table", "navan.transaction_receipts"]
    return execute


def test_a_table_is_read_and_its_newest_links_count(script: Script, database) -> None:
    dead = script.link("x") + "?X-Amz-Date=20200101T000000Z&X-Amz-Expires=604800"
    database(f"create table navan.transaction_receipts {COLUMNS}")
    database(f"""insert into navan.transaction_receipts values
        ('{IDS[0]}', '{script.link("new")}', null, '2026-11-20 06:00:00'),
        ('{IDS[0]}', '{dead}', '{script.link("electronic")}', '2026-11-13 06:00:00'),
        ('{IDS[1]}', '', null, '2026-11-20 06:00:00')""")
    assert script.stored() == "2 stored, 0 stored before, 0 not stored"
    assert [line["receipt"] for line in sorted(script.manifest(), key=lambda line: line["receipt"])] == ["e_receipt", "receipt"]


def test_a_table_without_airbytes_columns_and_with_other_names_is_read(script: Script, database) -> None:
    database("create table navan.transaction_receipts (transaction_id varchar, link varchar)")
    database(f"insert into navan.transaction_receipts values ('{IDS[0]}', '{script.link('a')}')")
    result = script.run()
    assert "has no column receipt_url, e_receipt_url; it has transaction_id, link (--links" in result.stderr
    assert script.stored("--links", "link").startswith("1 stored")


def test_ids_of_another_type_are_read(script: Script, database) -> None:
    database(f"create table navan.transaction_receipts as select cast('{IDS[0]}' as uuid) as transaction_id, '{script.link('a')}' as link")
    assert script.stored("--links", "link").startswith("1 stored")
    assert [line["transaction_id"] for line in script.manifest()] == [IDS[0]]


def test_a_missing_table_is_named(script: Script, database) -> None:
    result = script.run()
    assert (result.status, "navan.transaction_receipts is not there: is the stream" in result.stderr) == (1, True)


def test_a_table_is_only_named(script: Script, database) -> None:
    assert "is not the name of a table" in script.run("--table", 'x"; drop table y').stderr


def test_a_duckdb_file_that_a_sync_writes_is_named(script: Script, tmp_path: Path) -> None:
    script.environment["RECEIPTS_DSN"] = f"duckdb:{tmp_path / 'navan.duckdb'}"
    with duckdb.connect(str(tmp_path / "navan.duckdb")):
        result = script.run()
    assert (result.status, "run this when the sync has ended" in result.stderr) == (1, True)


@pytest.mark.parametrize(("dsn", "problem"), [
    ("", "RECEIPTS_DSN is not set"),
    ("mysql://host/db", "begins with neither postgresql:// nor duckdb:"),
    ("duckdb:/nowhere.duckdb", "there is no DuckDB file"),
    ("postgresql://reader:pa%ss@127.0.0.1:1/db", "PostgreSQL: "),
    ("postgresql://reader:word@127.0.0.1:1/db", "PostgreSQL: "),
])  # fmt: skip
def test_an_address_that_cannot_be_used_is_named_without_its_password(script: Script, dsn: str, problem: str) -> None:
    script.environment["RECEIPTS_DSN"] = dsn
    result = script.run()
    assert (result.status, problem in result.stderr) == (1, True), result
    assert "pa%ss" not in result.stderr and "word" not in result.stderr


def test_the_address_can_come_from_a_file(script: Script, tmp_path: Path) -> None:
    (tmp_path / "dsn").write_text("duckdb:/nowhere.duckdb\n")
    script.environment = {"RECEIPTS_DSN": "", "RECEIPTS_DSN_FILE": str(tmp_path / "dsn")}
    assert "there is no DuckDB file /nowhere.duckdb" in script.run().stderr


@pytest.mark.parametrize("driver", ["duckdb", "psycopg"])
def test_a_missing_driver_is_named(script: Script, tmp_path: Path, driver: str) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / f"{driver}.py").write_text(f"raise ImportError('no {driver}')")
    (tmp_path / "navan.duckdb").touch()
    dsn = {"duckdb": f"duckdb:{tmp_path / 'navan.duckdb'}", "psycopg": "postgresql://127.0.0.1:1/db"}[driver]
    script.environment = {"PYTHONPATH": str(tmp_path / "hidden"), "RECEIPTS_DSN": dsn}
    assert "needs a driver: pip install" in script.run().stderr


@pytest.mark.parametrize("options", [["--seconds", "0"], ["--max-mb", "x"], ["--tries", "1.5"], ["--links", "a,,b"], ["--parallel", "nan"]])
def test_a_wrong_option_is_a_usage_error(script: Script, options: list[str]) -> None:
    assert script.run(*options).status == 2
