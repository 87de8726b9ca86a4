"""What the older suite asks of the spec."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from command import Run
from schemas import keywords, schemas, types

SECRET_NAMES = {
    "client_token",
    "access_token",
    "api_token",
    "token",
    "secret",
    "client_secret",
    "password",
    "key",
    "service_account",
    "service_account_info",
    "tenant_id",
    "certificate",
    "jwt",
    "credentials",
    "app_id",
    "appid",
    "refresh_token",
}
FORBIDDEN = {
    "$ref",
    "anyOf",
    "allOf",
    "not",
    "if",
    "then",
    "else",
    "patternProperties",
    "prefixItems",
    "dependentSchemas",
    "dependentRequired",
}
Spec = dict[str, Any]


def test_spec_is_one_message(spec_run: Run) -> None:
    assert (spec_run.exit_code, len(spec_run.of("SPEC"))) == (0, 1)


def test_spec_is_the_one_that_was_expected(spec_run: Run, folder: Path) -> None:
    assert spec_run.of("SPEC")[0]["spec"] == json.loads((folder / "resources" / "spec.json").read_text())


def test_spec_is_a_valid_schema(spec: Spec) -> None:
    jsonschema.Draft7Validator.check_schema(spec)


@pytest.mark.parametrize("name", ["config", "invalid_config"])
def test_every_config_in_use_fits(spec: Spec, folder: Path, name: str) -> None:
    jsonschema.validate(json.loads((folder / "secrets" / f"{name}.json").read_text()), spec)


def test_documentation_is_a_real_url_or_left_out(spec_run: Run) -> None:
    said = spec_run.of("SPEC")[0]["spec"]
    url = urlsplit(said.get("documentationUrl", "https://example.com"))
    assert url.scheme in ("http", "https") and "." in url.netloc


def test_forbidden_keywords_are_absent(spec: Spec) -> None:
    assert keywords(spec, FORBIDDEN) == []


def test_secrets_are_marked(spec: Spec) -> None:
    named = [(path, each) for path, each in schemas(spec) if path and path[-1] in SECRET_NAMES and {"string", "number"} & set(types(each))]
    assert ("client_secret",) in [path for path, _ in named]
    assert [path for path, each in named if each.get("airbyte_secret") is not True] == []


def test_only_what_can_hold_a_text_is_marked_secret(spec: Spec) -> None:
    marked = [each for _, each in schemas(spec) if "airbyte_secret" in each]
    assert all(types(each)[0] in ("string", "number", "integer") for each in marked)


def test_a_type_is_one_name_and_null_comes_last(spec: Spec) -> None:
    for path, each in schemas(spec):
        kind = each.get("type")
        assert isinstance(kind, str) or (isinstance(kind, list) and kind[0] != "null" and kind[1:] in ([], ["null"])), path


def test_objects_have_properties_or_variants(spec: Spec) -> None:
    assert [path for path, each in schemas(spec) if "object" in types(each) and not (each.get("properties") or each.get("oneOf"))] == []


def test_items_are_one_schema_of_a_plain_type(spec: Spec) -> None:
    arrays = [each for _, each in schemas(spec) if "array" in types(each)]
    assert arrays
    for each in arrays:
        items = each["items"]
        assert isinstance(items, dict)
        assert set(types(items)) <= {"object", "string", "number", "integer", "null"} or "enum" in items


def test_variants_share_one_constant(spec: Spec) -> None:
    for _, each in schemas(spec):
        if "oneOf" not in each:
            continue
        assert each["type"] == "object"
        constants = [{name for name, value in variant["properties"].items() if "const" in value} for variant in each["oneOf"]]
        assert set.intersection(*constants)


def test_defaults_fit_their_enum(spec: Spec) -> None:
    for path, each in schemas(spec):
        if "enum" in each and "default" in each:
            assert each["default"] in each["enum"], path


def test_order_is_unique_in_an_object(spec: Spec) -> None:
    for path, each in schemas(spec):
        orders = [value["order"] for value in each.get("properties", {}).values() if "order" in value]
        assert len(orders) == len(set(orders)), path


def test_groups_are_named_at_the_top_only(spec: Spec) -> None:
    assert [path for path, each in schemas(spec) if "group" in each and len(path) > 1] == []


def test_objects_admit_more_properties(spec: Spec) -> None:
    assert [path for path, each in schemas(spec) if "object" in types(each) and each.get("additionalProperties", True) is not True] == []


def test_required_properties_exist(spec: Spec) -> None:
    for _, each in schemas(spec):
        assert set(each.get("required", [])) <= set(each.get("properties", {}))


def test_dates_have_a_pattern(spec: Spec) -> None:
    dates = [each for _, each in schemas(spec) if each.get("format") in ("date", "date-time")]
    assert dates and all("pattern" in each for each in dates)


def test_patterns_that_name_a_date_have_a_format(spec: Spec) -> None:
    for path, each in schemas(spec):
        if "[0-9]{4}-[0-9]{2}-[0-9]{2}" in each.get("pattern", ""):
            assert each.get("format") in ("date", "date-time"), path


def test_spec_takes_less_than_a_minute(spec_run: Run) -> None:
    assert spec_run.seconds < 60
