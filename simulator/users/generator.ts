import { day, type Field, recordWriter, text } from '../data/field';
import { indexOfUuid } from '../data/ids';
import type { People, Person } from '../data/people';
import { hash, pick } from '../data/random';
import type { Generator } from '../data/store';
import { DAY } from '../data/times';
import type { Switches } from '../switches';

const GENDERS = ['FEMALE', 'MALE', 'UNDISCLOSED'];
const LEVELS = ['CUSTOM', 'DEFAULT', 'DIRECTOR', 'EXECUTIVE'];

/** In the order of the people's hiring. */
export function userGenerator(
  seed: number,
  people: People,
  switches: Pick<Switches, 'birthDate'>,
): Generator {
  const write = recordWriter(userFields(people, switches));
  return {
    times: { count: people.count, at: (index) => index },
    id: (index) => people.at(index).uuid,
    indexOf: (id) => {
      const index = indexOfUuid(seed ^ 0x5eed, id);
      return index < people.count && people.at(index).uuid === id ? index : -1;
    },
    text: (index) => write(people.at(index)),
    facts: () => ({ type: null, status: null, startsAt: null, modifiedAt: 0 }),
  };
}

function userFields(people: People, switches: Pick<Switches, 'birthDate'>): Field<Person>[] {
  const inUser =
    (value: (who: Person) => string) =>
    (who: Person): string =>
      switches.birthDate === 'user' ? value(who) : 'null';
  const manager = (who: Person): Person => people.at(who.managerIndex);
  return [
    ['id', (who) => `"${who.uuid}"`],
    ['userName', (who) => text(who.email)],
    ['name', (who) => name(who, switches)],
    ['employeeId', (who) => text(who.employeeId)],
    // 555-01xx is reserved for fiction.
    ['phoneNumber', (who) => (who.index % 3 ? `"+1202555010${who.index % 10}"` : 'null')],
    ['department', (who) => text(who.department)],
    ['costCentre', (who) => text(who.costCenter)],
    ['region', (who) => text(who.region)],
    ['subsidiary', (who) => text(who.subsidiary)],
    ['approver', (who) => text(manager(who).email)],
    ['approverName', (who) => text(manager(who).name)],
    ['managerName', (who) => text(manager(who).name)],
    ['managerEmail', (who) => text(manager(who).email)],
    ['active', (who) => String(who.index % 17 !== 0)],
    ['emails', (who) => `[{"value":${text(who.email)},"primary":true,"emailType":"WORK"}]`],
    ['legalEntityName', (who) => text(who.billableEntity)],
    ['companyOffice', (who) => text(who.office)],
    ['policyLevel', (who) => text(LEVELS[who.index % LEVELS.length] ?? null)],
    ['policyName', (who) => (who.index % 4 ? 'null' : '"Example policy"')],
    ['dateOfBirth', inUser(birthDate)],
    // Undocumented names: some users have it twice.
    ['birthDate', (who) => (who.index % 4 === 1 ? inUser(birthDate)(who) : 'null')],
    ['birthday', (who) => (who.index % 4 === 2 ? inUser(birthDate)(who) : 'null')],
    ['gender', inUser(gender)],
  ];
}

function name(who: Person, { birthDate: place }: Pick<Switches, 'birthDate'>): string {
  const more = place === 'name' ? `,"dateOfBirth":${birthDate(who)},"gender":${gender(who)}` : '';
  return `{"familyName":${text(who.familyName)},"givenName":${text(who.givenName)}${more}}`;
}

/** Between 1960 and 2000. */
function birthDate(who: Person): string {
  return day(-3650 * DAY + (hash(who.index, 0, 40) % 14_600) * DAY);
}

function gender(who: Person): string {
  return text(pick(GENDERS, who.index));
}
