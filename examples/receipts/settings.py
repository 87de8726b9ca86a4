"""The command line, and the database's address, which never stands on it."""

from __future__ import annotations

import argparse
import math
import os
import re
from pathlib import Path
from typing import Callable

from problem import Problem


def secret(name: str) -> str | None:
    """From the environment, or from the file that NAME_FILE names."""
    file = os.environ.get(f"{name}_FILE")
    try:
        value = Path(file).read_text(encoding="utf-8") if file else os.environ.get(name, "")
    except OSError as error:
        raise Problem(f"{name}_FILE: {error.strerror}: {file}") from error
    return value.strip() or None


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="receipts.py",
        description="Fetches the receipts behind the links of transaction_receipts, and keeps them.",
        epilog="Without --jsonl, RECEIPTS_DSN has to be set: postgresql://… or duckdb:FILE.",
    )
    add = parser.add_argument
    add("--to", type=Path, required=True, metavar="FOLDER", help="where receipts are kept; created if it isn't there")
    add("--jsonl", metavar="FILE", help="the connector's output instead of a table; - is standard input")
    add("--table", default="transaction_receipts", help="with its schema, like navan.transaction_receipts")
    add("--links", type=_columns, default="receipt_url,e_receipt_url", metavar="COLUMNS",
        help="the columns with links; receipt_url,e_receipt_url")  # fmt: skip
    add("--max-mb", type=_above_zero(float), default=25.0, metavar="MB", help="the largest file, in millions of bytes; 25")
    add("--seconds", type=_above_zero(float), default=120.0, help="the longest time for one file; 120")
    add("--tries", type=_above_zero(int), default=3, help="how often a file is tried; 3")
    add("--parallel", type=_above_zero(int), default=4, help="files at a time; 4")
    add("--loopback", action="store_true", help="also follow links to this machine, with or without https: for tests")
    add("--verify", action="store_true", help="only compare the stored files with the manifest; fetch nothing")
    return parser.parse_args(argv)


def _columns(text: str) -> list[str]:
    found = text.split(",")
    if not all(re.fullmatch(r"[A-Za-z_]\w{0,62}", name, re.ASCII) for name in found):
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of columns like receipt_url,e_receipt_url")
    return found


def _above_zero(kind: Callable[[str], float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < math.inf:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
        return value

    return read
