"""Child tables hold every element of the API's lists; shares sum to 1; links find their bookings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from company import Company
from expected.records import Record, text
from truth import truth
from warehouses import Warehouse


def of_list(field: str) -> Callable[[Record], list[tuple[int, Any]]]:
    def elements(record: Record) -> list[tuple[int, Any]]:
        value = record.get(field)
        return [(index, each) for index, each in enumerate(value) if each is not None] if isinstance(value, list) else []

    return elements


def person(field: str) -> Callable[[Any], Any]:
    return lambda passenger: text(passenger.get("person"), field)


def of_place(side: str, field: str) -> Callable[[Any], Any]:
    return lambda segment: text(segment.get(side), field)


def own(field: str) -> Callable[[Any], Any]:
    return lambda element: text(element, field)


# By model: stream, key in the API and in the model, list, index, columns.
CHILDREN: dict[str, tuple[str, str, str, str, str, dict[str, Callable[[Any], Any]]]] = {
    "navan__booking_passenger": (
        "bookings", "uuid", "booking_uuid", "passengers", "passenger_index",
        {"traveler_type": own("travelerType"), "person_uuid": person("uuid"), "person_employeed_id": person("employeedId"),
         "person_department": person("department"), "person_manager_uuid": person("managerUuid"), "person_name": person("name")},
    ),
    "navan__booking_segment": (
        "bookings", "uuid", "booking_uuid", "segments", "segment_index",
        {"provider_name": own("providerName"), "flight_number": own("flightNumber"), "departure_airport_code": of_place("departure", "airportCode"),
         "arrival_city": of_place("arrival", "city"), "cabin_purchased": own("cabinPurchased"), "arrival_postal_code": of_place("arrival", "postalCode")},
    ),
    "navan__booking_eticket": ("bookings", "uuid", "booking_uuid", "etickets", "eticket_index", {"eticket": lambda element: element}),
    "navan__booking_custom_field": (
        "bookings", "uuid", "booking_uuid", "customFields", "custom_field_index", {"name": own("name"), "value": own("value")},
    ),
    "navan__transaction_line_item": (
        "transactions", "id", "transaction_id", "line_items", "line_item_index",
        {"description": own("description"), "gl_code_number": own("gl_code_number"), "legal_entity": own("legal_entity"), "currency": own("currency")},
    ),
    "navan__transaction_custom_field": (
        "transactions", "id", "transaction_id", "custom_field_values", "custom_field_index",
        {"name": own("name"), "label": own("label"), "value": own("value"), "display_value": own("displayValue")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("model", CHILDREN)
def test_each_element_is_a_row(company: Company, warehouse: Warehouse, model: str) -> None:
    stream, id_, key, field, index, fields = CHILDREN[model]
    wanted = {
        (record[id_], position): {name: read(element) for name, read in fields.items()}
        for record in truth(company.simulator, stream)
        for position, element in of_list(field)(record)
    }
    found = {(row[key], row[index]): {name: row[name] for name in fields} for row in warehouse.table(model)}
    assert len(wanted) > 20
    assert found == wanted


def test_local_times_keep_their_hours(company: Company, warehouse: Warehouse) -> None:
    wanted = Counter(
        segment["startLocalDateTime"].replace("T", " ")
        for record in truth(company.simulator, "bookings")
        for _, segment in of_list("segments")(record)
        if segment.get("startLocalDateTime")
    )
    found = Counter(str(row["start_local_date_time"]) for row in warehouse.table("navan__booking_segment") if row["start_local_date_time"])
    assert found == wanted


def test_shares_of_a_booking_sum_to_1_in_each_dimension(company: Company, warehouse: Warehouse) -> None:
    sums = warehouse.rows(
        "select booking_uuid, dimension, sum(share) as share, count(*) as n from analytics.navan__booking_allocations group by 1, 2"
    )
    assert {row["share"] for row in sums} == {Decimal(1)}
    assert len(sums) == 6 * len(truth(company.simulator, "bookings"))
    assert max(row["n"] for row in sums) > 1


def test_allocated_values_are_those_of_the_booking(company: Company, warehouse: Warehouse) -> None:
    wanted = {
        (record["uuid"], value)
        for record in truth(company.simulator, "bookings")
        for value in {each for _, each in of_list("departments")(record) if each} or {None}
    }
    rows = warehouse.rows("select booking_uuid, value from analytics.navan__booking_allocations where dimension = 'department'")
    assert {(row["booking_uuid"], row["value"]) for row in rows} == wanted


def test_a_transaction_finds_its_bookings(company: Company, warehouse: Warehouse) -> None:
    bookings = {record["uuid"] for record in truth(company.simulator, "bookings")}
    links = {(row["transaction_id"], row["booking_uuid"]): row["is_booking_known"] for row in warehouse.table("navan__booking_transactions")}
    named = {
        (record["id"], uuid.strip()): uuid.strip() in bookings
        for record in truth(company.simulator, "transactions")
        for uuid in (text(record.get("booking_details"), "navan_booking_uuids") or "").replace(";", ",").split(",")
        if len(uuid.strip()) == 36
    }
    assert len(named) > 5
    assert links.items() >= named.items()
