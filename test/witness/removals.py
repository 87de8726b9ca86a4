"""Whether a pointer of RemoveFields means the same to both runtimes, on random records and pointers."""

from __future__ import annotations

import copy
import json
import random
import subprocess
from pathlib import Path
from typing import Any

from airbyte_cdk.sources.declarative.transformations import RemoveFields

COMPILED = Path(__file__).with_name("remove-fields.mjs")
NAMES = ("passport", "person", "a", "Passport", "ü")
CASES = 3000


def same_removals(own_pointers: list[list[str]]) -> list[str]:
    """`own_pointers`: the manifest's, which every fifth case has."""
    choice = random.Random(20)
    cases = [one_case(choice, own_pointers if number % 5 == 0 else None) for number in range(CASES)]
    lines = "".join(f"{json.dumps(case)}\n" for case in cases)
    result = subprocess.run(["node", str(COMPILED)], input=lines, capture_output=True, encoding="utf-8", check=True)
    ours = [json.loads(line) for line in result.stdout.splitlines()]
    theirs = [removed(case) for case in cases]
    changed = sum(case["record"] != record for case, record in zip(cases, theirs))
    if len(ours) != CASES or changed < CASES / 10:
        return [f"{len(ours)} of {CASES} cases came back, {changed} have something to remove"]
    different = [case for case, one, other in zip(cases, ours, theirs) if one != other]
    return [f"{len(different)} records differ, the first: {json.dumps(different[0])}"] if different else []


def removed(case: dict[str, Any]) -> Any:
    record = copy.deepcopy(case["record"])
    RemoveFields(field_pointers=case["pointers"], parameters={}).transform(record)
    return record


def one_case(choice: random.Random, own_pointers: list[list[str]] | None) -> dict[str, Any]:
    pointers = own_pointers or [pointer(choice) for _ in range(choice.randint(1, 3))]
    return {"record": {name: value(choice, 4) for name in some_names(choice)}, "pointers": pointers}


def pointer(choice: random.Random) -> list[str]:
    """Ends in a name: Airbyte's runtime does not remove an element, it sets it to null."""
    steps = [choice.choice((*NAMES, "*")) for _ in range(choice.randint(0, 3))]
    if choice.random() < 0.5:
        steps.insert(choice.randint(0, len(steps)), "**")
    return [*steps, choice.choice(NAMES)]


def some_names(choice: random.Random) -> list[str]:
    return choice.sample(NAMES, choice.randint(0, len(NAMES)))


def value(choice: random.Random, depth: int) -> Any:
    kind = choice.randint(0, 5) if depth else 0
    if kind < 2:
        return choice.choice((None, "", "passport", 0, -1.5, True, [], {}))
    if kind < 4:
        return [value(choice, depth - 1) for _ in range(choice.randint(0, 3))]
    return {name: value(choice, depth - 1) for name in some_names(choice)}
