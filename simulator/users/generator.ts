import { type Field, recordWriter, text } from '../data/field';
import { indexOfUuid } from '../data/ids';
import type { People, Person } from '../data/people';
import type { Generator } from '../data/store';

const LEVELS = ['CUSTOM', 'DEFAULT', 'DIRECTOR', 'EXECUTIVE'];

/** In the order of the people's hiring. */
export function userGenerator(seed: number, people: People): Generator {
  const write = recordWriter(userFields(people));
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

function userFields(people: People): Field<Person>[] {
  const manager = (who: Person): Person => people.at(who.managerIndex);
  return [
    ['id', (who) => `"${who.uuid}"`],
    ['userName', (who) => text(who.email)],
    ['name', (who) => `{"familyName":${text(who.familyName)},"givenName":${text(who.givenName)}}`],
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
  ];
}
