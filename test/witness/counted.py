"""Airbyte's own command, which also counts how often it does what costs most per record.

Usage: counted.py FILE ARGUMENTS of source-declarative-manifest; the counts are in FILE afterwards, as JSON.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any, Callable

import dpath
from airbyte_cdk.cli.source_declarative_manifest import run
from airbyte_cdk.sources.declarative.interpolation import jinja

DATE_FUNCTIONS = ("format_datetime", "str_to_datetime", "timestamp")
# Their `next` is one step, so threads need no lock.
counters = {"removal_walks": itertools.count(), "date_functions": itertools.count()}


def counting(counter: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*args: Any, **kwargs: Any) -> Any:
        next(counters[counter])
        return function(*args, **kwargs)

    return counted


dpath.delete = counting("removal_walks", dpath.delete)
functions = jinja._ENVIRONMENT.globals
functions.update({name: counting("date_functions", functions[name]) for name in DATE_FUNCTIONS})
file = Path(sys.argv.pop(1))
try:
    run()
finally:
    file.write_text(json.dumps({name: next(counter) for name, counter in counters.items()}))
