"""The travel marts. Definitions: dbt/DECISIONLOG.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Iterable

from . import records as r
from .records import Record, Rows

LIVE = {"CONFIRMED", "TICKETED", "ACCEPTED"}
CANCELLED = {"CANCELED", "VOIDED"}
NEVER = datetime.min.replace(tzinfo=timezone.utc)
TONS_PER_UNIT = {"tons": Decimal(1), "kilograms": Decimal("0.001"), "grams": Decimal("0.000001")}


def state(booking: Record) -> str:
    status = r.upper(booking, "bookingStatus")
    if status in LIVE:
        return "live"
    return "cancelled" if status in CANCELLED else "unknown"


def kind(booking: Record) -> str | None:
    return r.upper(booking, "bookingType")


def currency(booking: Record) -> str | None:
    return r.upper(booking, "currency")


def booked_month(booking: Record) -> date | None:
    return r.month(r.instant(booking, "created"))


def travel_month(booking: Record) -> date | None:
    return r.month(r.day(booking, "startDate"))


def amount(booking: Record) -> Decimal | None:
    return r.number(booking, "grandTotal")


def usd(booking: Record) -> Decimal | None:
    return r.number(booking, "usdGrandTotal")


def live(bookings: Iterable[Record], *kinds: str) -> list[Record]:
    return [b for b in bookings if state(b) == "live" and (not kinds or kind(b) in kinds)]


def retained(booking: Record, of: str) -> Decimal | None:
    """What the company pays in the end, as far as that is known: all of a live booking, none of a free cancellation."""
    if state(booking) == "live":
        return r.number(booking, of)
    if state(booking) == "cancelled" and r.number(booking, "maxCancellationLoss") == 0:
        return Decimal(0)
    return None


def usd_per_unit(booking: Record) -> Decimal | None:
    rate = r.quotient(usd(booking), amount(booking), 12)
    return rate if rate is not None and rate > 0 else None


def in_usd(booking: Record, name: str) -> Decimal | None:
    return r.rounded(r.product(r.number(booking, name), usd_per_unit(booking)), 6)


# Trips.


def people(booking: Record) -> list[str | None]:
    """The travellers' ids; None for one who can't be told from others."""
    found = []
    for passenger in r.listed(booking, "passengers"):
        person = passenger.get("person") if isinstance(passenger, dict) else None
        email = r.text(person, "email")
        found.append(r.text(person, "uuid") or (email.strip().lower() if email else None))
    return found


def trips(bookings: list[Record]) -> Rows:
    rows: Rows = {}
    parts = [(trip, share, b) for b in bookings for trip, share in r.shares(r.texts(b, "tripUuids")) if trip is not None]
    for key, members in r.grouped(parts, lambda part: (part[0],)).items():
        all_ = [b for _, _, b in members]
        going = live(all_)
        states = [state(b) for b in all_]
        named = [b for b in all_ if r.text(b, "tripName") and len(r.texts(b, "tripUuids")) == 1]
        named.sort(key=lambda b: (r.instant(b, "lastModified") or NEVER, b["uuid"]))
        priced = {currency(b) for b in going if amount(b) is not None}
        only = next(iter(priced)) if len(priced) == 1 else None
        who = [one for b in going for one in people(b)]
        count = {name: len(live(all_, name)) for name in ("FLIGHT", "HOTEL", "CAR", "RAIL")}
        rows[key] = {
            "trip_name": r.text(named[-1], "tripName") if named else None,
            "trip_state": "live" if going else "cancelled" if set(states) == {"cancelled"} else "unknown",
            "first_booked_at": min((at for b in all_ if (at := r.instant(b, "created"))), default=None),
            "start_date": min((on for b in going if (on := r.day(b, "startDate"))), default=None),
            "end_date": max((on for b in going if (on := r.day(b, "endDate"))), default=None),
            "booking_count": len(all_),
            "live_booking_count": len(going),
            "cancelled_booking_count": states.count("cancelled"),
            "unknown_booking_count": states.count("unknown"),
            "flight_count": count["FLIGHT"],
            "hotel_count": count["HOTEL"],
            "car_count": count["CAR"],
            "rail_count": count["RAIL"],
            "other_count": len(going) - sum(count.values()),
            "traveler_count": len({one for one in who if one is not None}),
            "unidentified_passenger_count": who.count(None),
            "currency": only,
            "live_amount": r.total(r.product(amount(b), share) for _, share, b in members if state(b) == "live") if only else None,
            "live_amount_usd": r.total(r.product(usd(b), share) for _, share, b in members if state(b) == "live"),
            "missing_usd_count": sum(usd(b) is None for b in going),
        }
    return rows


def travel_spend(bookings: list[Record]) -> Rows:
    rows: Rows = {}
    parts = [(department, share, b) for b in bookings for department, share in r.shares(r.texts(b, "departments"))]

    def key(part):
        department, _, b = part
        return booked_month(b), travel_month(b), kind(b), department, currency(b)

    for group, members in r.grouped(parts, key).items():

        def sum_(of, *states: str):
            return r.total(r.product(of(b), share) for _, share, b in members if not states or state(b) in states)

        def count(holds) -> Decimal:
            return r.total(share for _, share, b in members if holds(b)) or Decimal(0)

        def net(of: str):
            known = [retained(b, of) for _, _, b in members]
            return None if None in known else r.total(r.product(one, share) for one, (_, share, _) in zip(known, members))

        rows[group] = {
            "booking_count": count(lambda b: True),
            "live_booking_count": count(lambda b: state(b) == "live"),
            "cancelled_booking_count": count(lambda b: state(b) == "cancelled"),
            "unknown_booking_count": count(lambda b: state(b) == "unknown"),
            "missing_amount_count": count(lambda b: amount(b) is None),
            "missing_usd_count": count(lambda b: usd(b) is None),
            "gross_booked_amount": sum_(amount),
            "live_amount": sum_(amount, "live"),
            "cancelled_amount": sum_(amount, "cancelled"),
            "unknown_amount": sum_(amount, "unknown"),
            "exchange_booking_count": count(lambda b: r.number(b, "exchangeAmount") is not None or r.number(b, "exchangeFee") is not None),
            "exchange_amount": sum_(lambda b: r.number(b, "exchangeAmount")),
            "exchange_fee_amount": sum_(lambda b: r.number(b, "exchangeFee")),
            "retained_unknown_count": count(lambda b: retained(b, "grandTotal") is None),
            "net_amount": net("grandTotal"),
            "gross_booked_usd": sum_(usd),
            "live_usd": sum_(usd, "live"),
            "cancelled_usd": sum_(usd, "cancelled"),
            "unknown_usd": sum_(usd, "unknown"),
            "net_usd": net("usdGrandTotal"),
        }
    return rows


def policy_compliance(bookings: list[Record]) -> Rows:
    rows: Rows = {}
    for key, members in r.grouped(live(bookings), lambda b: (booked_month(b), kind(b), currency(b))).items():
        inside = [b for b in members if b.get("outOfPolicy") is False]
        outside = [b for b in members if b.get("outOfPolicy") is True]
        unknown = [b for b in members if not isinstance(b.get("outOfPolicy"), bool)]
        row = {
            "in_policy_count": len(inside),
            "out_of_policy_count": len(outside),
            "unknown_policy_count": len(unknown),
            "compliance_rate": r.quotient(len(inside), len(inside) + len(outside), 6),
            "missing_amount_count": sum(amount(b) is None for b in members),
            "missing_usd_count": sum(usd(b) is None for b in members),
        }
        for suffix, of in (("amount", amount), ("usd", usd)):
            a, b = r.total(map(of, inside)), r.total(map(of, outside))
            known = r.total([a, b])
            row |= {f"in_policy_{suffix}": a, f"out_of_policy_{suffix}": b, f"unknown_policy_{suffix}": r.total(map(of, unknown))}
            row[f"compliance_rate_by_{suffix}"] = r.quotient(a or 0, known, 6) if known is not None and known > 0 else None
        rows[key] = row
    return rows


def route_kind(booking: Record) -> str | None:
    said = {r.upper(booking, name) for name in ("domestic", "routeType")} & {"DOMESTIC", "INTERNATIONAL"}
    return next(iter(said)).lower() if len(said) == 1 else None


def advance_booking(bookings: list[Record]) -> Rows:
    rows: Rows = {}
    for key, members in r.grouped(live(bookings, "FLIGHT"), lambda b: (booked_month(b), route_kind(b))).items():
        known = sorted(days for b in members if (days := r.number(b, "leadTimeInDays")) is not None)
        half = len(known) // 2
        median = None if not known else known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
        rows[key] = {
            "flight_count": len(members),
            "known_lead_time_count": len(known),
            "unknown_lead_time_count": len(members) - len(known),
            "median_lead_time_days": median,
            "average_lead_time_days": r.quotient(r.total(known), len(known), 6),
            "at_least_7_days_count": sum(days >= 7 for days in known),
            "at_least_14_days_count": sum(days >= 14 for days in known),
            "at_least_21_days_count": sum(days >= 21 for days in known),
        }
    return rows


def savings(bookings: list[Record]) -> Rows:
    rows: Rows = {}
    for key, members in r.grouped(live(bookings), lambda b: (booked_month(b), kind(b), currency(b))).items():
        saved = [b for b in members if r.number(b, "saving") is not None]
        missed = [b for b in members if r.number(b, "savingMissed") is not None]
        positive = [b for b in missed if r.number(b, "savingMissed") > 0]
        rows[key] = {
            "booking_count": len(members),
            "known_saving_count": len(saved),
            "saving_amount": r.total(r.number(b, "saving") for b in saved),
            "saving_usd": r.total(in_usd(b, "saving") for b in saved),
            "saving_without_rate_count": sum(usd_per_unit(b) is None for b in saved),
            "known_missed_saving_count": len(missed),
            "positive_missed_saving_count": len(positive),
            "missed_saving_amount": r.total(r.number(b, "savingMissed") for b in positive),
            "missed_saving_usd": r.total(in_usd(b, "savingMissed") for b in positive),
            "missed_saving_without_rate_count": sum(usd_per_unit(b) is None for b in positive),
        }
    return rows


def place(booking: Record, end: str) -> str | None:
    where = booking.get(end) if isinstance(booking.get(end), dict) else None
    if kind(booking) == "FLIGHT":
        return r.upper(where, "airportCode")
    city, country = r.text(where, "city"), r.text(where, "country")
    if city is None:
        return None
    return city if country is None else f"{city}, {country}"


def route(booking: Record) -> tuple[str | None, str | None]:
    ends = place(booking, "origin"), place(booking, "destination")
    return (None, None) if None in ends else (min(ends), max(ends))


def routes(bookings: list[Record]) -> Rows:
    rows: Rows = {}
    for key, members in r.grouped(live(bookings, "FLIGHT", "RAIL"), lambda b: (kind(b), *route(b), currency(b))).items():
        spent = r.total(map(amount, members))
        spent_usd = r.total(map(usd, members))
        rows[key] = {
            "booking_count": len(members),
            "missing_amount_count": sum(amount(b) is None for b in members),
            "missing_usd_count": sum(usd(b) is None for b in members),
            "live_amount": spent,
            "live_usd": spent_usd,
            "average_amount": r.quotient(spent, sum(amount(b) is not None for b in members), 6),
            "average_usd": r.quotient(spent_usd, sum(usd(b) is not None for b in members), 6),
        }
    return rows


# Hotels.


def nights(booking: Record) -> int | None:
    first, last = r.day(booking, "startDate"), r.day(booking, "endDate")
    return None if first is None or last is None or last < first else (last - first).days


@dataclass(frozen=True)
class TravelerTrip:
    """Of one person, the live flights of one trip."""

    first: date | None
    last: date | None
    is_overnight: bool | None
    has_hotel: bool


def traveler_trips(bookings: list[Record]) -> list[TravelerTrip]:
    def legs(type_: str):
        return [
            ((trip, who), b)
            for b in live(bookings, type_)
            for trip in r.texts(b, "tripUuids")
            for who in dict.fromkeys(people(b))
            if who is not None
        ]

    hotels = r.grouped(legs("HOTEL"), lambda leg: leg[0])
    found = []
    for key, flights in r.grouped(legs("FLIGHT"), lambda leg: leg[0]).items():
        starts = [r.day(b, "startDate") for _, b in flights]
        ends = [r.day(b, "endDate") for _, b in flights]
        dates = [on for on in starts + ends if on is not None]
        first, last = min(dates, default=None), max(dates, default=None)
        spans = first is not None and first < last
        overnight = True if spans else None if None in starts + ends else False
        stays = [(r.day(b, "startDate"), r.day(b, "endDate")) for _, b in hotels.get(key, [])]
        has_hotel = spans and any(a is not None and z is not None and a < z and a < last and z > first for a, z in stays)
        found.append(TravelerTrip(first, last, overnight, has_hotel))
    return found


def hotel_nights(bookings: list[Record]) -> Rows:
    stays = r.grouped(live(bookings, "HOTEL"), lambda b: (travel_month(b),))
    journeys = r.grouped(traveler_trips(bookings), lambda one: (r.month(one.first),))
    rows: Rows = {}
    for key in stays.keys() | journeys.keys():
        hotels, trips_ = stays.get(key, []), journeys.get(key, [])
        slept = [b for b in hotels if nights(b) is not None]
        rated = [b for b in slept if nights(b) > 0 and usd(b) is not None]
        overnight = [one for one in trips_ if one.is_overnight]
        rows[key] = {
            "hotel_booking_count": len(hotels),
            "unknown_nights_count": len(hotels) - len(slept),
            "night_count": sum(map(nights, slept)),
            "rated_night_count": sum(map(nights, rated)),
            "rated_usd": r.total(map(usd, rated)),
            "average_daily_rate_usd": r.quotient(r.total(map(usd, rated)), sum(map(nights, rated)), 6),
            "air_traveler_trip_count": len(trips_),
            "overnight_unknown_count": sum(one.is_overnight is None for one in trips_),
            "overnight_air_traveler_trip_count": len(overnight),
            "with_hotel_count": sum(one.has_hotel for one in overnight),
            "attachment_rate": r.quotient(sum(one.has_hotel for one in overnight), len(overnight), 6),
        }
    return rows


def carbon(bookings: list[Record], unit: str = "tons") -> Rows:
    rows: Rows = {}
    for key, members in r.grouped(live(bookings), lambda b: (travel_month(b), kind(b))).items():
        stated = [b for b in members if r.number(b, "carbonEmissions") is not None]
        rows[key] = {
            "booking_count": len(members),
            "stated_booking_count": len(stated),
            "coverage_rate": r.quotient(len(stated), len(members), 6),
            "emissions_tons": r.total(r.product(r.number(b, "carbonEmissions"), TONS_PER_UNIT[unit]) for b in stated),
            "flight_miles": r.total(r.number(b, "flightMiles") for b in members),
            "train_miles": r.total(r.number(b, "trainMiles") for b in members),
            "stated_miles": r.total(r.number(b, name) for b in stated for name in ("flightMiles", "trainMiles")),
        }
    return rows


def unused_credits(bookings: list[Record]) -> Rows:
    rows: Rows = {}
    for b in bookings:
        credit = b.get("credit") if isinstance(b.get("credit"), dict) else {}
        left, left_usd = r.number(credit, "creditAvailable"), r.number(credit, "creditAvailableUsd")
        if (left if left is not None else left_usd or 0) <= 0:
            continue
        rows[(b["uuid"],)] = {
            "booking_id": r.text(b, "bookingId"),
            "booking_type": kind(b),
            "booking_state": state(b),
            "vendor": r.text(b, "vendor"),
            "booked_month": booked_month(b),
            "cancelled_at": r.instant(b, "cancelledAt"),
            "currency": currency(b),
            "credit_available_amount": left,
            "credit_available_usd": left_usd,
            "credit_exchange_fee_usd": r.number(credit, "creditExchangeFeeUsd"),
            "credit_used_amount": r.number(credit, "creditUsed"),
            "credit_used_usd": r.number(credit, "creditUsedUsd"),
            "residual_credit_amount": r.number(credit, "residualCredit"),
        }
    return rows
