"""What the manifest reads, on Airbyte's runtime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from airbyte_cdk.models import SyncMode
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource
from airbyte_cdk.test.catalog_builder import CatalogBuilder
from airbyte_cdk.test.entrypoint_wrapper import EntrypointOutput, read

STREAMS = ["bookings", "transactions", "users", "transaction_receipts"]


def load(manifest_path: Path) -> dict[str, Any]:
    return yaml.safe_load(manifest_path.read_text(encoding="utf-8"))


def read_all(manifest_path: Path, config: dict[str, Any]) -> EntrypointOutput:
    return read_streams(load(manifest_path), config, STREAMS)


def read_streams(manifest: dict[str, Any], config: dict[str, Any], names: list[str]) -> EntrypointOutput:
    builder = CatalogBuilder()
    for name in names:
        builder.with_stream(name, SyncMode.full_refresh)
    catalog = builder.build()
    source = ConcurrentDeclarativeSource(catalog=catalog, config=config, state=None, source_config=manifest)
    return read(source, config, catalog)


def rows(output: EntrypointOutput, stream: str) -> list[dict[str, Any]]:
    return [message.record.data for message in output.records if message.record.stream == stream]


def test_given_a_company_when_read_then_every_stream_has_its_row_once(manifest_path: Path, navan: Any) -> None:
    output = read_all(manifest_path, navan.config())
    assert output.errors == []
    assert {name: len(rows(output, name)) for name in STREAMS} == dict.fromkeys(STREAMS, 1)
    assert rows(output, "transactions")[0]["transaction_source"] == "fees"


@pytest.mark.parametrize("asked_for", [False, True])
def test_given_a_passport_when_read_then_only_if_asked_for(manifest_path: Path, navan: Any, asked_for: bool) -> None:
    output = read_all(manifest_path, navan.config(personal_data={"include_passports": asked_for}))
    assert ("passport" in rows(output, "bookings")[0]["booker"]) is asked_for


@pytest.mark.parametrize("region, header", [("us", None), ("eu", "EU")])
def test_given_a_region_when_read_then_every_call_says_so(
    manifest_path: Path, navan: Any, region: str, header: str | None
) -> None:
    read_all(manifest_path, navan.config(region=region))
    assert navan.regions == {header}


def test_given_a_slash_behind_the_address_when_read_then_no_path_has_two(manifest_path: Path, navan: Any) -> None:
    output = read_all(manifest_path, navan.config(advanced={"api_url": f"{navan.url}/"}))
    assert output.errors == []
    assert [path for path in navan.paths if "//" in path] == []


def test_given_a_server_that_falls_silent_when_read_then_it_is_asked_again(manifest_path: Path, navan: Any) -> None:
    manifest = load(manifest_path)
    requester = manifest["definitions"]["requester"]
    assert (requester["connect_timeout_in_seconds"], requester["read_timeout_in_seconds"]) == (30, 60)
    requester["read_timeout_in_seconds"] = 0.5
    navan.silences = 1
    output = read_streams(manifest, navan.config(), ["users"])
    assert output.errors == []
    assert len(rows(output, "users")) == 1
    assert navan.paths == ["/v1/users"] * 2
