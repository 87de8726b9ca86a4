import { type Field, day, secondText, sometimes, text } from '../../data/field';
import type { People, Person } from '../../data/people';
import { remembered } from '../../data/remembered';
import type { City } from '../../data/places';
import type { BookingFacts } from '../facts';
import { cabinOf, chainOf, fareClassOf, flightOf, vendorOf } from './travel';

const HOUR = 3_600_000;

/** Who travels for whom, and from where to where. A person's text is written once. */
export function partyFields(people: People): Field<BookingFacts>[] {
  const persons: string[] = [];
  const person = (who: Person): string => (persons[who.index] ??= personText(people, who));
  return [
    ['booker', (b) => `{${person(b.booker)}}`],
    [
      'passengers',
      (b) => `[${b.passengers.map((who) => passenger(b, who, person(who))).join(',')}]`,
    ],
    ['origin', (b) => (b.type === 'HOTEL' ? 'null' : `{${place(b.origin)}}`)],
    ['destination', (b) => `{${place(b.destination)}}`],
    ['segments', (b) => `[${segments(b).join(',')}]`],
    ...sometimes<BookingFacts>(
      3,
      307,
      ['companyOffice', (b) => text(b.booker.office)],
      ['regions', (b) => `[${text(b.booker.region)}]`],
      ['billableEntities', (b) => `[${text(b.booker.billableEntity)}]`],
      ['subsidiaries', (b) => `[${text(b.booker.subsidiary)}]`],
    ),
    ['costCenters', (b) => `[${text(b.booker.costCenter)}]`],
    ['departments', (b) => `[${text(b.booker.department)}]`],
    ['projects', (b) => (b.random(270) % 4 ? 'null' : `"P-${b.random(271) % 50}"`)],
    [
      'customFields',
      (b) => (b.random(272) % 3 ? 'null' : `[{"name":"Client","value":"C-${b.random(273) % 99}"}]`),
    ],
  ];
}

function personText(people: People, who: Person): string {
  // "employeedId" is the API's spelling.
  return [
    ['uuid', who.uuid],
    ['name', who.name],
    ['email', who.email],
    ['employeedId', who.employeeId],
    ['department', who.department],
    ['costCenter', who.costCenter],
    ...(hasHrDetails(who) ? hrDetails(people.at(who.managerIndex), who) : []),
  ]
    .map(([key, value]) => `"${key}":${text(value)}`)
    .join(',');
}

/** Companies rarely store more than the department for most of their people. */
function hasHrDetails({ index }: Person): boolean {
  return index % 8 === 0;
}

function hrDetails(manager: Person, who: Person): (readonly [string, string])[] {
  return [
    ['managerUuid', manager.uuid],
    ['managerName', manager.name],
    ['managerEmail', manager.email],
    ['region', who.region],
    ['subsidiary', who.subsidiary],
    ['billableEntity', who.billableEntity],
  ];
}

function passenger(b: BookingFacts, who: Person, person: string): string {
  const passport =
    b.type === 'FLIGHT'
      ? `,"passport":{"countryOfCitizenship":"NL","countryOfIssue":"NL","expiresOn":${day(b.startsAt + 900 * 24 * HOUR)},"issuedOn":"2021-02-03"}`
      : '';
  // One reader of the API found it there.
  const outside = b.random(274) % 4 === 0 ? passport : '';
  const type = who === b.booker ? 'PASSENGER' : 'GUEST';
  const status = who.index % 17 === 0 ? 'DISABLED' : 'ENABLED';
  return `{"travelerType":"${type}","status":"${status}","person":{${person}${passport}}${outside}}`;
}

const place = remembered(1000, (city: City) => placeText(city));

function placeText(city: City): string {
  const state = city.state === null ? '' : `"state":${text(city.state)},`;
  return `"country":${text(city.country)},${state}"city":${text(city.city)},"airportCode":"${city.airportCode}"`;
}

function segments(b: BookingFacts): string[] {
  if (b.type !== 'FLIGHT')
    return [segment(b, b.origin, b.destination, b.startsAt, b.endsAt + 11 * HOUR)];
  const out = segment(b, b.origin, b.destination, b.startsAt + 9 * HOUR, b.startsAt + 13 * HOUR);
  if (b.days === 0) return [out];
  return [out, segment(b, b.destination, b.origin, b.endsAt + 17 * HOUR, b.endsAt + 21 * HOUR)];
}

/** Most airlines belong to none. */
function allianceOf(b: BookingFacts): string {
  return b.random(239) % 3 ? '' : ',"airlineAlliance":"Example Alliance"';
}

function segment(b: BookingFacts, from: City, to: City, start: number, end: number): string {
  const flies = b.type === 'FLIGHT';
  const local = (at: number): string => `"${secondText(at)}"`;
  const flight = flies
    ? `,"flightNumber":"${flightOf(b)}"${allianceOf(b)},"cabin":${text(cabinOf(b))},"cabinPurchased":${text(cabinOf(b))},"fareClass":"${fareClassOf(b)}"`
    : '';
  const chain = b.type === 'HOTEL' ? `,"hotelChain":${text(chainOf(b))}` : '';
  // Airports and stations have no street.
  const street =
    flies || b.type === 'RAIL' ? '' : `,"address":"1 Example Street","postalCode":null`;
  const stop = (city: City): string => `{${place(city)}${street}}`;
  // A hotel booking has one place.
  const departure = b.type === 'HOTEL' ? '' : `,"departure":${stop(from)}`;
  return (
    `{"startTimestamp":${start},"endTimestamp":${end},"startLocalDateTime":${local(start)},"endLocalDateTime":${local(end)}` +
    `,"providerCode":"EX","providerName":${text(vendorOf(b))}${flight}${chain}${departure},"arrival":${stop(to)}}`
  );
}
