"""A company: its API, its tables in both warehouses, its models."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from destinations import AirbyteOnPostgres, sync_duckdb
from simulator import Simulator
from warehouses import Warehouse


@dataclass(frozen=True)
class Company:
    """`warehouses`: by name, each with all models built."""

    simulator: Simulator
    warehouses: dict[str, Warehouse]
    airbyte: AirbyteOnPostgres

    def sync(self) -> None:
        sync_duckdb(self.simulator, self.warehouses["duckdb"])
        self.airbyte.sync()

    def build(self) -> None:
        build_all(list(self.warehouses.values()))


def build_all(warehouses: list[Warehouse], schema: str = "analytics") -> None:
    """At the same time: dbt spends most of a build in one thread."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda warehouse: warehouse.build(schema=schema), warehouses))
