"""Bookings as real data has them: fields that are null, empty or absent, odd casing, several values, contradictions."""

from __future__ import annotations

from typing import Any

Booking = dict[str, Any]


def _person(uuid: str | None, email: str | None = None) -> dict[str, Any]:
    return {"travelerType": "PASSENGER", "person": {"uuid": uuid, "email": email, "name": "Łukasz “Œ”"}}


def _booking(name: str, **fields: Any) -> Booking:
    """A live flight to which `fields` are added; a field of ... is left out."""
    usual = {
        "uuid": f"00000000-0000-4000-8000-{name:0>12}",
        "bookingId": "ODD001",
        "created": "2026-02-28T23:59:59.999Z",
        "lastModified": "2026-03-02T00:00:00Z",
        "bookingType": "FLIGHT",
        "bookingStatus": "TICKETED",
        "startDate": "2026-03-30",
        "endDate": "2026-04-02",
        "currency": "EUR",
        "grandTotal": 100.001,
        "usdGrandTotal": 108.7,
        "saving": 12.345,
        "savingMissed": 3.3,
        "leadTimeInDays": 21,
        "outOfPolicy": False,
        "domestic": "International",
        "routeType": "INTERNATIONAL",
        "departments": ["Sales"],
        "tripUuids": ["trip-odd-1"],
        "tripName": "Ærøskøbing 美咲",
        "passengers": [_person("person-1")],
        "origin": {"airportCode": "AMS", "city": "Amsterdam", "country": "Netherlands"},
        "destination": {"airportCode": "HND", "city": "東京", "country": "Japan"},
        "carbonEmissions": 0.123456,
        "flightMiles": 11500,
    }
    return {key: value for key, value in {**usual, **fields}.items() if value is not ...}


_FLIGHTS = [
    _booking("1"),
    _booking("2", departments=["Sales", "Légal", "People & Culture"], grandTotal=1000.001, usdGrandTotal=1087),
    _booking("3", departments=[f"Team {n}" for n in range(7)], tripUuids=["trip-odd-1", "trip-odd-2", "trip-odd-3"]),
    _booking("4", departments=["Sales", "Sales", "", None], tripUuids=["trip-odd-1", "trip-odd-1"]),
    _booking("5", departments=[], tripUuids=[], tripName=""),
    _booking("6", departments=None, tripUuids=None, passengers=None, segments=None),
    _booking("7", departments=..., tripUuids=..., currency=..., outOfPolicy=..., domestic=..., routeType=...),
    _booking("8", bookingStatus="ticketed", bookingType="flight", currency="eur"),
    _booking("9", bookingStatus=None, savingMissed=-5),
    _booking("10", bookingStatus="", bookingType=""),
    _booking("11", bookingStatus="REJECTED_BY_PROVIDER"),
    _booking("12", bookingStatus="SOMETHING_NEW", outOfPolicy=True),
    _booking("13", bookingStatus="Canceled", maxCancellationLoss=0, grandTotal=-100.5, departments=["Free cancellation"]),
    _booking("14", bookingStatus="VOIDED", maxCancellationLoss=None, departments=["Unknown loss"]),
    _booking("15", bookingStatus="CANCELED", maxCancellationLoss=20, departments=["Some loss"]),
    _booking("16", grandTotal=None, usdGrandTotal=None, departments=["No price"]),
    _booking("17", grandTotal=0, usdGrandTotal=0, saving=1.5),
    _booking("18", grandTotal=100, usdGrandTotal=-108, saving=2.5),
    _booking("19", grandTotal=3, usdGrandTotal=1, saving=1, savingMissed=0.0005),
    _booking("20", created="2026-01-15T12:00:00Z", outOfPolicy=True, grandTotal=12345678901, usdGrandTotal=9876543210, saving=98765432),
    _booking("21", leadTimeInDays=-2, outOfPolicy=None),
    _booking("22", leadTimeInDays=None, outOfPolicy=True),
    _booking("23", leadTimeInDays=7.5, created="2026-03-01T01:30:00Z"),
    _booking("24", domestic="DOMESTIC", routeType=None, leadTimeInDays=14),
    _booking("25", domestic="Domestic", routeType="INTERNATIONAL"),
    _booking("26", domestic="", routeType="Regional"),
    _booking("27", exchangeAmount=-12.5, exchangeFee=25, departments=["Exchanged"]),
    _booking("28", exchangeFee=0, departments=["Exchanged"]),
    _booking("29", origin={"airportCode": "hnd"}, destination={"airportCode": "ams"}),
    _booking("30", origin={"airportCode": ""}, destination=None),
    _booking("31", bookingType="RAIL", origin={"city": "Zürich", "country": ""}, destination={"city": "Ærø", "country": "Denmark"}, trainMiles=700.5, flightMiles=None),
    _booking("32", bookingType="RAIL", origin={"city": "Ærø", "country": "Denmark"}, destination={"city": "Zürich"}, carbonEmissions=None),
    _booking("33", startDate=None, endDate=None, tripUuids=["trip-odd-dates"], tripName=None),
    _booking("34", startDate="2026-05-01", endDate="2026-05-01", tripUuids=["trip-odd-one-ways"]),
    _booking("35", startDate="2026-05-04", endDate="2026-05-04", tripUuids=["trip-odd-one-ways"], currency="JPY", grandTotal=54321, usdGrandTotal=358.8),
    _booking("36", passengers=[_person("person-2"), _person("person-2"), _person(None, "Guest@Example.com"), _person("", " guest@example.com ")]),
    _booking("37", passengers=[_person(None), _person("", ""), {"travelerType": "GUEST", "person": None}], tripUuids=["trip-odd-nobody"]),
    _booking("38", bookingStatus="CANCELED", tripUuids=["trip-odd-cancelled"], tripName="Cancelled"),
    _booking("39", bookingStatus="CANCELED", tripUuids=["trip-odd-unknown"]),
    _booking("40", bookingStatus="UNKNOWN", tripUuids=["trip-odd-unknown"]),
    _booking("41", tripUuids=["trip-odd-currency"]),
    _booking("42", tripUuids=["trip-odd-currency"], currency=None),
    _booking("43", leadTimeInDays=7),
    _booking("44", savingMissed=-5),
    _booking("45", bookingStatus="Accepted"),
    _booking("46", tripUuids=["trip-odd-day-room"]),
]  # fmt: skip

