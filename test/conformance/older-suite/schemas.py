"""Walks through JSON schemas."""

from __future__ import annotations

from typing import Any, Iterator

Path = tuple[str, ...]
Schema = dict[str, Any]


def nodes(node: Any, path: Path = ()) -> Iterator[tuple[Path, Schema]]:
    """Every object in it, also those that are no schemas."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from nodes(value, (*path, key))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from nodes(item, (*path, str(index)))


def schemas(schema: Schema, path: Path = ()) -> Iterator[tuple[Path, Schema]]:
    """It and every schema of a property, an item or a variant."""
    yield path, schema
    for name, value in schema.get("properties", {}).items():
        yield from schemas(value, (*path, name))
    items = schema.get("items")
    if isinstance(items, dict):
        yield from schemas(items, (*path, "items"))
    for index, variant in enumerate(schema.get("oneOf", [])):
        yield from schemas(variant, (*path, str(index)))


def keywords(schema: Schema, forbidden: set[str]) -> list[str]:
    """Where a forbidden keyword stands as such and not as the name of a property."""
    return [
        ".".join((*path, key)) for path, node in nodes(schema) if path[-1:] != ("properties",) for key in node if key in forbidden
    ]


def types(schema: Schema) -> list[str]:
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else list(kind)
