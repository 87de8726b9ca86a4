"""The two runtimes behind one interface: commands in, messages out."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from differences import OWN_STREAMS
from messages import Read, collect, parse_messages

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "resources" / "manifest.yaml"
COUNTED = Path(__file__).with_name("counted.py")

# Airbyte's own command prints its own spec; the manifest's has to be asked for.
MANIFEST_SPEC = """
import json, logging, sys, yaml
from airbyte_cdk.models import ConnectorSpecificationSerializer as serializer
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource
manifest = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
source = ConcurrentDeclarativeSource(catalog=None, config=None, state=None, source_config=manifest)
print(json.dumps(serializer.dump(source.spec(logging.getLogger()))))
"""


@dataclass(frozen=True)
class Runtime:
    name: str
    command: tuple[str, ...]
    arguments: tuple[str, ...] = ()

    def spec(self) -> dict[str, Any]:
        return self._only("SPEC", self._run("spec", {}))["spec"]

    def check(self, config: dict[str, Any]) -> str:
        """SUCCEEDED or FAILED."""
        answer = self._only("CONNECTION_STATUS", self._run("check", {"config": config}))
        return answer["connectionStatus"]["status"]

    def discover(self, config: dict[str, Any]) -> list[dict[str, Any]]:
        streams = self._only("CATALOG", self._run("discover", {"config": config}))["catalog"]["streams"]
        return [stream for stream in streams if stream["name"] not in OWN_STREAMS]

    def read(self, config: dict[str, Any], catalog: dict[str, Any], state: list[dict[str, Any]]) -> Read:
        result = self._run("read", {"config": config, "catalog": catalog, "state": state})
        return collect(parse_messages(result.stdout.split("\n")), result.returncode)

    def _run(self, verb: str, inputs: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryDirectory() as folder:
            options: list[str] = []
            for name, value in inputs.items():
                path = Path(folder, f"{name}.json")
                path.write_text(json.dumps(value), encoding="utf-8")
                options += [f"--{name}", str(path)]
            return self._execute([verb, *options])

    def _execute(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *arguments, *self.arguments], capture_output=True, encoding="utf-8", check=False
        )

    def _only(self, kind: str, result: subprocess.CompletedProcess[str]) -> dict[str, Any]:
        found = [m for m in parse_messages(result.stdout.split("\n")) if m["type"] == kind]
        if len(found) != 1:
            raise RuntimeError(f"{self.name}: {len(found)} {kind} messages, expected 1\n{result.stderr[-2000:]}")
        return found[0]


@dataclass(frozen=True)
class Counts:
    """What one read by Airbyte's runtime did."""

    removal_walks: int
    """How often a whole record was walked to remove fields."""
    date_functions: int
    """Calls of date functions in expressions."""


class AirbyteRuntime(Runtime):
    def counted_read(self, config: dict[str, Any], catalog: dict[str, Any], state: list[dict[str, Any]]) -> tuple[Read, Counts]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "counts.json")
            python = str(Path(self.command[0]).with_name("python"))
            counted = Runtime(self.name, (python, str(COUNTED), str(file)), self.arguments)
            read = counted.read(config, catalog, state)
            return read, Counts(**json.loads(file.read_text()))

    def spec(self) -> dict[str, Any]:
        python = str(Path(self.command[0]).with_name("python"))
        result = subprocess.run(
            [python, "-c", MANIFEST_SPEC, str(MANIFEST)],
            capture_output=True, encoding="utf-8", check=True,
        )
        return json.loads(result.stdout.splitlines()[-1])


def airbyte() -> AirbyteRuntime:
    return in_environment("airbyte-cdk", Path(sys.executable).parent.parent)


def in_environment(name: str, environment: Path) -> AirbyteRuntime:
    """Airbyte's runtime as it is installed in a Python environment."""
    command = str(environment / "bin" / "source-declarative-manifest")
    return AirbyteRuntime(name, (command,), ("--manifest-path", str(MANIFEST)))


def ours(command: Path) -> Runtime:
    return Runtime("source-navan", (str(command),))
