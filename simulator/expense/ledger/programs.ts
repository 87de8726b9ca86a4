import type { Currency } from './currencies';

/** The companies of a group, with the currency of their books. */
const ENTITY_CURRENCIES = {
  'Example Inc.': 'USD',
  'Example Ltd': 'GBP',
  'Example GmbH': 'EUR',
  'Example B.V.': 'EUR',
  'Example K.K.': 'JPY',
  'Example W.L.L.': 'KWD',
} as const satisfies Readonly<Record<string, Currency>>;

export const ENTITIES: readonly string[] = Object.keys(ENTITY_CURRENCIES);

/** A card programme: its cards are one account in one currency, with a monthly statement. */
export interface CardProgram {
  readonly code: string;
  readonly name: string;
  readonly entity: string;
  readonly currency: Currency;
}

function program(code: string, name: string, entity: string, currency: Currency): CardProgram {
  return { code, name, entity, currency };
}

/** A company may have several, also in another currency than its books'. */
export const PROGRAMS: readonly CardProgram[] = [
  program('US', 'US corporate cards', 'Example Inc.', 'USD'),
  program('UST', 'US travel cards', 'Example Inc.', 'USD'),
  program('UK', 'UK corporate cards', 'Example Ltd', 'GBP'),
  program('UKE', 'UK travel cards EUR', 'Example Ltd', 'EUR'),
  program('DE', 'DE corporate cards', 'Example GmbH', 'EUR'),
  program('NL', 'NL corporate cards', 'Example B.V.', 'EUR'),
  program('JP', 'JP corporate cards', 'Example K.K.', 'JPY'),
  program('KW', 'KW corporate cards', 'Example W.L.L.', 'KWD'),
];

export function currencyOf(entity: string): Currency {
  return ENTITY_CURRENCIES[entity as keyof typeof ENTITY_CURRENCIES];
}

/** The programme of a person's card, of the company that the person works for. */
export function programOf(entity: string, personIndex: number): CardProgram {
  const own = PROGRAMS.filter((one) => one.entity === entity);
  return own[personIndex % own.length] as CardProgram;
}