_HOTEL = {"bookingType": "HOTEL", "bookingStatus": "CONFIRMED", "origin": None, "carbonEmissions": None, "flightMiles": None}
_HOTELS = [
    # Of the first person: on the last day of the flights, before them, and overlapping.
    _booking("51", **_HOTEL, startDate="2026-04-02", endDate="2026-04-05", tripUuids=["trip-odd-1"]),
    _booking("52", **_HOTEL, startDate="2026-03-20", endDate="2026-03-30", tripUuids=["trip-odd-2"]),
    _booking("53", **_HOTEL, startDate="2026-05-03", endDate="2026-05-06", tripUuids=["trip-odd-one-ways"]),
    _booking("54", **_HOTEL, startDate="2026-04-01", endDate="2026-04-02", tripUuids=["trip-odd-3"], passengers=[_person("person-9")]),
    _booking("55", **_HOTEL, startDate="2026-04-05", endDate="2026-04-05"),
    _booking("56", **_HOTEL, startDate="2026-04-05", endDate="2026-04-04"),
    _booking("57", **_HOTEL, startDate="2026-04-05", endDate=None),
    _booking("58", **_HOTEL, startDate=None, endDate=None),
    # No night between the flights.
    _booking("60", **_HOTEL, startDate="2026-03-31", endDate="2026-03-31", tripUuids=["trip-odd-day-room"]),
    _booking("59", **_HOTEL, startDate="2026-04-30", endDate="2026-05-07", usdGrandTotal=None),
]

_CREDITS = [
    _booking("71", credit={"creditAvailable": 50.5, "creditAvailableUsd": None}),
    _booking("72", credit={"creditAvailable": None, "creditAvailableUsd": 1.25}),
    _booking("73", credit={"creditAvailable": 0, "creditAvailableUsd": 9, "residualCredit": 4}),
    _booking("74", credit={"creditAvailable": -3, "creditAvailableUsd": -3}),
    _booking("75", credit={}),
    _booking("76", credit=None),
    _booking("77", bookingStatus="CANCELED", cancelledAt="2026-03-03T03:04:05Z", credit={"creditAvailable": 12.345678, "creditAvailableUsd": 13, "creditUsed": 2, "creditUsedUsd": 2.1, "creditExchangeFeeUsd": 5, "residualCredit": 4.5}),
]  # fmt: skip

ODD_BOOKINGS: list[Booking] = [*_FLIGHTS, *_HOTELS, *_CREDITS]
