"""The one list of what the two runtimes do differently on purpose. Everything that is not here has to be equal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

EXACT_INTEGERS = 2**53
LINKS = {
    "transactions": {"receipt", "e_receipt"},
    "transaction_receipts": {"receipt_url", "e_receipt_url"},
}
AIRBYTE_STATE_KEYS = {"use_global_cursor", "state", "lookback_window", "parent_state"}
OUR_STATE_KEY = "source_navan"


# Only this connector's runtime can know what a sync was like.
OWN_STREAMS = {"sync_health"}


@dataclass(frozen=True)
class Difference:
    name: str
    reason: str
    concerns: str
    """record, state, spec, catalog, rows or windows"""
    even: Callable[[str, Any], Any] | None = None
    """Takes the stream's name and the value, and gives the value without the difference. None: see the check named in `reason`."""


def without_nulls(_: str, record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


def without_links(stream: str, record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in LINKS.get(stream, ())}


def doubles(_: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: doubles(_, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [doubles(_, inner) for inner in value]
    if isinstance(value, int) and abs(value) > EXACT_INTEGERS:
        return float(value)
    return value


def partitions(_: str, state: dict[str, Any]) -> list[str]:
    return sorted(str(entry["partition"]) for entry in state.get("states", []))


DIFFERENCES = [
    Difference(
        "null-members",
        "Airbyte's runtime drops members of a record that are null; source-navan passes a record on as it came. "
        "A destination sees no difference.",
        "record", without_nulls,
    ),
    Difference(
        "presigned-links",
        "Navan makes new receipt links for every answer, so two reads never have the same.",
        "record", without_links,
    ),
    Difference(
        "big-integers",
        "Airbyte's runtime keeps 53 bits of an integer; source-navan keeps its digits.",
        "record", doubles,
    ),
    Difference(
        "cursor-meaning",
        "source-navan's cursor is the moment at which reading a partition began, Airbyte's the newest record of it "
        "(1970 for a month without bookings). Both are understood by both, so only the partitions are compared.",
        "state", partitions,
    ),
    Difference(
        "state-keys",
        "Beside `states`, Airbyte's runtime writes " + ", ".join(sorted(AIRBYTE_STATE_KEYS)) + "; source-navan its "
        f"own key {OUR_STATE_KEY} (sealed token, row counts). Each drops the other's.",
        "state",
    ),
    Difference(
        "spec-defaults",
        "Beside the form, each names the abilities it has (supportsIncremental) or lacks (supportsNormalization, supportsDBT).",
        "spec",
        lambda _, spec: {k: v for k, v in spec.items() if not k.startswith("supports")},
    ),
    Difference(
        "catalog-defaults",
        "Airbyte's runtime leaves nulls out and adds is_file_based.",
        "catalog",
        lambda _, stream: {k: v for k, v in stream.items() if v is not None and k != "is_file_based"},
    ),
    Difference(
        "own-stream",
        "source-navan offers sync_health, a stream about the sync itself. It is left out of every comparison.",
        "catalog",
    ),
    Difference(
        "look-back",
        "What changed in the day before its cursor is sent again, and the cursors mean different things. So a second "
        "read is compared with the API's truth: whatever changed has to be there, whatever is there has to be true.",
        "rows",
    ),
    Difference(
        "end-of-the-current-month",
        "The current month is asked for up to the moment of the read: by the server's clock in source-navan, by the own one "
        "in Airbyte's runtime. Every other window is the same from the same state.",
        "windows",
    ),
    Difference(
        "record-places",
        "Where the five further expense endpoints put their records is unknown. source-navan takes them from `content`, "
        "`data` or a bare list; Airbyte's runtime from the likeliest place. The data of this comparison is there.",
        "rows",
    ),
    Difference(
        "missing-endpoints",
        "A 404 of these five ends their stream without records in source-navan, and fails it on Airbyte's runtime.",
        "rows",
    ),
    Difference(
        "refused-field-group",
        "If Navan refuses the field group LINE_ITEM, source-navan goes on without it; on Airbyte's runtime the stream fails "
        "and names the option advanced.omit_line_items.",
        "rows",
    ),
    Difference(
        "future-changes",
        "Airbyte's runtime drops a booking whose lastModified is later than its own clock until that time has come; "
        "source-navan sends it at once. The data of this comparison has none.",
        "rows",
    ),
]


def evened(concerns: str, stream: str, value: Any) -> Any:
    """The value without every difference of that kind."""
    for difference in DIFFERENCES:
        if difference.concerns == concerns and difference.even:
            value = difference.even(stream, value)
    return value
