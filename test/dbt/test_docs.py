"""dbt/MODELS.md: what the models' descriptions say, for readers without dbt. Written if WRITE_DOCS is set."""

from __future__ import annotations

import os
import re
from typing import Any

import yaml

from warehouses import PACKAGE

PAGE = PACKAGE / "MODELS.md"
INTRODUCTION = """# Models

Written from the descriptions next to the models by `WRITE_DOCS=1 npm run dbt -- test/dbt/test_docs.py && npm run format:write`.
"""


def page() -> str:
    files = sorted((PACKAGE / "models").rglob("*.yml"), key=lambda file: (file.parts[-2] != "staging", file))
    models = [model for file in files for model in yaml.safe_load(file.read_text()).get("models", [])]
    return INTRODUCTION + "".join(map(_section, models))


def _section(model: dict[str, Any]) -> str:
    rows = "".join(f"| `{column['name']}` | {_cell(column['description'])} |\n" for column in model["columns"])
    names = ", ".join(f"`{name}`" for name in _key(model))
    key = f" Key: {names}." if names else ""
    return f"\n## {model['name']}\n\n{model['description'].strip()}{key}\n\n| column | meaning |\n| --- | --- |\n{rows}"


def _key(model: dict[str, Any]) -> list[str]:
    for test in model.get("data_tests", []):
        if "unique_columns" in test:
            return test["unique_columns"]["arguments"]["columns"]
    return [column["name"] for column in model["columns"] if "unique" in column.get("data_tests", [])]


def _cell(text: str) -> str:
    return text.strip().replace("\n", " ").replace("|", "\\|")


def _unpadded(text: str) -> str:
    return re.sub(r" {2,}", " ", re.sub(r"-{3,}", "---", text))


def test_models_md_has_what_the_descriptions_say() -> None:
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(page())
    assert _unpadded(PAGE.read_text()) == _unpadded(page())
