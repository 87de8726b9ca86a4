"""Writes the journal's lines to files for an ERP system and records what was written: python dbt/export --help."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from pathlib import Path

from batch import Batch, new_batch, recorded_batch, set_status, unanswered
from formats import FORMATS
from warehouse import DuckDB, PostgreSQL, Warehouse


def main() -> int:
    options = _options()
    warehouse: Warehouse = DuckDB(options.duckdb, options.schema) if options.duckdb else PostgreSQL(options.postgres, options.schema)
    with warehouse:
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        if options.command != "write":
            kept = set_status(warehouse, options.batch, options.document, f"{options.command}ed", now)
            for document, status in sorted(kept.items()):
                print(f"{document}: stays {status}, name it with --document to change that")
            return 0
        if options.batch:
            batch = recorded_batch(warehouse, options.batch, options.format)
        else:
            for name, count in unanswered(warehouse).items():
                print(f"batch {name}: {count} documents written, neither accepted nor rejected yet")
            batch = new_batch(warehouse, options.format, options.legal_entity, now)
        # A folder that takes no files leaves no record either.
        parts = _write(batch, options.folder)
    # After the record: a file that is lost can be written again, a line that is not recorded would be posted twice.
    for part in parts:
        part.replace(part.with_suffix(""))
    _print(batch, options.folder)
    return 0


def _write(batch: Batch, folder: Path) -> list[Path]:
    """Under names that nobody imports."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [folder / f"{file.name}.part" for file in batch.files]
    for part, file in zip(parts, batch.files):
        part.write_bytes(file.content)
    return parts


def _print(batch: Batch, folder: Path) -> None:
    for file in batch.files:
        print(f"{folder / file.name}: {file.line_count} lines, sha256 {file.sha256}")
    for document, reason in batch.refused:
        print(f"{document}: not in a file, {reason}")
    print(f"batch {batch.id}" if batch.id else "nothing to export")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python dbt/export")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("write", "write files of what was not exported yet, or of an earlier batch again"),
        ("accept", "say that the ERP system took a batch or one of its documents"),
        ("reject", "say that the ERP system refused it, so that it is exported again"),
    ):
        command = commands.add_parser(name, help=words)
        where = command.add_mutually_exclusive_group(required=True)
        where.add_argument("--duckdb", type=Path, help="the database's file")
        where.add_argument("--postgres", help="connection string")
        command.add_argument("--schema", default="analytics", help="of the models")
        if name == "write":
            command.add_argument("--format", action="append", choices=sorted(FORMATS), required=True, help="may be given several times")
            command.add_argument("--folder", type=Path, default=Path("."), help="for the files")
            command.add_argument("--legal-entity", action="append", help="only of this one; may be given several times")
            command.add_argument("--batch", help="an earlier batch, to be written again")
        else:
            command.add_argument("--batch", required=True)
            command.add_argument("--document", help="only this one")
    return parser.parse_args()


try:
    sys.exit(main())
except OSError as error:
    sys.exit(str(error))
except (LookupError, ValueError) as error:
    sys.exit(str(error.args[0]))
