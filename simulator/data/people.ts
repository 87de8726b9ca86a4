import { faker } from '@faker-js/faker/locale/en';
import { uuidOf } from './ids';
import { hash, pick } from './random';

/** A fictitious person. */
export interface Person {
  readonly index: number;
  readonly uuid: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly name: string;
  /** Under example.com, which is reserved for examples. */
  readonly email: string;
  readonly employeeId: string;
  readonly department: string;
  readonly costCenter: string;
  readonly region: string;
  readonly subsidiary: string;
  readonly billableEntity: string;
  readonly office: string;
  readonly managerIndex: number;
}

/** Names that JSON, logs and line readers have to preserve. */
const AWKWARD = [
  'Zoë',
  'Łukasz',
  'O’Brien',
  'D"Arcy',
  '美咲',
  'Ærøskøbing',
  'Nu\u0308n\u0303ez',
  'Smith\\Jones',
];
const DEPARTMENTS = [
  'Engineering',
  'Sales',
  'Marketing',
  'Finance',
  'People & Culture',
  'Legal',
  'Operations',
];
const REGIONS = ['EMEA', 'AMER', 'APAC', 'LATAM'];
const OFFICES = ['Amsterdam', 'London', 'New York', 'Palo Alto', 'São Paulo', 'Singapore'];
const ENTITIES = ['Example Inc.', 'Example Ltd', 'Example GmbH', 'Example B.V.'];

/** The people of one company: person `index` is a function of the seed and the index. */
export class People {
  private readonly given: readonly string[];
  private readonly family: readonly string[];
  private readonly known: Person[] = [];

  constructor(
    private readonly seed: number,
    readonly count: number,
    private readonly entities: readonly string[] = ENTITIES,
  ) {
    faker.seed(seed);
    this.given = [...faker.helpers.uniqueArray(() => faker.person.firstName(), 180), ...AWKWARD];
    this.family = [...faker.helpers.uniqueArray(() => faker.person.lastName(), 180), ...AWKWARD];
  }

  /** The person for a random number. */
  any(random: number): Person {
    return this.at(random % Math.max(this.count, 1));
  }

  at(index: number): Person {
    return (this.known[index] ??= this.make(index));
  }

  private make(index: number): Person {
    const random = (salt: number): number => hash(this.seed, index, salt);
    const givenName = pick(this.given, random(20));
    const familyName = pick(this.family, random(21));
    const department = pick(DEPARTMENTS, random(22));
    return {
      index,
      uuid: uuidOf(this.seed ^ 0x5eed, index),
      givenName,
      familyName,
      name: `${givenName} ${familyName}`,
      email: `${ascii(givenName)}.${ascii(familyName)}.${String(index)}@example.com`,
      employeeId: `E${String(10_000 + index)}`,
      department,
      costCenter: `CC-${String(100 + (random(23) % 40))}`,
      region: pick(REGIONS, random(24)),
      subsidiary: pick(this.entities, random(25)),
      billableEntity: pick(this.entities, random(26)),
      office: pick(OFFICES, random(27)),
      managerIndex: random(28) % Math.max(this.count, 1),
    };
  }
}

function ascii(name: string): string {
  return (
    name
      .normalize('NFKD')
      .replace(/[^a-z]/giu, '')
      .toLowerCase() || 'person'
  );
}
