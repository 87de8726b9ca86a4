"""metadata.yaml by the model that Airbyte publishes of it: the project's, and the one for Airbyte's catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from airbyte_connector_models.metadata.v0.connector_metadata_definition_v0 import ConnectorMetadataDefinitionV0
from pydantic import ValidationError

ROOT = Path(__file__).resolve().parents[2]
FILES = ["metadata.yaml", "contrib/source-navan/metadata.yaml"]


def metadata(file: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES)
def test_given_the_metadata_when_validated_then_nothing_is_missing_or_unknown(file: str) -> None:
    ConnectorMetadataDefinitionV0.model_validate(metadata(file))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("change", [{"dockerImageTag": None}, {"supportLevel": "best"}, {"licence": "MIT"}])
def test_given_a_mistake_when_validated_then_it_is_refused(file: str, change: dict[str, Any]) -> None:
    mistaken = metadata(file)
    mistaken["data"] |= change
    with pytest.raises(ValidationError, match=next(iter(change))):
        ConnectorMetadataDefinitionV0.model_validate(mistaken)
