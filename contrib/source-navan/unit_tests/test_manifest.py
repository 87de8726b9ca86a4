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


def read_all(manifest_path: Path, config: dict[str, Any]) -> EntrypointOutput:
    builder = CatalogBuilder()
    for name in STREAMS:
        builder.with_stream(name, SyncMode.full_refresh)
    catalog = builder.build()
    manifest = yaml.safe_load(manifest_path.read_text(encoding="utf-8"))
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
